"""Columns read at once say what their cells say one by one, and no shape accepts what a parser would not give back as it is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minori_tui.domain import fields
from minori_tui.domain.fiscal_code import check_letter
from minori_tui.transfer import cells, columns, mapping, rows
from minori_tui.transfer.kinds import LAWYERS
from minori_tui.transfer.table import Row, Table

CONTEXT = cells.Context(date(2026, 11, 22))
ODD = st.text("aZè 0'.-/@\u00a0\t\n;(", max_size=6)
NAMES = st.sampled_from(["Rossi", "ROSSI", "D'Angelo", "De Luca", "avv. Bo", "Non Disponibile", "Null", "n.d.", "X", "Li", "123",
                         "  Ada ", "Nicolò", "ANNA MARIA", "Avv", "Sig.ra Bo", "e", "Mc Donald", ""])
TEXTS = st.sampled_from(["Via Roma, 1", "non disponibile", "NULL", "null", "n/d", "-", "..", "a  b", " a", "Studio «Alba»",
                         "x" * 501, "x" * 200, "Ca' Bo", "1", "12", ""])
PHONES = st.sampled_from(["0346 12345", "3471234567", "347 123456", "39 0346 12345", "00 39 347", "0039347123456", "+39346",
                          "035123456/7", "035 123456; 347 1234567", "tel 035 123456", "346", "0 346", "a@b.it", "01 234567", ""])
EMAILS = st.sampled_from(["a.b@c-d.example.it", "A@B.it", "a@@b.it", "a..b@c.it", "a@b", "x@pec.it; y@z.it", "a b@c.it", "",
                          "0346 12345", "a_b-c@x.it", "-a@x.it", "a@-x.it", f"a@{'x' * 64}.it"])


@st.composite
def codes(draw: Any) -> str:
    """Fiscal codes: right, of impossible days, of the future, of minors, with another letter, with omocodia."""
    body = (draw(st.sampled_from(["RSSMRA", "BNCLRA", "XX0AAA"])) + f"{draw(st.integers(0, 99)):02}"
            + draw(st.sampled_from("ABCDEHLMPRSTZ")) + f"{draw(st.integers(0, 72)):02}" + draw(st.sampled_from(["H501", "Z33L"])))
    right = check_letter(body)
    return body + draw(st.sampled_from([right, right, right, "A", "", " ", right.lower()]))


BY_PARSER: dict[fields.Parser, st.SearchStrategy[str]] = {
    fields.person_name: NAMES, fields.plain_text: TEXTS, fields.phone: PHONES, fields.email: EMAILS, fields.pec: EMAILS,
    fields.tax_code: codes(),
}


@given(st.data())
@pytest.mark.parametrize("spec", [s for s in LAWYERS.fields if s.parse in columns._SHAPES], ids=lambda s: s.name)
def test_a_shape_accepts_only_what_its_parser_gives_back_as_it_is(spec: Any, data: st.DataObject) -> None:
    shape = columns._SHAPES[spec.parse]
    pattern = {fields.person_name: columns._NAME, fields.plain_text: columns._TEXT, fields.phone: columns._PHONE,
               fields.tax_code: columns._CODE}.get(spec.parse, columns._EMAIL).__self__
    text = data.draw(st.one_of(BY_PARSER[spec.parse], ODD, st.from_regex(re.compile(pattern.pattern), fullmatch=True)))
    if shape(text):
        wanted = {"phone": "phone", "mobile": "phone", "fax": "phone", "email": "email", "pec": "email"}.get(spec.name)
        if wanted:
            said = cells.contacts_reader(spec.name, wanted)[text]
            assert ([p.shown for p in said.phones] + list(said.emails), said.problems, said.warnings) == ([text], (), ())
        else:
            assert cells.reader(spec, LAWYERS, CONTEXT)[text] == (text, (), ())


ROWS = st.tuples(NAMES, NAMES, codes(), TEXTS, st.sampled_from(["31/02/2001", "1/2/2001", "2001-02-01", "", "x"]),
                 st.sampled_from(["SI", "no", "✓", "forse", ""]), st.sampled_from(["24023", "240", "", "I-24023"]),
                 st.sampled_from(["Clusone", "Amandola (FM)", "Pesaro PU", " Roma  RM ", ""]), PHONES, EMAILS, EMAILS,
                 st.sampled_from(["a; b", "a;a", "", "x\ny"]))
HEADERS = ("Cognome", "Nome", "Codice fiscale", "Studio", "Data di iscrizione", "Cassazionista", "CAP", "Città", "Telefono",
           "E-mail", "PEC", "Materie")


@given(st.lists(st.tuples(ROWS, st.sampled_from([None, (), ("",), ("x",), 3]), st.booleans()), max_size=8),
       st.sampled_from([HEADERS, (*HEADERS[:8], "Cellulare", *HEADERS[9:])]))
@example([(("Bo", "Ada", "", "", "", "", "", " Roma  RM ", "", "", "", ""), None, False)], HEADERS)
def test_rows_read_together_are_those_read_one_by_one(drawn: list[Any], headers: tuple[str, ...]) -> None:
    found = []
    for line, (row, change, number) in enumerate(drawn, 2):
        row = row[:change] if isinstance(change, int) else row + (change or ())
        found.append(Row(line, row, frozenset({6} if number else ())))
    table = Table("x.csv", "", "csv", headers, headers, 1, found)
    for kind in ("lawyers", "people"):
        mapped = mapping.build(table, kind=kind)
        plan = rows._compile(table, mapped, CONTEXT)
        assert plan.columns is not None
        assert list(rows._prepared(table, plan)) == [rows._row(r, rows._compile(table, mapped, CONTEXT)) for r in found]


def test_columns_that_feed_one_field_together_are_read_row_by_row() -> None:
    table = Table("x.csv", "", "csv", ("Cognome", "Nome", "Lingue", "Lingua"), (), 1, [Row(2, ("Bo", "Ada", "it", "fr"))])
    mapped = mapping.build(table, kind="lawyers", overrides=["Lingua=languages"])
    assert rows._compile(table, mapped, CONTEXT).columns is None
    assert next(rows.prepare(table, mapped, CONTEXT)).values["languages"] == "it; fr"
