"""What the words of the search box mean, and what a case is found by."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.lookup import (
    LONGEST_WORD,
    MOST_WORDS,
    Code,
    Filter,
    Query,
    birth_year_word,
    covering_grams,
    file_key,
    file_order,
    grams,
    name_words,
    parse,
    place_words,
    plain_code,
)

TODAY = date(2026, 11, 22)
PLAIN = st.text("0123456789abcdefxyz", min_size=3, max_size=20)


@pytest.mark.parametrize(("surname", "given_name", "wanted"), [
    ("Rossi", "Anna", {"rossi", "anna"}),
    ("De Luca", "Gian Luca", {"de", "luca", "deluca", "gian", "gianluca"}),
    ("D'Angelo", "", {"dangelo"}),
    ("Abd El Rahman Ali", "X", {"abd", "el", "rahman", "ali", "abdel", "elrahman", "rahmanali", "abdelrahman", "elrahmanali",
                                "abdelrahmanali", "x"}),
    ("", "", set()),
])
def test_words_of_a_name(surname: str, given_name: str, wanted: set[str]) -> None:
    assert name_words(surname, given_name) == wanted


def test_words_of_an_address() -> None:
    assert place_words("Via Somvico, 2/B", None, "Clusone") == {"via", "somvico", "2", "b", "clusone"}


@pytest.mark.parametrize(("number", "key", "order"), [
    ("2025/0119", "119 2025", "2025 0000000119"), ("119/2025", "119 2025", "2025 0000000119"),
    ("119-25", "119 2025", "2025 0000000119"), ("119/99", "119 1999", "1999 0000000119"),
    ("0119", "119 ", "     0000000119"), ("000", "0 ", "     0000000000"),
    ("2025/0119 bis", "119 2025 bis", "2025 0000000119 bis"), ("CL-7", "cl7", "~cl7"), ("1/2/3", "123", "     0000000123"),
    ("2024/2025", "2025 2024", "2024 0000002025"), ("12/345", "12345", "     0000012345"),
])
def test_file_numbers_are_one_however_written(number: str, key: str, order: str) -> None:
    assert file_key(number) == key
    assert file_order(number) == order


@pytest.mark.parametrize(("text", "wanted"), [
    ("", Query()),
    ("De Luca", Query(("de", "luca"))),
    ("D’Angelo", Query(("dangelo",))),
    ("rossi 2", Query(("rossi", "2"))),
    ("0346 89651", Query(codes=(Code("034689651", ("34689651 ",)),))),
    ("+39 0346 89651", Query(codes=(Code("034689651", ("34689651 ",)),))),
    ("DLC GLC 16C01 C800X", Query(codes=(Code("dlcglc16c01c800x"),))),
    ("119/2025", Query(codes=(Code("1192025", ("119 2025",)),))),
    ("119/20", Query(codes=(Code("11920", ("119 20", "119 2020")),))),
    ("119/2", Query(codes=(Code("1192", ("119 2", "1192")),))),
    ("2025/0", Query(codes=(Code("20250", ("0 2025",)),))),
    ("2025-01", Query(codes=(Code("202501", ("1 2025",), (
        ("2025 0000000001", "2025 0000000001"), ("2025 0000000010", "2025 0000000019"), ("2025 0000000100", "2025 0000000199"),
        ("2025 0000001000", "2025 0000001999"), ("2025 0000010000", "2025 0000019999"))),))),
    ("a1", Query(codes=(Code("a1"),))),
    ("035/123456", Query(codes=(Code("035123456"),))),
    ("٣٤٥", Query(codes=(Code("345", ("345 ",)),))),
    ("7", Query(codes=(Code("7", ("7 ",)),))),
    ("!!! ---", Query()),
    ("stato:aperto", Query(filters=(Filter("status", "open"),))),
    ("status:c", Query(filters=(Filter("status", "closed"),))),
    ("msna:sì", Query(filters=(Filter("msna", "1"),))),
    ("msna:no", Query(filters=(Filter("msna", "0"),))),
    ("sesso:F", Query(filters=(Filter("sex", "F"),))),
    ('comune:"ponte nossa" op:rossi', Query(filters=(Filter("municipality", "ponte nossa"), Filter("worker", "rossi")))),
    ("int:adm", Query(filters=(Filter("activity", "adm"),))),
    ("eta:9", Query(filters=(Filter("age", "9", date(2016, 11, 23), date(2017, 11, 22)),))),
    ("età:6-10", Query(filters=(Filter("age", "6-10", date(2015, 11, 23), date(2020, 11, 22)),))),
    ("eta:18+", Query(filters=(Filter("age", "18+", date(1875, 11, 23), date(2008, 11, 22)),))),
    ("nato:2016", Query(filters=(Filter("age", "2016", date(2016, 1, 1), date(2016, 12, 31)),))),
    ("scad:7g", Query(filters=(Filter("due", "7g", None, date(2026, 11, 29)),))),
    ("scad:2s", Query(filters=(Filter("due", "2s", None, date(2026, 12, 6)),))),
    ("scad:3m", Query(filters=(Filter("due", "3m", None, date(2027, 2, 22)),))),
    ("scad:scaduta", Query(filters=(Filter("due", "scaduta", None, date(2026, 11, 21)),))),
    ("stato:", Query()),
    ('stato:" "', Query()),
])
def test_what_words_mean(text: str, wanted: Query) -> None:
    assert parse(text, TODAY) == wanted


@pytest.mark.parametrize(("text", "code"), [
    ("colore:rosso", "unknown-field"), ("eta:x", "bad-value"), ("stato:x", "bad-value"), ("msna:x", "bad-value"),
    ("sesso:x", "bad-value"), ("scad:domani", "bad-value"), ("nato:16", "bad-value"),
])
def test_what_is_not_understood_is_said(text: str, code: str) -> None:
    assert [p.code for p in parse(text, TODAY).problems] == [code]


def test_born_on_29_february_counts_from_the_28th() -> None:
    found = parse("eta:1", date(2028, 2, 29)).filters[0]
    assert (found.earliest, found.latest) == (date(2026, 3, 1), date(2027, 2, 28))


def test_readings_join_neighbours() -> None:
    assert Query().readings() == [()]
    assert set(Query(("a", "b", "c")).readings()) == {("a", "b", "c"), ("ab", "c"), ("a", "bc"), ("abc",)}
    many = Query(("a", "b", "c", "d", "e")).readings()
    assert ("a", "b", "c", "d", "e") in many
    assert ("abc", "d", "e") in many
    assert len(many) == 8
    assert set(Query(("via", "roma", "2")).readings()) == {("via", "roma", "2"), ("viaroma", "2")}


@given(PLAIN, st.data())
def test_every_part_of_a_code_is_covered_by_its_pieces(code: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(code) - 3))
    part = code[start:data.draw(st.integers(start + 3, len(code)))]
    pieces = grams(code)
    for piece in covering_grams(part):
        assert any(p.startswith(piece[:-1]) for p in pieces) if piece.endswith("*") else piece in pieces


@given(st.text(max_size=300))
def test_anything_typed_is_understood_or_said_not_to_be(text: str) -> None:
    query = parse(text, TODAY)
    assert len(query.names) <= MOST_WORDS
    for word in query.names:
        assert 0 < len(word) <= LONGEST_WORD
        assert word == word.lower()
        assert word.isalnum()
    for code in query.codes:
        assert code.plain == plain_code(code.plain) != ""
    assert query.readings()


@given(st.integers(1, 9_999), st.integers(1970, 2069))
def test_a_file_number_is_the_same_in_every_writing(number: int, year: int) -> None:
    writings = [f"{year}/{number}", f"{year}/{number:04d}", f"{year}-{number:05d}", f" {year} / {number}"]
    if not 1900 <= number < 2100:
        writings += [f"{number}/{year}", f"{number:05d}-{year}"]
    if number > 99:
        writings += [f"{number:05d}/{year % 100:02d}"]
    assert {file_key(w) for w in writings} == {f"{number} {year}"}


def test_years_of_birth_have_short_words() -> None:
    assert birth_year_word(1900) == "800"
    assert len({birth_year_word(y) for y in range(1900, 2100)}) == 200
    assert birth_year_word(1700) == birth_year_word(1900)
