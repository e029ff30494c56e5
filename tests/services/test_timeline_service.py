"""Timelines from a real archive: cases, brothers and sisters, operators, families and homes."""

from datetime import date, datetime

import pytest
from timeline_story import tell

from minori_tui.data.queries.timeline import Holder
from minori_tui.domain.clock import FixedClock
from minori_tui.domain.errors import InvalidInput, NotFound
from minori_tui.services import cases, events, interventions, timeline
from minori_tui.services.context import Context


@pytest.fixture
def context(context):
    """Anna at work in November."""
    return Context(context.store, context.actor, FixedClock(datetime(2026, 11, 22, 12)))


@pytest.fixture
def number(context):
    """The case of the story."""
    return tell(context)


def test_a_case_and_its_brother(context, number):
    child, brother = timeline.of_case(context, "1/2024")
    assert (child.file_number, child.surname, child.given_name, brother.given_name) == (number, "Balduzzi", "Mattia", "Simone")
    assert [(lane.name, lane.kind, lane.row) for lane in child.lanes] == [
        ("legal", "", 0), ("placement", "", 0), ("placement", "", 1), ("intervention", "ADM", 0), ("intervention", "IP", 0),
        ("intervention", "PSI", 0), ("contacts", "", 0), ("reports", "", 0), ("deadlines", "", 0)]
    assert [(s.code, s.since, s.to) for s in (*child.gaps, *child.overlaps)] == [
        ("PL-GAP", date(2025, 6, 30), date(2025, 7, 20)), ("PL-OVERLAP", date(2025, 9, 24), date(2025, 10, 1))]
    assert [lane.where for lane in brother.lanes if lane.name == "intervention"] == ["coop. Sottosopra"]
    assert [one.given_name for one in timeline.of_case(context, brother.file_number)] == ["Simone", "Mattia"]
    assert len(timeline.of_case(context, number, siblings=False)) == 1


def test_reserved_entries_only_when_asked(context, number):
    def notes(reserved):
        child = timeline.of_case(context, number, siblings=False, reserved=reserved)[0]
        return [m.kind for lane in child.lanes if lane.name == "contacts" for m in lane.marks]

    assert notes(True).count("note") == 1
    assert notes(False).count("note") == 0


def test_bounds(context, number):
    child = timeline.of_case(context, number, siblings=False, since=date(2026, 1, 1), until=date(2026, 3, 31))[0]
    assert (child.first, child.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert [lane.name for lane in child.lanes if lane.name == "deadlines"] == ["deadlines"]
    assert child.gaps == child.overlaps == ()
    with pytest.raises(InvalidInput):
        timeline.of_case(context, number, since=date(2026, 2, 1), until=date(2026, 1, 1))


def test_no_such_case(context):
    with pytest.raises(NotFound):
        timeline.of_case(context, "2020/0009")


def test_an_operator(context, number):
    code = next(code for code, name in timeline_operators(context) if name == "Rossi Marta")
    group = timeline.of_operator(context, code)
    assert (group.sort, group.name, len(group.case_ids), group.first) == ("operator", "Rossi Marta", 2, date(2024, 10, 1))
    first, second = timeline.strips(context, group, 0, 10)
    assert (first.given_name, second.given_name) == ("Mattia", "Simone")
    assert [bar.kind for bar in first.lane.bars] == ["ADM", "COM", "COM", "AFF", "IP", "PSI"]
    assert [s.code for s in first.lane.spans] == ["PL-GAP", "PL-OVERLAP"]
    assert [s.given_name for s in timeline.strips(context, group, 1, 5)] == ["Simone"]
    assert [one.given_name for one in timeline.of_cases(context, group.case_ids[1:])] == ["Simone"]
    cases.close_case(context, number, {"closed_on": "20/11/2026", "closing_reason": "4"})
    assert [s.given_name for s in timeline.strips(context, timeline.of_operator(context, code), 0, 10)] == ["Simone"]


def timeline_operators(context):
    from minori_tui.services import records

    return records.operators(context)


def test_somebody_without_cases(context, number):
    assert timeline.of_operator(context, "boh") == timeline.Group("operator", "boh", (), date(2026, 11, 22))


@pytest.mark.parametrize(("sort", "name", "kinds"), [
    ("family", "Fam. Poli-Ferri", [["AFF"]]), ("provider", "coop. Sottosopra", [["ADM"], ["ADM"]]),
    ("provider", "Il Larice", [["COM"]]), ("facility", "Casa San Rocco", []),
])
def test_everybody_at_a_holder(context, number, sort, name, kinds):
    group = timeline.of_provider(context, sort, name)
    assert [[bar.kind for bar in s.lane.bars] for s in timeline.strips(context, group, 0, 10)] == kinds
    assert all(s.lane.spans == () for s in timeline.strips(context, group, 0, 10))


def test_the_holders(context, number):
    assert timeline.holders(context) == [
        Holder("provider", "Casa San Rocco", 1), Holder("provider", "Consultorio", 1), Holder("provider", "coop. Sottosopra", 2),
        Holder("family", "Fam. Poli-Ferri", 1), Holder("provider", "Il Larice", 1), Holder("provider", "Spazio neutro", 1)]


def test_an_entry_of_two_possible_interventions_and_one_ahead(context, number):
    interventions.add(context, number, {"kind": "IP", "started_on": "01/05/2026", "provider": "Altro spazio"})
    events.add_event(context, number, {"at": "01/12/2026 10:00", "kind": "supervised_contact", "nature": "fact",
                                       "text": "Previsto."})
    child = timeline.of_case(context, number, siblings=False)[0]
    contacts = next(lane for lane in child.lanes if lane.name == "contacts")
    assert [m.at for m in contacts.marks if m.kind == "supervised_contact"][-1] == date(2026, 12, 1)
