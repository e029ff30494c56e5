"""Dates: every form people and files use, and what must be refused; counting by the common calendar."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.dates import (
    AGE_SOURCES,
    Rule,
    add_months,
    age_on,
    ages_that_matter,
    birthday,
    format_date,
    parse_date,
    parse_moment,
)
from minori_tui.domain.errors import FieldError

TODAY = date(2026, 11, 22)  # a Sunday
days = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(("text", "wanted"), [
    ("1993-03-02", date(1993, 3, 2)),
    ("2025-12-01", date(2025, 12, 1)),
    ("2025-1-2", date(2025, 1, 2)),
    ("2025/01/02", date(2025, 1, 2)),
    ("20250102", date(2025, 1, 2)),
    ("02012025", date(2025, 1, 2)),
    ("19/11/1866", date(1866, 11, 19)),
    ("02/03/2024", date(2024, 3, 2)),
    (" 2/3/2024 ", date(2024, 3, 2)),
    ("12.03.2024", date(2024, 3, 12)),
    ("12-03-2024", date(2024, 3, 12)),
    ("12 03 2024", date(2024, 3, 12)),
    ("12. 3. 2024", date(2024, 3, 12)),
    ("6/4/89", date(1989, 4, 6)),
    ("12.03.05", date(2005, 3, 12)),
    ("3 gen 2024", date(2024, 1, 3)),
    ("12-mag-24", date(2024, 5, 12)),
    ("3-feb-24", date(2024, 2, 3)),
    ("1° marzo 2024", date(2024, 3, 1)),
    ("1º Marzo 2024", date(2024, 3, 1)),
    ("15 luglio 2023", date(2023, 7, 15)),
    ("15 LUGLIO 2023", date(2023, 7, 15)),
    ("5 sett. 2023", date(2023, 9, 5)),
    ("5 settembre del 2023", date(2023, 9, 5)),
    ("5 may 2023", date(2023, 5, 5)),
    ("March 1, 2024", date(2024, 3, 1)),
    ("1st march 2024", date(2024, 3, 1)),
    ("dom 22/11/2026", date(2026, 11, 22)),
    ("domenica, 22 novembre 2026", date(2026, 11, 22)),
    ("01/02/2025 00:00", date(2025, 2, 1)),
    ("2025-02-01 00:00:00", date(2025, 2, 1)),
    ("2025-02-01T10:30:00.000Z", date(2025, 2, 1)),
    ("01/01/1900", date(1900, 1, 1)),
    ("29/02/2024", date(2024, 2, 29)),
])
@pytest.mark.parametrize("shortcuts", [True, False])
def test_dates_of_forms_and_files(text: str, wanted: date, shortcuts: bool) -> None:
    assert parse_date(text, TODAY, shortcuts=shortcuts) == wanted


@pytest.mark.parametrize(("text", "rule", "wanted"), [
    ("24/11/53", "birth", date(1953, 11, 24)),
    ("24/11/53", "past", date(1953, 11, 24)),
    ("24/11/53", "any", date(2053, 11, 24)),
    ("24/11/56", "future", date(2056, 11, 24)),
    ("24/11/57", "future", date(1957, 11, 24)),
    ("22/11/26", "birth", date(2026, 11, 22)),
    ("23/11/26", "birth", date(1926, 11, 23)),
    ("1-gen-14", "birth", date(2014, 1, 1)),
    ("010114", "birth", date(2014, 1, 1)),
])
def test_two_digit_years_by_field(text: str, rule: Rule, wanted: date) -> None:
    assert parse_date(text, TODAY, rule=rule) == wanted


@pytest.mark.parametrize(("text", "rule", "wanted"), [
    ("oggi", "any", date(2026, 11, 22)),
    ("Today", "any", date(2026, 11, 22)),
    ("ieri", "past", date(2026, 11, 21)),
    ("yesterday", "any", date(2026, 11, 21)),
    ("domani", "any", date(2026, 11, 23)),
    ("tomorrow", "future", date(2026, 11, 23)),
    ("dopodomani", "any", date(2026, 11, 24)),
    ("lun", "any", date(2026, 11, 23)),
    ("lunedi", "future", date(2026, 11, 23)),
    ("lunedì", "past", date(2026, 11, 16)),
    ("sab", "any", date(2026, 11, 28)),
    ("dom", "any", date(2026, 11, 22)),
    ("dom", "past", date(2026, 11, 22)),
    ("mon", "any", date(2026, 11, 23)),
    ("thursday", "any", date(2026, 11, 26)),
    ("+15g", "any", date(2026, 12, 7)),
    ("+15d", "any", date(2026, 12, 7)),
    ("+ 2 settimane", "any", date(2026, 12, 6)),
    ("+2s", "any", date(2026, 12, 6)),
    ("-3m", "any", date(2026, 8, 22)),
    ("+1a", "any", date(2027, 11, 22)),
    ("-1y", "any", date(2025, 11, 22)),
    ("fine mese", "any", date(2026, 11, 30)),
    ("end of the month", "any", date(2026, 11, 30)),
    ("inizio mese", "any", date(2026, 11, 1)),
    ("fine anno", "any", date(2026, 12, 31)),
    ("start of year", "any", date(2026, 1, 1)),
    ("2503", "any", date(2026, 3, 25)),
    ("250324", "any", date(2024, 3, 25)),
    ("25 marzo", "any", date(2026, 3, 25)),
])
def test_shortcuts_of_the_keyboard_only(text: str, rule: Rule, wanted: date) -> None:
    assert parse_date(text, TODAY, rule=rule) == wanted
    with pytest.raises(FieldError):
        parse_date(text, TODAY, rule=rule, shortcuts=False)


@pytest.mark.parametrize(("text", "code", "facts"), [
    ("02/13/2025", "date-order", {"suggestion": "13/02/2025"}),
    ("31/31/2025", "date-month", {"month": 31}),
    ("2/2025", "date-incomplete", {}),
    ("2025-02", "date-incomplete", {}),
    ("2024", "date-incomplete", {}),
    ("31/02", "date-format", {}),
    ("31/02/1975", "date-day", {"last": 28, "month": "02/1975"}),
    ("29/02/2023", "date-day", {"last": 28, "month": "02/2023"}),
    ("31 aprile 2024", "date-day", {"last": 30, "month": "04/2024"}),
    ("00/01/2024", "date-day", {"last": 31, "month": "01/2024"}),
    ("45234", "date-serial", {}),
    ("9999-12-31", "no-end", {}),
    ("31/12/9999", "no-end", {}),
    ("01/01/0000", "date-year", {"first": 1800, "last": 2200}),
    ("01/01/0024", "date-year", {"first": 1800, "last": 2200}),
    ("1/1/2201", "date-year", {"first": 1800, "last": 2200}),
    ("99992024", "date-month", {"month": 99}),
    ("99999999", "date-month", {"month": 99}),
    ("12/ab/2024", "date-format", {}),
    ("٠١/٠٢/٢٠٢٤", "date-format", {}),
    ("3 foo 2024", "date-format", {}),
    ("foo 3, 2024", "date-format", {}),
    ("lun prossimo", "date-format", {}),
    ("fra poco", "date-format", {}),
    ("+15z", "date-format", {}),
    ("+9999y", "date-format", {}),
    ("3113", "date-incomplete", {}),
    ("30 febbraio", "date-format", {}),
    ("1/2-2024", "date-format", {}),
    ("1/2/2024" + " " * 60 + "x", "date-format", {}),
    ("", "date-format", {}),
])
def test_what_is_no_date(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(FieldError) as error:
        parse_date(text, TODAY, field="opened_on")
    problem = error.value.problem
    assert (problem.code, problem.facts, problem.field, problem.value) == (code, facts, "opened_on", text)
    problem.message.format(**problem.facts)


@pytest.mark.parametrize("text", ["23/11/2026", "2026-11-23", "domani", "+1g"])
@pytest.mark.parametrize("rule", ["birth", "past"])
def test_what_is_past_is_not_after_today(text: str, rule: Rule) -> None:
    with pytest.raises(FieldError) as error:
        parse_date(text, TODAY, rule=rule)
    assert error.value.problem.code == "date-future"


@given(days)
def test_every_date_is_read_back(day: date) -> None:
    for text in (day.isoformat(), format_date(day), f"{day.day} {day:%m} {day.year}", f"{day.day}.{day.month}.{day.year}"):
        assert parse_date(text, TODAY) == day


@given(st.text(max_size=15) | st.text(st.sampled_from("0123456789/-. gme+a"), max_size=12))
def test_any_other_text_is_a_date_of_ours_or_a_problem(text: str) -> None:
    with contextlib.suppress(FieldError):
        assert 1800 <= parse_date(text, TODAY).year <= 2200


@pytest.mark.parametrize(("text", "wanted"), [
    ("2026-04-04T22:40", datetime(2026, 4, 4, 22, 40)),
    ("2026-04-04T22:40:31", datetime(2026, 4, 4, 22, 40)),
    ("22/11/2026 18:40", datetime(2026, 11, 22, 18, 40)),
    ("22/11/2026 18.40", datetime(2026, 11, 22, 18, 40)),
    ("22/11/2026, ore 9.05", datetime(2026, 11, 22, 9, 5)),
    ("22 nov 2026 alle 18:40", datetime(2026, 11, 22, 18, 40)),
    ("22/11/2026", datetime(2026, 11, 22)),
    ("12.03.24", datetime(2024, 3, 12)),
    ("12.03.24 8:00", datetime(2024, 3, 12, 8)),
])
@pytest.mark.parametrize("shortcuts", [True, False])
def test_moments(text: str, wanted: datetime, shortcuts: bool) -> None:
    assert parse_moment(text, TODAY, shortcuts=shortcuts) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("18.40", datetime(2026, 11, 22, 18, 40)),
    ("alle 18:40", datetime(2026, 11, 22, 18, 40)),
    ("ore 18", datetime(2026, 11, 22, 18)),
    ("ieri 22:40", datetime(2026, 11, 21, 22, 40)),
    ("ieri alle 9", datetime(2026, 11, 21, 9)),
    ("oggi", datetime(2026, 11, 22)),
])
def test_moments_of_the_keyboard_only(text: str, wanted: datetime) -> None:
    assert parse_moment(text, TODAY) == wanted
    with pytest.raises(FieldError):
        parse_moment(text, TODAY, shortcuts=False)


@pytest.mark.parametrize(("text", "code"), [
    ("22/11/2026 24:00", "time"), ("22/11/2026 18:60", "time"), ("ore 25", "time"), ("a" + ", " * 40 + "9:00", "date-format"),
    ("31/02/2026 10:00", "date-day"),
    ("", "date-format"),
])
def test_what_is_no_moment(text: str, code: str) -> None:
    with pytest.raises(FieldError) as error:
        parse_moment(text, TODAY)
    assert error.value.problem.code == code


@pytest.mark.parametrize(("anchor", "months", "wanted"), [
    (date(2025, 12, 19), 24, date(2027, 12, 19)),
    (date(2024, 2, 29), 24, date(2026, 2, 28)),
    (date(2026, 1, 15), 24, date(2028, 1, 15)),
    (date(2026, 8, 31), 6, date(2027, 2, 28)),
    (date(2025, 3, 31), 6, date(2025, 9, 30)),
    (date(2026, 6, 25), 6, date(2026, 12, 25)),
    (date(2026, 3, 31), -1, date(2026, 2, 28)),
    (date(2026, 1, 31), -13, date(2024, 12, 31)),
    (date(2026, 5, 5), 0, date(2026, 5, 5)),
])
def test_months_by_the_name_of_the_day(anchor: date, months: int, wanted: date) -> None:
    assert add_months(anchor, months) == wanted


@given(days, st.integers(-1200, 1200))
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and add_months(found.replace(day=1), 1).toordinal()
                                    == found.toordinal() + 1)


def test_months_beyond_the_calendar() -> None:
    with pytest.raises(ValueError, match="calendar"):
        add_months(date(9999, 1, 1), 12)


@pytest.mark.parametrize(("birth", "day", "age"), [
    (date(2008, 11, 22), date(2026, 11, 22), 18),
    (date(2008, 11, 23), date(2026, 11, 22), 17),
    (date(2008, 2, 29), date(2026, 2, 27), 17),
    (date(2008, 2, 29), date(2026, 2, 28), 18),
    (date(2008, 2, 29), date(2028, 2, 28), 19),
    (date(2008, 2, 29), date(2028, 2, 29), 20),
    (date(2026, 11, 22), date(2026, 11, 22), 0),
    (date(2026, 11, 23), date(2026, 11, 22), -1),
])
def test_age(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 90))
def test_age_changes_on_the_birthday(birth: date, years: int) -> None:
    reached = birthday(birth, years)
    assert age_on(birth, reached) == years
    assert age_on(birth, date.fromordinal(reached.toordinal() - 1)) == years - 1


@pytest.mark.parametrize(("birth", "rule", "on"), [
    (date(2021, 1, 10), "AGE-6", date(2027, 1, 10)),
    (date(2020, 11, 22), "AGE-6", date(2026, 11, 22)),
    (date(2020, 11, 21), "AGE-12", date(2032, 11, 21)),
    (date(2012, 12, 1), "AGE-14", date(2026, 12, 1)),
    (date(2012, 2, 29), "AGE-18", date(2030, 2, 28)),
    (date(2008, 1, 1), "AGE-21", date(2029, 1, 1)),
])
def test_next_age_that_matters(birth: date, rule: str, on: date) -> None:
    found = ages_that_matter(birth, TODAY)
    assert found is not None
    assert (found.rule, found.on, found.source) == (rule, on, AGE_SOURCES[found.years])


def test_after_21_no_age_matters() -> None:
    assert ages_that_matter(date(2005, 11, 21), TODAY) is None
