"""Moments of the office: what is typed, what is stored, and the two days a year that are not 24 hours long."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from clock_kit import moment
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain import moments
from minori_tui.domain.errors import FieldError
from minori_tui.domain.fields import ParseContext

TODAY = date(2026, 11, 22)
OTHER_ROME = tz.gettz("Europe/Rome")
INSTANTS = st.datetimes(datetime(2001, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)).map(
    lambda m: m.replace(second=0, microsecond=0))  # dateutil knows no change of the clocks after 2037
# The last Sundays of March and October, from the calendar (directive 2000/84/EC).
CHANGES = ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29"]


def problem_of(text: str, **options: object) -> str:
    with pytest.raises(FieldError) as caught:
        moments.parse(text, TODAY, **options)  # type: ignore[arg-type]
    return caught.value.problem.code


@pytest.mark.parametrize(("typed", "stored"), [
    ("22/11/2026 18:40", "2026-11-22T18:40"),
    ("22/11/2026 alle 18.40", "2026-11-22T18:40"),
    ("18:40", "2026-11-22T18:40"),
    ("oggi ore 18", "2026-11-22T18:00"),
    ("2026-11-22", "2026-11-22T00:00"),
    ("25/10/2026 02:30 legale", "2026-10-25T02:30+02:00"),
    ("25/10/2026 02:30 ora legale", "2026-10-25T02:30+02:00"),
    ("25/10/2026 02:30 (ora solare)", "2026-10-25T02:30+01:00"),
    ("25/10/2026 02:30 solare", "2026-10-25T02:30+01:00"),
    ("25/10/2026 02:30 summer", "2026-10-25T02:30+02:00"),
    ("25/10/2026 02:30 CET", "2026-10-25T02:30+01:00"),
    ("25/10/2026 02:30 +02:00", "2026-10-25T02:30+02:00"),
    ("2026-10-25T02:30+01:00", "2026-10-25T02:30+01:00"),
    ("2026-10-25T02:30+0100", "2026-10-25T02:30+01:00"),
    ("2026-10-25T01:59", "2026-10-25T01:59"),
    ("2026-10-25T03:00", "2026-10-25T03:00"),
    ("2026-11-22 18:40 solare", "2026-11-22T18:40"),
    ("2026-07-01 18:40 legale", "2026-07-01T18:40"),
    ("2026-11-22T18:40:00+01:00", "2026-11-22T18:40"),
    ("2026-11-22T18:40:00.000Z", "2026-11-22T19:40"),
    ("2026-07-01T18:40Z", "2026-07-01T20:40"),
    ("2026-11-22T12:40-05:00", "2026-11-22T18:40"),
])
def test_what_is_typed(typed, stored):
    found = moments.parse(typed, TODAY)
    assert moments.write(found) == stored
    assert moments.read(stored).astimezone(UTC) == found.astimezone(UTC)


@pytest.mark.parametrize(("typed", "code"), [
    ("25/10/2026 02:30", "ambiguous-time"), ("25/10/2026 02:00", "ambiguous-time"), ("25/10/2026 02:59", "ambiguous-time"),
    ("29/03/2026 02:30", "no-such-time"), ("29/03/2026 02:00", "no-such-time"), ("29/03/2026 02:30 legale", "no-such-time"),
    ("22/11/2026 18:40 legale", "wrong-season"), ("01/07/2026 18:40 solare", "wrong-season"),
    ("32/11/2026 18:40", "date-day"), ("22/11/2026 25:00", "time"), ("boh", "date-format"),
])
def test_what_is_refused(typed, code):
    assert problem_of(typed) == code


def test_the_question_says_which_and_how_to_write_it():
    with pytest.raises(FieldError) as caught:
        moments.parse("25/10/2026 02:30", TODAY, field="occurred_at")
    problem = caught.value.problem
    said = problem.message.format(**problem.facts)
    assert said == ("On 25/10/2026 the clocks go back: 02:30 comes twice. Write 02:30 summer for the first, 02:30 winter for the"
                    " second")
    assert (problem.field, problem.value) == ("occurred_at", "25/10/2026 02:30")
    first, second = (moments.parse(f"25/10/2026 02:30 {word}", TODAY) for word in ("summer", "winter"))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(("text", "timed"), [
    ("22/11/2026", False), ("22-11-2026", False), ("22/11/2026 18:40", True), ("25/10/2026 02:30 legale", True),
    ("2026-10-25T02:30+02:00", True), ("oggi", False), ("ore 18", True),
])
def test_whether_a_time_was_typed(text, timed):
    assert moments.has_time(text) is timed


@pytest.mark.parametrize(("text", "typed", "value"), [
    ("22/11/2026", True, "2026-11-22"), ("22/11/2026 10:30", True, "2026-11-22T10:30"), ("", True, None), ("n.d.", False, None),
    ("2026-11-22 00:00:00", False, "2026-11-22"), ("2026-11-22T00:00", False, "2026-11-22T00:00"),
    ("2026-11-22 00:00:00", True, "2026-11-22T00:00"), ("2026-10-25T02:30+02:00", False, "2026-10-25T02:30+02:00"),
])
def test_a_day_with_or_without_a_time(text, typed, value):
    assert moments.moment_of()(text, ParseContext("hearing_at", TODAY, typed=typed)).value == value


@pytest.mark.parametrize(("text", "typed", "value"), [
    ("22/11/2026 00:00", True, "2026-11-22T00:00"), ("2026-11-22T18:40", False, "2026-11-22T18:40"), ("-", False, None),
])
def test_what_must_be_known_to_the_minute(text, typed, value):
    assert moments.minute_of("past")(text, ParseContext("occurred_at", TODAY, typed=typed)).value == value


@pytest.mark.parametrize(("text", "typed", "code"), [
    ("22/11/2026", True, "time-needed"), ("2026-11-22", False, "time-needed"), ("2026-11-22 00:00:00", False, "time-needed"),
    ("23/11/2026 10:00", True, "date-future"), ("25/10/2026 02:10", True, "ambiguous-time"),
])
def test_a_minute_is_never_made_up(text, typed, code):
    with pytest.raises(FieldError) as caught:
        moments.minute_of("past")(text, ParseContext("occurred_at", TODAY, typed=typed))
    assert caught.value.problem.code == code
    assert caught.value.problem.field == "occurred_at"


@pytest.mark.parametrize(("text", "shown"), [
    ("2026-11-22", "22/11/2026"), ("2026-11-22T18:40", "22/11/2026 18:40"),
    ("2026-10-25T02:30+02:00", "25/10/2026 02:30 (+02:00)"), ("2026-10-25T02:30+01:00", "25/10/2026 02:30 (+01:00)"),
])
def test_how_it_is_shown(text, shown):
    assert moments.show(moments.read(text)) == shown
    assert moments.write(moments.read(text)) == text


def test_reading_is_careful():
    assert moments.write(moments.read("2026-10-25T02:30")) == "2026-10-25T02:30+02:00"  # the first one: terms end sooner
    assert moments.write(moments.read("2026-03-29T02:30")) == "2026-03-29T03:30"
    with pytest.raises(ValueError, match="Invalid isoformat"):
        moments.read("22/11/2026 18:40")


def test_a_moment_without_a_zone_is_the_offices_own():
    assert moments.write(datetime(2026, 11, 22, 18, 40, 31)) == "2026-11-22T18:40"
    assert moments.day_of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)
    assert moments.day_of(date(2026, 11, 22)) == date(2026, 11, 22)
    assert moments.midnight(date(2026, 7, 1)).isoformat() == "2026-07-01T00:00:00+02:00"


@pytest.mark.parametrize(("start", "hours", "end"), [
    ("2026-03-28T22:40", 24, "2026-03-29T23:40"),  # the day has 23 hours
    ("2026-10-24T22:40", 24, "2026-10-25T21:40"),  # the day has 25 hours
    ("2026-10-24T02:30", 24, "2026-10-25T02:30+02:00"),
    ("2026-10-24T02:30", 25, "2026-10-25T02:30+01:00"),
    ("2026-10-25T02:30+02:00", 1, "2026-10-25T02:30+01:00"),
    ("2026-10-25T02:30+01:00", 24, "2026-10-26T02:30"),
    ("2026-10-25T02:30+02:00", 24, "2026-10-26T01:30"),
    ("2026-04-03T22:40", 72, "2026-04-06T22:40"),
])
def test_hours_are_counted_exactly(start, hours, end):
    assert moments.write(moments.add_hours(moment(start), hours)) == end


@settings(max_examples=2_000, deadline=None)
@given(INSTANTS)
def test_what_is_written_reads_back(instant):
    text = moments.write(instant)
    assert moment(text).astimezone(UTC) == instant
    assert moments.parse(text, TODAY, shortcuts=False).astimezone(UTC) == instant


@settings(max_examples=2_000, deadline=None)
@given(INSTANTS, st.integers(-2_000, 2_000))
def test_hours_against_another_library(instant, hours):
    """dateutil has time zones of its own."""
    ours = moments.add_hours(instant.astimezone(moments.ROME), hours)
    theirs = (instant + timedelta(hours=hours)).astimezone(OTHER_ROME)
    assert ours.astimezone(UTC) == theirs.astimezone(UTC)
    assert (ours.replace(tzinfo=None), ours.utcoffset()) == (theirs.replace(tzinfo=None), theirs.utcoffset())


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=40) | st.from_regex(
    r"[0-3]?[0-9]/1?[0-9]/20[0-9]{2} [0-2]?[0-9]:[0-5][0-9]( ?(legale|solare|[+-][0-9]{2}:[0-9]{2}|Z))?", fullmatch=True))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        found = moments.parse(text, TODAY)
    except FieldError as error:
        said = error.problem.message.format(**error.problem.facts)
    else:
        said = moments.show(found)
        assert moment(moments.write(found)).astimezone(UTC) == found.astimezone(UTC)
    assert said


@pytest.mark.parametrize("text", CHANGES)
def test_every_minute_of_the_days_of_change(text):
    """Each minute has one text of its own; only the hour that comes twice carries an offset; the hour skipped is refused."""
    day = date.fromisoformat(text)
    start = moments.midnight(day).astimezone(UTC)
    end = moments.midnight(day + timedelta(days=1)).astimezone(UTC)
    spring = day.month == 3
    assert end - start == timedelta(hours=23 if spring else 25)
    texts = []
    for n in range(int((end - start).total_seconds()) // 60):
        instant = start + timedelta(minutes=n)
        written = moments.write(instant)
        texts.append(written)
        assert moment(written).astimezone(UTC) == instant
        assert moments.add_hours(moment(written), 24).astimezone(UTC) == instant + timedelta(hours=24)
        assert (len(written) > 16) is (not spring and written[11:13] == "02")
    assert len(set(texts)) == len(texts)
    for minute in range(60):
        assert problem_of(f"{text} 02:{minute:02}") == ("no-such-time" if spring else "ambiguous-time")
