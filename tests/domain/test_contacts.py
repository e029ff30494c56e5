"""Telephones, e-mail and postcodes as real offices write them (every number and address here is invented)."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.contacts import Contacts, is_pec, parse_email, parse_phone, parse_postcode, split_contacts
from minori_tui.domain.errors import FieldError


@pytest.mark.parametrize(("text", "shown", "digits"), [
    ("0346 89999", "0346 89999", "034689999"),
    ("034689999", "034689999", "034689999"),
    ("035/123456", "035/123456", "035123456"),
    ("035.123.456", "035.123.456", "035123456"),
    ("(035) 123456", "(035) 123456", "035123456"),
    ("+39 019 815999", "+39 019 815999", "019815999"),
    ("+39 0110005686", "+39 0110005686", "0110005686"),
    ("0039 035 123456", "0039 035 123456", "035123456"),
    ("+39  06 4227 9999", "+39 06 4227 9999", "0642279999"),
    ("347 1234567", "347 1234567", "3471234567"),
    ("+39-347-1234567", "+39-347-1234567", "3471234567"),
    ("393471234567", "393471234567", "3471234567"),
    ("39035123456", "39035123456", "035123456"),
    ("3931234567", "3931234567", "3931234567"),
    ("335 123456", "335 123456", "335123456"),
    ("tel. 035 123456", "035 123456", "035123456"),
    ("Cell.347 1234567", "347 1234567", "3471234567"),
    ("035 12345 int. 2", "035 12345 int. 2", "03512345"),
    ("tel. 035 12 int. 2", "035 12 int. 2", "03512"),
    ("035 123456 interno 12", "035 123456 int. 12", "035123456"),
    ("800 123456", "800 123456", "800123456"),
    ("840 000 111", "840 000 111", "840000111"),
    ("199 123456", "199 123456", "199123456"),
    ("112", "112", "112"),
    ("1522", "1522", "1522"),
    ("+44 (0)20 3031 9999", "+44 20 3031 9999", "442030319999"),
    ("0044 20 30319999", "+44 20 30319999", "442030319999"),
    ("+41 91 9999999 int. 3", "+41 91 9999999 int. 3", "41919999999"),
    ("035\u00a0123456\u200b", "035 123456", "035123456"),
])
def test_phones(text: str, shown: str, digits: str) -> None:
    assert parse_phone(text) == (shown, digits, None)


@pytest.mark.parametrize(("text", "code", "facts"), [
    ("46 89999", "phone-lost-zero", {"suggestion": "046 89999"}),
    ("346 89999", "phone-lost-zero", {"suggestion": "0346 89999"}),
    ("80 4831999", "phone-lost-zero", {"suggestion": "080 4831999"}),
    ("161 212999", "phone-lost-zero", {"suggestion": "0161 212999"}),
    ("035-123456/7", "phone-many", {"suggestion": "035-123456; 035-123457"}),
    ("035 123456/78", "phone-many", {"suggestion": "035 123456; 035 123478"}),
    ("12", "phone-length", {"count": 2}),
    ("0123", "phone-length", {"count": 4}),
    ("035123456789", "phone-length", {"count": 12}),
    ("34712345678", "phone-length", {"count": 11}),
    ("+44 12", "phone-length", {"count": 4}),
    ("+44 1234567890123456", "phone-length", {"count": 18}),
    ("+44 20 abc", "phone-format", {}),
    ("abc", "phone-format", {}),
    ("", "phone-format", {}),
    ("+39", "phone-format", {}),
    ("٣٤٧١٢٣٤٥٦٧", "phone-format", {}),
])
def test_what_is_no_phone(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(FieldError) as error:
        parse_phone(text, field="mobile")
    problem = error.value.problem
    assert (problem.code, problem.facts, problem.field, problem.value) == (code, facts, "mobile", text)
    problem.message.format(**problem.facts)


@pytest.mark.parametrize(("text", "suggestion"), [
    ("+39 161 212999", "+39 0161 212999"), ("+39 110004444", "+39 0110004444"), ("0039 46 89999", "+39 046 89999"),
])
def test_a_lost_zero_behind_the_prefix_is_a_warning(text: str, suggestion: str) -> None:
    found = parse_phone(text)
    assert found.shown == text
    assert found.problem is not None
    assert (found.problem.code, found.problem.warning) == ("phone-lost-zero", True)
    assert found.problem.facts == {"suggestion": suggestion}


@pytest.mark.parametrize(("cell", "wanted"), [
    ("", Contacts()),
    ("0346 89999", Contacts(("0346 89999",))),
    ("tel. +39 019 815999; +39 347 4713999 – a@b.it; C@d.it",
     Contacts(("+39 019 815999", "+39 347 4713999"), ("a@b.it", "c@d.it"))),
    ("035 111111 / 347 1234567", Contacts(("035 111111", "347 1234567"))),
    ("035 111111; 347 1234567", Contacts(("035 111111", "347 1234567"))),
    ("035 111111, 035 222222", Contacts(("035 111111", "035 222222"))),
    ("035 111111 - 035 222222", Contacts(("035 111111", "035 222222"))),
    ("034689991-034689993", Contacts(("034689991", "034689993"))),
    ("035 123456\n347 1234567", Contacts(("035 123456", "347 1234567"))),
    ("+39 0544 35999 / +39 0544 38999", Contacts(("+39 0544 35999", "+39 0544 38999"))),
    ("06 3221351 - 36886", Contacts(("06 3221351", "06 3236886"))),
    ("+39 0544 36999 - 36885 - 36978", Contacts(("+39 0544 36999", "+39 0544 36885", "+39 0544 36978"))),
    ("+39 050 29999/48073/29459", Contacts(("+39 050 29999", "+39 050 48073", "+39 050 29459"))),
    ("035-123456/7", Contacts(("035-123456", "035-123457"))),
    ("035 123456 / 654321", Contacts(("035 123456", "035 654321"))),
    ("035/123456", Contacts(("035/123456",))),
    ("0346 - 89999", Contacts(("0346 - 89999",))),
    ("035-123-456", Contacts(("035-123-456",))),
    ("tel. 035 12 int. 2", Contacts(("035 12 int. 2",))),
    ("02 1234567 int. 12 - 347 1234567", Contacts(("02 1234567 int. 12", "347 1234567"))),
    ("+44 (0)20 3031 9999", Contacts(("+44 (0)20 3031 9999",))),
    ("Tel. 035 111111 Fax 035 222222 cell. 347 1234567 (ore ufficio)",
     Contacts(("035 111111", "347 1234567"), (), "(ore ufficio)", ("035 222222",))),
    ("112", Contacts(("112",))),
    ("035 111111; 035 111111", Contacts(("035 111111",))),
    ("<info@x.eu >", Contacts((), ("info@x.eu",))),
    ("mailto:a@b.it", Contacts((), ("a@b.it",))),
    ("PEC: Mario@pec.it e-mail: m@b.it", Contacts((), ("mario@pec.it", "m@b.it"))),
    ("a@b.it/c@d.it, e@f.it", Contacts((), ("a@b.it", "c@d.it", "e@f.it"))),
    ("mario.rossi@pec,it", Contacts((), ("mario.rossi@pec,it",))),
    ("f.prova@studio.com We Lawyers", Contacts((), ("f.prova@studio.com",), "We Lawyers")),
    ("chiamare la sera, dopo le 18", Contacts(rest="chiamare la sera, dopo le 18")),
])
def test_cells_of_several_contacts(cell: str, wanted: Contacts) -> None:
    assert split_contacts(cell) == wanted


phones = st.from_regex(r"0[1-9][0-9]{1,2} [0-9]{6}|3[0-9]{2} [0-9]{7}", fullmatch=True)
emails = st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?@[a-z]{2,8}\.(it|eu)", fullmatch=True)


@given(st.lists(phones, max_size=3, unique=True), st.lists(emails, max_size=3, unique=True),
       st.sampled_from(["; ", " / ", ", ", "\n", " – "]))
def test_joined_contacts_are_taken_apart_again(numbers: list[str], addresses: list[str], sign: str) -> None:
    found = split_contacts(sign.join([*numbers, *addresses]))
    assert found == Contacts(tuple(numbers), tuple(addresses))
    assert all(parse_phone(number).digits == number.replace(" ", "") for number in found.phones)
    assert all(parse_email(address) == address for address in found.emails)


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789 +-/().;@aint\n"), max_size=30))
def test_no_cell_breaks_the_splitter(cell: str) -> None:
    found = split_contacts(cell)
    assert all(any(map(str.isdigit, number)) for number in (*found.phones, *found.faxes))
    for number in found.phones:
        with contextlib.suppress(FieldError):
            assert parse_phone(number).digits.isdecimal()


@pytest.mark.parametrize(("text", "wanted"), [
    ("A@B.IT", "a@b.it"), (" mario.rossi+x@studio-legale.example.it ", "mario.rossi+x@studio-legale.example.it"),
    ("a@b.test", "a@b.test"),
])
def test_emails(text: str, wanted: str) -> None:
    assert parse_email(text) == wanted


@pytest.mark.parametrize(("text", "code", "suggestion"), [
    ("<a@b.it >", "email-repair", "a@b.it"),
    ("mailto:a@b.it", "email-repair", "a@b.it"),
    ("mario.rossi@pec,it", "email-repair", "mario.rossi@pec.it"),
    ("mario rossi@b.it", "email-repair", "mariorossi@b.it"),
    ("a@b..it", "email-repair", "a@b.it"),
    ("a.@b.it.", "email-repair", "a@b.it"),
    ("a@b.it;c@d.it", "email-many", None),
    ("a@b", "email-format", None),
    ("@b.it", "email-format", None),
    ("è@b.it", "email-format", None),
    ("", "email-format", None),
])
def test_what_is_no_email(text: str, code: str, suggestion: str | None) -> None:
    with pytest.raises(FieldError) as error:
        parse_email(text, field="pec")
    problem = error.value.problem
    assert (problem.code, problem.field, problem.facts.get("suggestion")) == (code, "pec", suggestion)


@pytest.mark.parametrize(("address", "certified"), [
    ("a@pec.it", True), ("a@bergamo.pecavvocati.it", True), ("a@cert.ordineavvocati.it", True),
    ("a@legalmail.it", True), ("a@postecert.it", True), ("a@arubapec.it", True), ("a@pec-prova.it", True),
    ("a@example.it", False), ("a@special.it", False), ("pec@example.it", False),
])
def test_certified_mail_is_told_by_its_domain(address: str, certified: bool) -> None:
    assert is_pec(address) is certified


@pytest.mark.parametrize("text", ["24023", " 24023 ", "I-24023", "IT-24023"])
def test_postcodes(text: str) -> None:
    assert parse_postcode(text) == "24023"


@pytest.mark.parametrize(("text", "wanted"), [("9976", "09976"), ("118", "00118"), ("24023", "24023"), ("9976.0", "09976")])
def test_postcodes_of_number_cells_are_padded(text: str, wanted: str) -> None:
    assert parse_postcode(text, from_number=True) == wanted


@pytest.mark.parametrize(("text", "from_number", "code", "facts"), [
    ("9976", False, "postcode-lost-zero", {"suggestion": "09976"}),
    ("118", False, "postcode-lost-zero", {"suggestion": "00118"}),
    ("1", True, "postcode-format", {}),
    ("240233", False, "postcode-format", {}),
    ("SW1A 2AA", False, "postcode-format", {}),
    ("٢٤٠٢٣", False, "postcode-format", {}),
    ("", False, "postcode-format", {}),
])
def test_what_is_no_postcode(text: str, from_number: bool, code: str, facts: dict[str, str]) -> None:
    with pytest.raises(FieldError) as error:
        parse_postcode(text, from_number=from_number)
    assert (error.value.problem.code, error.value.problem.facts) == (code, facts)


ROSTERS = Path(__file__).parents[2] / ".." / "shared" / "data" / "rosters"


@pytest.mark.shared
@pytest.mark.skipif(not ROSTERS.exists(), reason="the public files are not beside the project")
@pytest.mark.parametrize(("name", "encoding", "delimiter", "columns", "least"), [
    ("lawyers_a.csv", "utf-8", ",", ("telephone", "email"), 100),
    ("lawyers_b_cp1252.csv", "cp1252", ";", ("Recapiti",), 90),
])
def test_every_contact_of_the_public_rosters_is_read(
    name: str, encoding: str, delimiter: str, columns: tuple[str, ...], least: int
) -> None:
    with (ROSTERS / name).open(encoding=encoding, newline="") as stream:
        found = [split_contacts(row[column] or "") for row in csv.DictReader(stream, delimiter=delimiter) for column in columns]
    read = [parse_phone(phone).digits for cell in found for phone in cell.phones]
    read += [parse_email(address) for cell in found for address in cell.emails]
    assert len(read) >= least
    assert not any(cell.rest for cell in found)
