"""What is on the timeline, in which lane, and what the picture of a lane shows."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain.facts import CaseFacts, InterventionFacts, OrderFacts
from minori_tui.domain.integrity import check_case
from minori_tui.domain.time_scale import ZOOMS, Scale, scale_for
from minori_tui.domain.timeline import (
    Bar,
    DueFacts,
    EventFacts,
    Lane,
    TimeMark,
    build,
    covering,
    placement_spans,
    stops,
    within,
)
from minori_tui.domain.timeline_picture import ASCII, UNICODE, bar_columns, paint

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def stay(number, since, until=None, kind="COM", **more):
    return InterventionFacts(number, kind, started_on=since, ended_on=until, **more)


def case(*interventions, orders=(), opened=None):
    return CaseFacts(7, "2026/0007", "Prova", "Ugo", interventions=interventions, orders=tuple(orders), opened_on=opened)


def lanes(timeline):
    return [(lane.name, lane.kind, lane.row) for lane in timeline.lanes]


def drawn(lane, since=date(2026, 1, 1), width=40, zoom="month", signs=UNICODE, labels=None):
    scale = scale_for(zoom, since, TODAY, width)
    return "".join(text for text, _look in paint(lane, scale, scale.column(since), width, TODAY, signs, labels))


# ---- lanes

def test_each_thing_has_its_lane():
    home = stay(1, date(2026, 1, 10))
    help_ = stay(2, date(2026, 1, 1), kind="ADM", provider="Coop Uno")
    contact = stay(3, date(2026, 1, 1), kind="IP", provider="Spazio")
    order = OrderFacts(9, "foster_care", "12/26", "TM", "juvenile_court", received_on=date(2026, 1, 5), duration_months=24)
    events = [EventFacts(1, "2026-03-01T14:30", "supervised_contact", "held"), EventFacts(2, "2026-03-02", "interview"),
              EventFacts(3, "2026-03-03", "report_sent"), EventFacts(4, "2026-03-04T10:00", "hearing"),
              EventFacts(5, "2026-03-05", "note", intervention_id=2),
              EventFacts(6, "2026-03-06", "home_visit", intervention="ADM")]
    found = build(case(home, help_, contact, orders=[order]), events,
                  [DueFacts("R-1", "Report", date(2026, 12, 1), "", "due")], today=TODAY)
    assert lanes(found) == [("legal", "", 0), ("placement", "", 0), ("intervention", "ADM", 0), ("intervention", "IP", 0),
                            ("contacts", "", 0), ("reports", "", 0), ("deadlines", "", 0)]
    legal, _home, help_lane, contact_lane, contacts, reports, due = found.lanes
    assert [(m.kind, m.time) for m in legal.marks] == [("foster_care", ""), ("hearing", "10:00")]
    assert [m.subject_id for m in help_lane.marks] == [5, 6]
    assert [(m.subject_id, m.state, m.time) for m in contact_lane.marks] == [(1, "held", "14:30")]
    assert [m.subject_id for m in contacts.marks] == [2]
    assert [m.subject_id for m in reports.marks] == [3]
    assert [(m.kind, m.title, m.state) for m in due.marks] == [("R-1", "Report", "due")]
    assert legal.bars[0].ends(TODAY) == date(2028, 1, 5)
    assert (found.first, found.last) == (date(2026, 1, 1), date(2028, 1, 4))


def test_a_contact_that_could_belong_to_two_stays_among_the_contacts():
    both = [stay(n, date(2026, 1, 1), kind="IP", provider=f"Spazio {n}") for n in (1, 2)]
    found = build(case(*both), [EventFacts(1, "2026-03-01", "supervised_contact", "missed")], today=TODAY)
    assert [m.state for m in found.lanes[-1].marks] == ["missed"]
    assert found.lanes[-1].name == "contacts"


def test_an_entry_of_an_intervention_that_is_a_placement_is_a_contact():
    found = build(case(stay(1, date(2026, 1, 1))), [EventFacts(1, "2026-03-01", "home_visit", intervention_id=1)], today=TODAY)
    assert lanes(found) == [("placement", "", 0), ("contacts", "", 0)]


def test_bars_of_one_kind_and_place_share_a_lane_and_overlapping_ones_get_lines_of_their_own():
    help_ = [stay(1, date(2025, 1, 1), date(2025, 6, 1), "ADM", provider="Uno"),
             stay(2, date(2025, 6, 1), date(2025, 9, 1), "ADM", provider="Uno"),
             stay(3, date(2025, 8, 1), None, "ADM", provider="Uno"), stay(4, date(2025, 8, 1), None, "ADM", provider="Due")]
    found = build(case(*help_), today=TODAY)
    assert [(lane.where, lane.row, [b.subject_id for b in lane.bars]) for lane in found.lanes] == [
        ("Uno", 0, [1, 2]), ("Uno", 1, [3]), ("Due", 0, [4])]


@pytest.mark.parametrize(("order", "bar"), [
    ({"received_on": date(2026, 1, 31), "duration_months": 1}, (date(2026, 1, 31), date(2026, 2, 28))),
    ({"filed_on": date(2026, 1, 1), "ended_on": date(2026, 3, 1)}, (date(2026, 1, 1), date(2026, 3, 1))),
    ({"received_on": date(2026, 1, 1)}, None),
    ({"received_on": date(2026, 5, 1), "ended_on": date(2026, 3, 1)}, None),
    ({"occurred_at": datetime(2026, 4, 2, 22, 40), "duration_months": 2}, (date(2026, 4, 2), date(2026, 6, 2))),
    ({"effective_on": date(2026, 2, 1), "received_on": date(2026, 1, 1), "duration_months": 6},
     (date(2026, 2, 1), date(2026, 8, 1))),
])
def test_an_order_is_a_bar_when_it_has_a_term(order, bar):
    found = build(case(orders=[OrderFacts(1, "monitoring", "", "TM", "juvenile_court", **order)]), today=TODAY)
    legal = found.lanes[0]
    assert [(b.since, b.to) for b in legal.bars] == ([bar] if bar else [])
    assert len(legal.marks) == 1


def test_a_revocation_is_an_act_of_a_day():
    order = OrderFacts(1, "revocation", "", "TM", "juvenile_court", received_on=date(2026, 1, 1), duration_months=3)
    assert build(case(orders=[order]), today=TODAY).lanes[0].bars == ()


def test_an_order_without_any_day_is_not_drawn():
    found = build(case(orders=[OrderFacts(1, "other", "", "TM", "juvenile_court")]), today=TODAY)
    assert found.lanes == ()
    assert (found.first, found.last) == (TODAY, TODAY)


def test_nothing_recorded_is_the_days_since_the_case_was_opened():
    found = build(case(opened=date(2026, 3, 1)), today=TODAY)
    assert (found.lanes, found.first, found.last) == ((), date(2026, 3, 1), TODAY)


def test_a_far_deadline_does_not_stretch_the_picture():
    far, near = (DueFacts("AGE-18", "", TODAY + n * DAY, "", "due") for n in (4_000, 200))
    assert build(case(), deadlines=[far, near], today=TODAY).last == TODAY + 200 * DAY


# ---- gaps and overlaps

@pytest.mark.parametrize(("first", "second", "expected"), [
    ((1, 10), (10, 20), []), ((1, 10), (12, 20), [("PL-GAP", 10, 12)]), ((1, 10), (8, 20), [("PL-OVERLAP", 8, 10)]),
    ((1, 20), (8, 10), [("PL-OVERLAP", 8, 10)]), ((1, 10), (8, None), [("PL-OVERLAP", 8, 10)]),
    ((1, None), (8, 10), [("PL-NEW-WHILE-OPEN", 8, 10)]), ((1, None), (8, None), [("PL-NEW-WHILE-OPEN", 8, None)]),
    ((1, 1), (1, 5), []),
])
def test_defects_between_placements(first, second, expected):
    def day(n):
        return None if n is None else date(2026, 5, n)

    found = placement_spans([stay(1, day(first[0]), day(first[1])), stay(2, day(second[0]), day(second[1]), "AFF")])
    assert [(s.code, s.since, s.to) for s in found] == [(code, day(since), day(to)) for code, since, to in expected]


STAYS = st.lists(st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 40)), st.sampled_from(["AFF", "COM", "ADM"]),
                           st.booleans()), max_size=8)


@settings(max_examples=400)
@given(STAYS)
def test_gaps_and_overlaps_are_those_of_the_checks(rows):
    start = date(2026, 1, 1)
    interventions = [
        InterventionFacts(n, kind, planned_start=start + since * DAY, started_on=None if planned else start + since * DAY,
                          ended_on=None if planned or length is None else start + (since + length) * DAY)
        for n, (since, length, kind, planned) in enumerate(rows, 1)]
    interventions.sort(key=lambda i: (i.started_on or i.planned_start, i.intervention_id))
    facts = case(*interventions)
    codes = ("PL-GAP", "PL-OVERLAP", "PL-NEW-WHILE-OPEN")
    checks = {(f.code, frozenset((f.subject_id, f.other_id))) for f in check_case(facts) if f.code in codes}
    timeline = build(facts, today=TODAY)
    assert {(s.code, frozenset((s.first_id, s.second_id))) for s in (*timeline.gaps, *timeline.overlaps)} == checks


# ---- the picture

BARS = st.builds(
    lambda since, length, lead, term, planned: Bar(
        "COM", TODAY + since * DAY, None if length is None else TODAY + (since + length) * DAY, "intervention", 1,
        planned=planned, planned_from=None if lead is None or planned else TODAY + (since - lead) * DAY,
        planned_to=None if term is None else TODAY + (since + term) * DAY),
    st.integers(-900, 300), st.one_of(st.none(), st.integers(0, 500)), st.one_of(st.none(), st.integers(1, 60)),
    st.one_of(st.none(), st.integers(0, 900)), st.booleans())


@settings(max_examples=600)
@given(BARS, st.sampled_from(ZOOMS), st.sampled_from([UNICODE, ASCII]))
def test_a_bar_is_never_lost_by_zoom(bar, zoom, signs):
    scale = scale_for(zoom, TODAY - 1200 * DAY, TODAY + 1200 * DAY, 60)
    start, stop = bar_columns(bar, scale, TODAY)
    assert stop > start
    first = start - 2
    cells = "".join(text for text, _look in paint(Lane("placement", (bar,)), scale, first, stop - first + 3, TODAY, signs))
    assert len(cells) == stop - first + 3
    assert cells[:2].replace(signs.today, " ").strip() == ""
    assert " " not in cells[2:2 + stop - start]


MARKS = st.lists(st.builds(lambda n, state: TimeMark(TODAY + n * DAY, "interview", "event", n, state), st.integers(-400, 400),
                           st.sampled_from(["", "held", "missed", "late", "cancelled"])), max_size=30)


@settings(max_examples=400)
@given(MARKS, st.sampled_from(ZOOMS))
def test_every_column_with_marks_has_a_sign_and_the_worst_is_seen(marks, zoom):
    scale = scale_for(zoom, TODAY - 400 * DAY, TODAY + 400 * DAY, 70)
    first = scale.column(TODAY - 400 * DAY)
    width = scale.column(TODAY + 400 * DAY) - first + 1
    cells = "".join(text for text, _look in paint(Lane("contacts", marks=tuple(marks)), scale, first, width, TODAY, UNICODE))
    for column in {scale.column(m.at) for m in marks}:
        sign = cells[column - first]
        here = [m.state for m in marks if scale.column(m.at) == column]
        worst = next((s for s in ("missed", "late", "cancelled") if s in here), None)
        if worst:
            assert sign == UNICODE.states[worst]
        elif len(here) > 1:
            assert sign == (str(len(here)) if len(here) < 10 else "+")
        else:
            assert sign == (UNICODE.states["held"] if here == ["held"] else UNICODE.entry)


@pytest.mark.parametrize(("bar", "signs"), [
    (Bar("COM", date(2026, 2, 1), date(2026, 4, 1), "intervention", 1),
     {"2026-01-20": " ", "2026-02-01": "▐", "2026-03-01": "█", "2026-03-31": "▌", "2026-04-08": " "}),
    (Bar("AFF", date(2026, 10, 1), None, "intervention", 1),
     {"2026-09-20": " ", "2026-10-01": "▐", "2026-10-20": "▓", "2026-11-22": "▓", "2026-11-26": "►", "2026-12-05": " "}),
    (Bar("ADM", date(2026, 11, 1), None, "intervention", 1, planned_to=date(2027, 1, 1)),
     {"2026-11-01": "▐", "2026-11-22": "▒", "2026-11-27": "┄", "2026-12-31": "┄", "2027-01-04": "►"}),
    (Bar("ADM", date(2026, 9, 1), None, "intervention", 1, planned_to=date(2026, 11, 1)),
     {"2026-10-20": "▒", "2026-11-01": "!", "2026-11-15": "▒", "2026-11-27": "►"}),
    (Bar("ADM", date(2026, 9, 1), date(2026, 11, 1), "intervention", 1, pauses=((date(2026, 9, 20), date(2026, 10, 10)),)),
     {"2026-09-12": "▒", "2026-09-20": "═", "2026-10-09": "═", "2026-10-14": "▒", "2026-10-31": "▌"}),
    (Bar("ADM", date(2026, 9, 1), None, "intervention", 1, pauses=((date(2026, 11, 1), None),)),
     {"2026-10-20": "▒", "2026-11-01": "═", "2026-11-22": "═", "2026-11-26": "►"}),
    (Bar("PSI", date(2026, 12, 1), date(2027, 1, 1), "intervention", 1, planned=True),
     {"2026-11-22": "│", "2026-11-27": " ", "2026-12-01": "░", "2026-12-31": "░", "2027-01-05": " "}),
    (Bar("PSI", date(2026, 6, 1), None, "intervention", 1, planned_from=date(2026, 5, 1)),
     {"2026-04-20": " ", "2026-05-01": "░", "2026-05-24": "░", "2026-06-10": "▒"}),
    (Bar("foster_care", date(2026, 1, 1), date(2027, 1, 1), "order", 1),
     {"2026-01-01": "├", "2026-06-01": "─", "2026-12-01": "┄", "2026-12-31": "┄", "2027-01-05": " "}),
])
def test_what_a_bar_looks_like(bar, signs):
    scale = Scale("month", 1, 4)
    first = scale.column(date(2025, 12, 1))
    cells = "".join(text for text, _look in paint(Lane("intervention", (bar,)), scale, first, 150, TODAY, UNICODE))
    assert {day: cells[scale.column(date.fromisoformat(day)) - first] for day in signs} == signs


@settings(max_examples=300)
@given(st.integers(1, 200), st.integers(1, 200), st.sampled_from(ZOOMS), st.booleans())
def test_a_defect_is_never_lost_by_zoom(days, length, zoom, gap):
    end = TODAY - 400 * DAY
    second = stay(2, end + days * DAY if gap else end - min(days, 99) * DAY, end + (days + length) * DAY)
    found = build(case(stay(1, end - 100 * DAY, end), second), today=TODAY)
    scale = scale_for(zoom, found.first, found.last, 40)
    first = scale.column(end) - 800
    cells = ["".join(text for text, _look in paint(lane, scale, first, 1600, TODAY, UNICODE)) for lane in found.lanes]
    assert all((UNICODE.gap if gap else UNICODE.overlap) in line for line in cells)


def test_gaps_and_overlaps_have_signs():
    found = build(case(stay(1, date(2026, 1, 5), date(2026, 3, 1)), stay(2, date(2026, 4, 1), date(2026, 7, 1)),
                       stay(3, date(2026, 6, 1), date(2026, 10, 1), "AFF")), today=TODAY)
    first, second = (drawn(lane, width=80) for lane in found.lanes)
    assert first.count("?") == 7  # 31 days, four a column, the first shared with the bar before
    assert first.count("X") == second.count("X") == 8
    assert "?" not in second


def test_a_label_is_written_into_a_bar_that_has_room_for_it():
    lane = Lane("placement", (Bar("AFF", date(2026, 2, 1), date(2026, 6, 1), "intervention", 1),))
    assert "▐ Fam. Poli ▓" in drawn(lane, labels=lambda bar: "Fam. Poli")
    assert "Fam" not in drawn(lane, zoom="year", labels=lambda bar: "Fam. Poli")
    assert "Famiglia molt." in drawn(lane, zoom="month", width=26, labels=lambda bar: "Famiglia molto lunga davvero")


def test_ascii_is_ascii():
    found = build(case(stay(1, date(2026, 1, 5), date(2026, 3, 1)), stay(2, date(2026, 2, 1), None, "AFF"),
                       stay(3, date(2026, 2, 1), None, "ADM")),
                  [EventFacts(n, "2026-05-01", "interview", state) for n, state in enumerate(("held", "missed", None))],
                  [DueFacts("R", "", TODAY, "", state) for state in ("due", "overdue", "done", "late", "")], today=TODAY)
    assert all(drawn(lane, signs=ASCII, width=90, zoom=zoom).isascii() for lane in found.lanes for zoom in ZOOMS)


# ---- cursor and bounds

def test_stops_go_from_left_to_right_and_back():
    bar = Bar("ADM", date(2026, 1, 1), date(2026, 3, 1), "intervention", 1)
    goes_on = Bar("ADM", date(2026, 5, 1), None, "intervention", 2)
    mark = TimeMark(date(2026, 2, 1), "interview", "event", 1)
    found = stops(Lane("intervention", (goes_on, bar), (mark,)), TODAY)
    assert [(s.day, s.edge) for s in found] == [(date(2026, 1, 1), "start"), (date(2026, 2, 1), ""), (date(2026, 2, 28), "end"),
                                                (date(2026, 5, 1), "start")]


def test_what_covers_a_day():
    lane = Lane("intervention", (Bar("ADM", date(2026, 1, 1), date(2026, 3, 1), "intervention", 1),),
                (TimeMark(date(2026, 2, 1), "interview", "event", 1),))
    assert [type(item) for item in covering(lane, date(2026, 2, 1), date(2026, 2, 2), TODAY)] == [TimeMark, Bar]
    assert covering(lane, date(2026, 3, 1), date(2026, 3, 2), TODAY) == ()


def test_bounds_keep_what_touches_them():
    found = build(case(stay(1, date(2025, 1, 1), date(2025, 6, 1)), stay(2, date(2025, 7, 1), None)),
                  [EventFacts(1, "2025-03-01", "interview"), EventFacts(2, "2026-03-01", "interview")], today=TODAY)
    kept = within(found, date(2025, 6, 15), date(2026, 1, 1), TODAY)
    assert [(lane.name, [b.subject_id for b in lane.bars], lane.marks) for lane in kept.lanes] == [("placement", [2], ())]
    assert [(s.code, s.since) for s in kept.gaps] == [("PL-GAP", date(2025, 6, 1))]
    assert (kept.first, kept.last) == (date(2025, 6, 15), date(2026, 1, 1))
    assert within(found, None, date(2025, 2, 1), TODAY).lanes[0].bars[0].subject_id == 1
    assert within(found, None, None, TODAY) == found


def test_a_scale_of_a_day_a_column_ends_where_the_next_day_begins():
    scale = Scale("week", 1, 1)
    assert scale.end_column(TODAY) == scale.column(TODAY)
