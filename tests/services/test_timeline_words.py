"""Bars, marks and defects in words; the signs explained."""

from datetime import date

import pytest

from minori_tui.domain.timeline import Bar, Lane, Span, TimeMark
from minori_tui.domain.timeline_picture import ASCII, UNICODE
from minori_tui.i18n import language, set_language
from minori_tui.services.timeline_words import TimelineWords, legend

TODAY = date(2026, 11, 22)
SINCE, END = date(2026, 1, 10), date(2026, 3, 1)
AHEAD = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _english():
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def words():
    return TimelineWords(lambda list_name, code: f"<{list_name}:{code}>", TODAY)


def bar(to=None, **more):
    return Bar("ADM", SINCE, to, "intervention", 1, "Coop", **more)


@pytest.mark.parametrize(("item", "said"), [
    (bar(END), "from 10/01/2026 to 01/03/2026"), (bar(AHEAD), "from 10/01/2026, ends 01/03/2027"),
    (bar(), "from 10/01/2026, going on"), (bar(planned_to=AHEAD), "from 10/01/2026, planned to end 01/03/2027"),
    (bar(planned_to=END), "from 10/01/2026, was to end 01/03/2026 and GOES ON"), (bar(planned=True), "planned from 10/01/2026"),
    (bar(END, pauses=((date(2026, 2, 1), date(2026, 2, 10)),)),
     "from 10/01/2026 to 01/03/2026; suspended from 01/02/2026 to 10/02/2026"),
    (bar(pauses=((date(2026, 2, 1), None),)), "from 10/01/2026, going on; suspended since 01/02/2026"),
])
def test_bars(words, item, said):
    assert words.said(item) == f"<intervention_kind:ADM> · Coop · {said}"


@pytest.mark.parametrize(("item", "said"), [
    (Span("PL-GAP", SINCE, date(2026, 1, 11), 1, 2), "No placement from 10/01/2026 to 11/01/2026: 1 day"),
    (Span("PL-GAP", SINCE, date(2026, 1, 20), 1, 2), "No placement from 10/01/2026 to 20/01/2026: 10 days"),
    (Span("PL-OVERLAP", SINCE, date(2026, 1, 12), 1, 2), "Two placements from 10/01/2026 to 12/01/2026: 2 days"),
    (Span("PL-NEW-WHILE-OPEN", SINCE, None, 1, 2), "New placement from 10/01/2026 while the one before has no end"),
    (TimeMark(SINCE, "R-1", "deadline", None, "overdue", title="Half-yearly report"), "Half-yearly report · OVERDUE"),
    (TimeMark(SINCE, "note", "event", 1, reserved=True, text="Testo"), "<event_kind:note> · § reserved · Testo"),
    (TimeMark(SINCE, "inquiry", "order", 1, text="12/26"), "<order_kind:inquiry> · 12/26"),
])
def test_the_rest(words, item, said):
    assert words.said(item) == said


def test_under_the_cursor(words):
    mark = TimeMark(TODAY, "note", "event", 1, time="14:30")
    assert words.tell(SINCE, ()) == "Sat 10/01/2026"
    assert words.tell(TODAY, ()) == "Sun 22/11/2026 · today"
    assert words.tell(TODAY, (mark,)) == "Sun 22/11/2026 14:30 · today · <event_kind:note>"
    assert words.tell(SINCE, (bar(END), mark, mark)).endswith("to 01/03/2026 · 2 more here")


def test_names_of_lanes_and_bars(words):
    assert words.lane(Lane("intervention", kind="ADM", where="Coop")) == "ADM Coop"
    assert words.lane(Lane("intervention", kind="MON")) == "MON"
    assert words.lane(Lane("placement", row=1)) == "  2· Placement"
    assert words.in_bar(Bar("AFF", SINCE, None, "intervention", 1, "Fam. X")) == "AFF Fam. X"
    assert words.in_bar(bar()) == ""
    assert words.in_bar(Bar("inquiry", SINCE, END, "order", 1)) == "<order_kind:inquiry>"
    assert words.in_strip(bar()) == "ADM"


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_only_the_signs_that_are_there_are_explained(signs):
    everything = legend(signs)
    assert len({sign for sign, _meaning in everything}) == len(everything) or signs is ASCII
    lanes = [Lane("placement", (bar(pauses=((SINCE, None),)),), (TimeMark(SINCE, "note", "event", 1, "held"),),
                  (Span("PL-GAP", SINCE, END, 1, 2),))]
    assert [meaning for _sign, meaning in legend(signs, lanes)] == ["held", "no placement", "suspended", "goes on", "several"]
    assert [meaning for _sign, meaning in legend(signs, [])] == ["several"]
