"""The parsers of single cells: one shape, what they store, and that every sentence of theirs is in the catalogue."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain import contacts, dates, fields, fiscal_code, moments
from minori_tui.domain.errors import FieldError
from minori_tui.domain.fields import ParseContext, ParsedValue, Parser

TODAY = date(2026, 11, 22)
FILE = ParseContext("x", TODAY)
TYPED = ParseContext("x", TODAY, typed=True)
NULLS = ["", "  ", "null", "NULL", "Non Disponibile", "NON DISPONIBILE", "n.d.", "N.D.", "-", "//", "—"]
ALL: list[Parser] = [
    fields.plain_text, fields.note, fields.person_name, fields.yes_no, fields.sex, fields.money, fields.whole_number(0, 99),
    fields.minutes, fields.hours, fields.listing, fields.choice({"a": "A"}), fields.date_of(), moments.moment_of(), fields.phone,
    fields.email, fields.pec, fields.postcode, fields.province, fields.tax_code,
]


def problem_of(parser: Parser, text: str, context: ParseContext = FILE) -> str:
    with pytest.raises(FieldError) as error:
        parser(text, context)
    found = error.value.problem
    assert found.field == context.field
    assert found.message.format(**found.facts)
    return found.code


@pytest.mark.parametrize("parser", ALL)
@pytest.mark.parametrize("text", NULLS)
def test_null_words_are_unknown_everywhere(parser: Parser, text: str) -> None:
    assert parser(text, FILE) == ParsedValue(None)


@pytest.mark.parametrize("text", ["NA", "None", "NO", "Null", "nan", "nd"])
def test_places_and_surnames_are_no_null_words(text: str) -> None:
    assert fields.plain_text(text, FILE) == ParsedValue(text)


@pytest.mark.parametrize("parser", ALL)
@given(text=st.text(max_size=25))
def test_every_parser_returns_or_raises_a_field_error(parser: Parser, text: str) -> None:
    with contextlib.suppress(FieldError):
        value = parser(text, TYPED).value
        assert value is None or isinstance(value, str | int)


@pytest.mark.parametrize(("parser", "text", "wanted"), [
    (fields.plain_text, " Via\u00a0Roma,  1 ", "Via Roma, 1"),
    (fields.note, "one\r\ntwo", "one\ntwo"),
    (fields.person_name, "NICCOLO'", "Niccolò"),
    (fields.person_name, "Avv. DE' MEDICI", "De' Medici"),
    (fields.person_name, "McDonald", "McDonald"),
    (fields.yes_no, "Sì", 1), (fields.yes_no, "si", 1), (fields.yes_no, "S", 1), (fields.yes_no, "x", 1),
    (fields.yes_no, "✓", 1), (fields.yes_no, "Yes", 1), (fields.yes_no, "VERO", 1), (fields.yes_no, "1", 1),
    (fields.yes_no, "SI'", 1),
    (fields.yes_no, "no", 0), (fields.yes_no, "N", 0), (fields.yes_no, "falso", 0), (fields.yes_no, "0", 0),
    (fields.yes_no, "False", 0),
    (fields.sex, "m", "M"), (fields.sex, "Femmina", "F"), (fields.sex, "male", "M"), (fields.sex, "2", "F"),
    (fields.money, "1.234,56 €", 123456), (fields.money, "€ 1234,5", 123450), (fields.money, "1234.56", 123456),
    (fields.money, "1.234", 123400), (fields.money, "1,234.56", 123456), (fields.money, "EUR 85", 8500),
    (fields.money, "1.234.567", 123456700), (fields.money, "1 234,00", 123400), (fields.money, "-12,5", -1250),
    (fields.money, "0", 0),
    (fields.whole_number(0, 50), "50", 50), (fields.whole_number(-5, 5), "-5", -5), (fields.whole_number(0, 9), "5,0", 5),
    (fields.hours, "4", 240), (fields.hours, "4,5", 270), (fields.hours, "4.25 h", 255), (fields.hours, "4:30", 270),
    (fields.hours, "1h", 60), (fields.minutes, "45", 45), (fields.minutes, "45 min", 45),
    (fields.minutes, "1:30", 90), (fields.minutes, "2h", 120),
    (fields.minutes, "1 h 30", 90), (fields.minutes, "20'", 20),
    (fields.listing, "Family; real Estate ;family;; Tax", "Family; real Estate; Tax"),
    (fields.listing, "a\nb", "a; b"),
    (fields.choice({"affido": "AFF", "aff": "AFF"}), "Affido", "AFF"),
    (fields.date_of("birth"), "24/11/53", "1953-11-24"),
    (fields.date_of(open_end=True), "9999-12-31", None),
    (moments.moment_of(), "22/11/2026 9.05", "2026-11-22T09:05"), (moments.moment_of(), "22/11/2026", "2026-11-22"),
    (moments.moment_of(), "2026-11-22 00:00:00", "2026-11-22"),
    (fields.phone, "tel. 0346 89999", "0346 89999"),
    (fields.email, " A@B.it", "a@b.it"),
    (fields.pec, "a@pec.it", "a@pec.it"),
    (fields.postcode, "24023", "24023"),
    (fields.province, "(bg)", "BG"), (fields.province, "NA", "NA"), (fields.province, "NO", "NO"),
    (fields.tax_code, "rssmra80a01h501u", "RSSMRA80A01H501U"),
])
def test_what_is_stored(parser: Parser, text: str, wanted: str | int | None) -> None:
    assert parser(text, FILE) == ParsedValue(wanted)


@pytest.mark.parametrize(("parser", "text", "code"), [
    (fields.text_of(3), "four", "too-long"),
    (fields.person_name, "123", "name-letters"),
    (fields.person_name, "a" * 501, "too-long"),
    (fields.yes_no, "forse", "yes-no"),
    (fields.sex, "X", "sex"),
    (fields.money, "12,345", "money"), (fields.money, "1.23.4", "money"), (fields.money, "dodici", "money"),
    (fields.whole_number(0, 9), "10", "number-range"), (fields.whole_number(0, 9), "1,5", "number"),
    (fields.hours, "4:75", "hours"), (fields.hours, "molte", "hours"),
    (fields.minutes, "1:75", "minutes"), (fields.minutes, "poco", "minutes"),
    (fields.listing, "; ".join(f"item {n}" for n in range(3000)), "too-long"),
    (fields.choice({"a": "A", "b": "B"}), "c", "choice"),
    (fields.date_of(), "9999-12-31", "no-end"),
    (fields.date_of(open_end=True), "31/02/2024", "date-day"),
    (fields.date_of(), "oggi", "date-format"), (moments.moment_of(), "18:40", "date-format"),
    (fields.phone, "46 89999", "phone-lost-zero"),
    (fields.email, "a@b", "email-format"),
    (fields.postcode, "118", "postcode-lost-zero"),
    (fields.province, "Bergamo", "province"),
    (fields.tax_code, "RSSMRA80A01H501A", "fiscal-code-check-letter"),
])
def test_what_is_refused(parser: Parser, text: str, code: str) -> None:
    assert problem_of(parser, text) == code


def test_shortcuts_are_for_the_keyboard() -> None:
    assert fields.date_of()("oggi", TYPED) == ParsedValue("2026-11-22")
    assert moments.moment_of()("18.40", TYPED) == ParsedValue("2026-11-22T18:40")
    assert moments.moment_of()("2211 0:00", TYPED) == ParsedValue("2026-11-22T00:00")
    assert moments.moment_of()("oggi", TYPED) == ParsedValue("2026-11-22")


def test_number_cells_get_their_zeros_back() -> None:
    assert fields.postcode("118", ParseContext("cap", TODAY, from_number=True)) == ParsedValue("00118")


def test_warnings_never_block() -> None:
    value, warnings = fields.phone("+39 161 212999", FILE)
    assert value == "+39 161 212999"
    assert [(w.code, w.warning) for w in warnings] == [("phone-lost-zero", True)]
    value, warnings = fields.pec("a@example.it", FILE)
    assert value == "a@example.it"
    assert [(w.code, w.warning) for w in warnings] == [("not-pec", True)]


def test_items_keep_their_order_and_first_spelling() -> None:
    assert fields.items_of("Personal injury; Personal Injury ; Famiglia;famiglia;—;✓;✓") == (
        "Personal injury", "Famiglia", "✓")


def test_a_context_serves_several_fields() -> None:
    assert FILE.of("sex") == ParseContext("sex", TODAY)


def test_every_sentence_has_its_italian_with_the_same_facts() -> None:
    path = Path(fields.__file__).parent.parent / "locale" / "it" / "domain.po"
    with path.open("rb") as stream:
        catalogue = {message.id: message.string for message in read_po(stream, locale="it") if message.id}
    sentences = {sentence for module in (contacts, dates, fields, fiscal_code) for sentence in module._MESSAGES.values()}
    assert sentences == set(catalogue)
    for english, italian in catalogue.items():
        assert italian
        for name in ("suggestion", "length", "count", "low", "high", "limit", "first", "last", "today", "month", "choices",
                     "from_code"):
            assert (f"{{{name}}}" in english) == (f"{{{name}}}" in italian)
