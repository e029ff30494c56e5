"""Fiscal codes against their definition and against python-stdnum, which knows nothing of this program."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.it import codicefiscale as oracle

from minori_tui.domain.errors import FieldError
from minori_tui.domain.fiscal_code import FiscalCode, check, check_letter, compute, cross_check

TODAY = date(2026, 11, 22)
DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def code_of(error: pytest.ExceptionInfo[FieldError]) -> str:
    return error.value.problem.code


names = st.text(st.sampled_from("ABCDEFGHILMNOPQRSTUVZ àè'"), min_size=1, max_size=12)
births = st.dates(date(1927, 1, 1), TODAY)
places = st.from_regex(r"[A-MZ][0-9]{3}", fullmatch=True)
codes = st.builds(compute, names, names, st.sampled_from("MF"), births, places)


def omocode(code: str, chosen: set[int]) -> str:
    body = "".join("LMNPQRSTUV"[int(char)] if place in chosen else char for place, char in enumerate(code[:15]))
    return body + check_letter(body)


@pytest.mark.parametrize(("surname", "given_name", "sex", "birth", "place", "wanted"), [
    ("Rossi", "Mario", "M", date(1980, 1, 1), "H501", "RSSMRA80A01H501U"),
    ("Fo", "Al", "M", date(2012, 12, 31), "C800", "FOXLAX12T31C800"),
    ("D'Angelo", "Gianluca", "M", date(2015, 6, 9), "C800", "DNGGLC15H09C800"),
    ("De Luca", "Maria Teresa", "F", date(2014, 2, 28), "Z330", "DLCMTR14B68Z330"),
    ("Aiello", "Ea", "F", date(2000, 2, 29), "A794", "LLAEAX00B69A794"),
    ("Müller", "Niccolò", "M", date(1999, 10, 3), "Z112", "MLLNCL99R03Z112"),
])
def test_compute(surname: str, given_name: str, sex: str, birth: date, place: str, wanted: str) -> None:
    code = compute(surname, given_name, sex, birth, place)
    assert code[:len(wanted)] == wanted
    assert oracle.validate(code) == code


@given(names, names, st.sampled_from("MF"), births, places)
def test_what_is_computed_is_read_back(surname: str, given_name: str, sex: str, birth: date, place: str) -> None:
    code = compute(surname, given_name, sex, birth, place)
    assert oracle.is_valid(code)
    assert check(code, TODAY) == FiscalCode(code, "personal", sex, birth, place)
    assert cross_check(check(code, TODAY), surname, given_name, sex, birth) == []


@given(codes, st.sets(st.sampled_from(DIGIT_PLACES), min_size=1))
def test_any_omocodia_says_the_same_of_the_person(code: str, chosen: set[int]) -> None:
    variant = omocode(code, chosen)
    assert oracle.is_valid(variant)
    assert check(variant, TODAY) == check(code, TODAY)._replace(code=variant)


@given(codes, st.integers(0, 15), st.sampled_from("0123456789" + LETTERS))
def test_no_single_wrong_character_passes_unless_it_keeps_the_check_letter(code: str, place: int, char: str) -> None:
    """The check letter is not injective everywhere (a digit and its letter weigh the same); stdnum is the judge."""
    assume(code[place] != char)
    mutant = code[:place] + char + code[place + 1:]
    if oracle.is_valid(mutant):
        assume(int(mutant[9:11].translate(str.maketrans("LMNPQRSTUV", "0123456789"))) % 40 <= 31)
        assert check(mutant, TODAY).code == mutant
    else:
        with pytest.raises(FieldError):
            check(mutant, TODAY)


@given(codes, st.integers(0, 15), st.sampled_from(LETTERS))
def test_a_wrong_letter_for_a_letter_is_rejected(code: str, place: int, char: str) -> None:
    assume(code[place].isalpha() and code[place] != char)
    with pytest.raises(FieldError):
        check(code[:place] + char + code[place + 1:], TODAY)


@pytest.mark.parametrize("typed", [
    "rssmra80a01h501u", " RSS MRA 80A01 H501U ", "RSS.MRA.80A01.H501U", "RSSMRA-80A01-H501-U", "RSSMRA80A01H501U\u00a0",
])
def test_separators_and_small_letters_are_cleaned(typed: str) -> None:
    assert check(typed, TODAY).code == "RSSMRA80A01H501U"


def with_check(body: str) -> str:
    return body + check_letter(body)


@pytest.mark.parametrize("body", [
    "NTNBDS86E91H569", "RSSMRA80A00H501", "RSSMRA80A32H501", "RSSMRA80A40H501", "RSSMRA80A72H501", "RSSMRA81B29H501",
    "RSSMRA80D71H501", "RSSMRA80A99H501",
])
def test_impossible_days_are_rejected(body: str) -> None:
    """stdnum takes the day modulo 40 and lets 91 and 99 through."""
    with pytest.raises(FieldError) as error:
        check(with_check(body), TODAY)
    assert code_of(error) == "fiscal-code-date"


@pytest.mark.parametrize(("today", "adult", "year"), [
    (TODAY, False, 2016),
    (TODAY, True, 1916),
    (date(2016, 2, 28), False, 1916),
    (date(2016, 2, 29), False, 2016),
    (date(2034, 2, 28), True, 2016),  # 18 on 28 February: 2034 is a common year
    (date(2034, 2, 27), True, 1916),
])
def test_century_of_a_leap_day(today: date, adult: bool, year: int) -> None:
    assert check(with_check("RSSMRA16B29H501"), today, adult=adult).birth_date == date(year, 2, 29)


def test_a_leap_day_no_century_has() -> None:
    with pytest.raises(FieldError) as error:
        check(with_check("RSSMRA00B29H501"), date(2000, 2, 28))
    assert code_of(error) == "fiscal-code-date"


def test_born_today_or_a_hundred_years_ago() -> None:
    assert check(with_check("RSSMRA26S22H501"), TODAY).birth_date == date(2026, 11, 22)
    assert check(with_check("RSSMRA26S23H501"), TODAY).birth_date == date(1926, 11, 23)
    assert check(with_check("RSSMRA26S22H501"), TODAY, adult=True).birth_date == date(1926, 11, 22)


@pytest.mark.parametrize(("typed", "kind"), [
    ("00743110157", "provisional"), ("007 4311 0157", "provisional"), ("STP0300112345678", "stp"),
    ("eni0300112345678", "eni"),
])
def test_codes_without_a_person_inside(typed: str, kind: str) -> None:
    found = check(typed, TODAY)
    assert (found.kind, found.sex, found.birth_date) == (kind, "", None)
    assert cross_check(found, "Rossi", "Mario", "M", date(1980, 1, 1)) == []


@pytest.mark.parametrize(("typed", "code"), [
    ("00743110158", "fiscal-code-check-digit"),
    ("00000000000", "fiscal-code-check-digit"),
    ("RSSMRA80A01H501A", "fiscal-code-check-letter"),
    ("RSSMRA80A01H501", "fiscal-code-length"),
    ("", "fiscal-code-length"),
    ("RSSMRA80A01H501UU", "fiscal-code-length"),
    ("RSSMRA80F01H501U", "fiscal-code-format"),
    ("STP030011234567X", "fiscal-code-format"),
    ("RSSMRÀ80A01H501U", "fiscal-code-format"),
])
def test_what_is_no_code(typed: str, code: str) -> None:
    with pytest.raises(FieldError) as error:
        check(typed, TODAY, field="cf")
    assert (code_of(error), error.value.problem.field, error.value.problem.value) == (code, "cf", typed)


@pytest.mark.parametrize("typed", ["RSSMRA8OA01H501U", "RSSMRA80AOIH5OIU", "R55MRA80A01H501U", "RSSMR480A01H501U"])
def test_look_alike_slips_are_offered_mended(typed: str) -> None:
    with pytest.raises(FieldError) as error:
        check(typed, TODAY)
    assert code_of(error) == "fiscal-code-slip"
    assert error.value.problem.facts["suggestion"] == "RSSMRA80A01H501U"


def test_a_slip_whose_mending_does_not_fit_is_not_offered() -> None:
    with pytest.raises(FieldError) as error:
        check("RSSMRA8OA01H501A", TODAY)
    assert code_of(error) == "fiscal-code-format"
    assert "suggestion" not in error.value.problem.facts


@pytest.mark.parametrize(("surname", "given_name", "sex", "birth", "codes"), [
    ("Rossi", "Mario", "M", date(1980, 1, 1), []),
    ("Rossi Bianchi", "Mario Luigi", None, None, []),
    ("Bianchi", "Mario", "M", date(1980, 1, 1), ["fiscal-code-surname"]),
    ("Rossi", "Maria", "F", date(1980, 1, 1), ["fiscal-code-sex"]),
    ("Rossi", "Luca", "M", date(1980, 1, 2), ["fiscal-code-given-name", "fiscal-code-birth-date"]),
    ("", " ", "M", date(1880, 1, 1), ["fiscal-code-given-name"]),
])
def test_cross_check(surname: str, given_name: str, sex: str | None, birth: date | None, codes: list[str]) -> None:
    problems = cross_check(check("RSSMRA80A01H501U", TODAY), surname, given_name, sex, birth)
    assert [problem.code for problem in problems] == codes
    assert all(problem.warning for problem in problems)


def test_place_code_is_checked_when_composing() -> None:
    with pytest.raises(FieldError) as error:
        compute("Rossi", "Mario", "M", date(1980, 1, 1), "BG")
    assert code_of(error) == "place-code"
