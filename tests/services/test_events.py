"""The diary: what has not happened has no outcome, a correction keeps the old text, what is reserved is marked."""

import json

import pytest

from minori_tui.data.codes import load_list
from minori_tui.domain.errors import Conflict, InvalidFields, NotFound
from minori_tui.services import cases, events, journal, records

KIND, OTHER = (i.code for i in load_list("event_kind")[:2])
HELD = load_list("event_outcome")[0].code


@pytest.fixture
def number(context, child):
    return cases.new_case(context, child)


@pytest.fixture
def entry(context, number):
    written = {"at": "1/3/2026 14:30", "kind": KIND, "text": "primo\ntesto"}
    return records.event(context, events.add_event(context, number, written))


def problems(call):
    with pytest.raises(InvalidFields) as caught:
        call()
    return [(p.field, p.code) for p in caught.value.problems]


def test_an_entry_as_it_was_typed(context, number):
    event = events.add_event(context, "1/2026", {
        "at": "oggi 9.15", "kind": KIND, "nature": "fact", "outcome": HELD, "by_whom": "la madre", "intervention": "PIPPI",
        "author": "Dora", "reserved": "sì", "text": "testo"})
    row = records.event(context, event)
    assert (row.at, row.kind, row.nature, row.outcome, row.by_whom, row.author, row.reserved, row.text) == (
        "2026-03-02T09:15", KIND, "fact", HELD, "la madre", "Dora", 1, "testo")
    assert journal.log(context)[0].operation.subject == "2026/0001"
    assert records.diary(context, 1) == [row]


def test_without_an_author_it_is_who_works(context, entry):
    assert (entry.author, entry.reserved, entry.outcome) == ("Anna Verdi", 0, None)


@pytest.mark.parametrize(("values", "found"), [
    ({"at": ""}, [("at", "required")]), ({"kind": "", "text": " "}, [("kind", "required"), ("text", "required")]),
    ({"at": "3/3/2026", "outcome": HELD}, [("outcome", "not-yet")]), ({"at": "ieri alle 25:00"}, None),
    ({"at": "26/10/2025 02:30"}, [("at", "ambiguous-time")]), ({"at": "30/3/2025 02:30"}, [("at", "no-such-time")]),
    ({"kind": "festa"}, [("kind", "not-in-list")]), ({"nature": "opinione"}, [("nature", "not-in-list")]),
    ({"reserved": "forse"}, None), ({"altro": "x"}, [("altro", "unknown-field")])])
def test_what_is_refused(context, number, content, values, found):
    before = content(context.store)
    said = problems(lambda: events.add_event(context, number, {"at": "oggi", "kind": KIND, "text": "x"} | values))
    assert said == found if found is not None else {field for field, _ in said} == set(values)
    assert content(context.store) == before


def test_the_future_may_be_written_without_an_outcome(context, number):
    row = records.event(context, events.add_event(context, number, {"at": "3/3/2026", "kind": KIND, "text": "colloquio fissato"}))
    assert problems(lambda: events.correct_event(context, row, {"outcome": HELD})) == [("outcome", "not-yet")]
    assert events.correct_event(context, row, {"outcome": HELD, "at": "oggi"})


def test_a_correction_keeps_the_old_text(context, entry):
    assert events.correct_event(context, entry, {"text": "secondo"})
    now = records.event(context, entry.event_id)
    assert (now.text, now.version, now.at) == ("secondo", 2, entry.at)
    with context.store.read() as connection:
        kept = [json.loads(r[0]) for r in connection.execute("SELECT old FROM history WHERE tbl = 'event'")]
    assert [k["text"] for k in kept] == ["primo\ntesto"]
    top = journal.log(context)[0].operation
    assert (top.kind, top.subject) == ("event.correct", "2026/0001")


def test_an_unchanged_form_writes_nothing(context, entry):
    count = len(journal.log(context))
    form = events.form_values(entry)
    assert form["at"] == "01/03/2026 14:30"
    assert not events.correct_event(context, entry, form)
    assert not events.correct_event(context, entry, {"at": "1.3.26 ore 14:30", "reserved": "", "kind": KIND.upper()})
    assert len(journal.log(context)) == count


def test_a_day_without_a_time_is_shown_without(context, number):
    row = records.event(context, events.add_event(context, number, {"at": "1/3/2026", "kind": KIND, "text": "x"}))
    assert events.form_values(row)["at"] == "01/03/2026"
    assert not events.correct_event(context, row, events.form_values(row))


def test_old_entries_can_be_corrected_whatever_their_kind_was_called(context, entry):
    with context.unit("import") as unit:
        unit.run("UPDATE event SET kind = 'telegramma', version = 2, op_id = ?", (unit.op_id,))
    row = records.event(context, entry.event_id)
    assert events.correct_event(context, row, events.form_values(row) | {"text": "nuovo", "reserved": "sì"})
    now = records.event(context, entry.event_id)
    assert (now.kind, now.text, now.reserved) == ("telegramma", "nuovo", 1)
    assert problems(lambda: events.correct_event(context, now, {"kind": "telegrafo"})) == [("kind", "not-in-list")]
    assert problems(lambda: events.correct_event(context, now, {"text": ""})) == [("text", "required")]


def test_two_operators_correct_the_same(context, colleague, entry):
    assert events.correct_event(context, entry, {"text": "mio"})
    with pytest.raises(Conflict):
        events.correct_event(colleague, entry, {"text": "suo", "kind": OTHER})
    assert records.event(context, entry.event_id).text == "mio"


def test_no_such_case_or_entry(context, entry):
    with pytest.raises(NotFound):
        events.add_event(context, "2026/0777", {"at": "oggi", "kind": KIND, "text": "x"})
    journal.undo(context)
    for call in (lambda: events.correct_event(context, entry, {"text": "x"}), lambda: records.event(context, entry.event_id)):
        with pytest.raises(NotFound) as caught:
            call()
        assert caught.value.facts["code"] == "no-event"


def test_pages_of_the_diary(context, number):
    for day in (3, 1, 2, 2, 5):
        events.add_event(context, number, {"at": f"{day}/2/2026", "kind": KIND, "text": str(day)})
    whole = records.diary(context, 1)
    assert [r.text for r in whole] == ["5", "3", "2", "2", "1"]
    page = records.diary(context, 1, limit=3)
    assert page + records.diary(context, 1, before=(page[-1].at, page[-1].event_id)) == whole


def test_what_is_to_come_can_be_cancelled_and_nothing_else(context, number):
    entry = {"at": "01/12/2026", "kind": KIND, "text": "Udienza fissata"}
    with pytest.raises(InvalidFields):
        events.add_event(context, number, entry | {"outcome": "held"})
    assert events.add_event(context, number, entry | {"outcome": "cancelled"})


def test_a_day_without_a_time_is_not_its_midnight(context, number):
    day = events.add_event(context, number, {"at": "10/01/2026", "kind": KIND, "text": "Senza ora"})
    midnight = events.add_event(context, number, {"at": "10/01/2026 0:00", "kind": KIND, "text": "A mezzanotte"})
    assert records.event(context, day).at == "2026-01-10"
    assert records.event(context, midnight).at == "2026-01-10T00:00"


def test_an_entry_of_the_hour_that_comes_twice(context, number):
    values = {"at": "26/10/2025 02:30 solare", "kind": KIND, "text": "x"}
    row = records.event(context, events.add_event(context, number, values))
    assert row.at == "2025-10-26T02:30+01:00"
    assert not events.correct_event(context, row, events.form_values(row))
