"""Reading a case: whatever way its number is written, logged before it is shown."""

from datetime import date

import pytest

from minori_tui.domain.errors import NotFound
from minori_tui.services import cases, journal, records


@pytest.fixture
def number(context, child):
    return cases.new_case(context, child | {"mother": "Verdi Ada", "review_on": "1/9/2026", "phone": "035 123456"})


@pytest.mark.parametrize("written", ["2026/0001", "2026/1", "1/2026", " 0001/2026 ", "2026/00001", "2026 / 1"])
def test_a_number_in_any_writing(context, number, written):
    assert records.peek(context, written).file_number == number


@pytest.mark.parametrize("written", ["2026/0002", "", "1", "2026", "2026/", "x/1", "2026/1/1"])
def test_no_such_number(context, number, written):
    with pytest.raises(NotFound):
        records.open_case(context, written)
    assert journal.register(context, 1)[2] == []


def test_opening_is_written_down_and_looking_again_is_not(context, number):
    opened = records.open_case(context, number, detail="cli")
    assert records.peek(context, number) == opened
    _, _, seen = journal.register(context, opened.case_id)
    assert [(v.at, v.operator, v.act, v.detail) for v in seen] == [("2026-03-02T12:00:00.000Z", "Anna Verdi", "open", "cli")]


def test_opening_that_cannot_be_written_down_shows_nothing(context, number):
    from minori_tui.domain.errors import StoreTrouble

    connection = context.store.connect()
    connection.execute("DROP TABLE access_entry")
    connection.close()
    with pytest.raises(StoreTrouble):
        records.open_case(context, number)


def test_header(context, number, child):
    view = records.peek(context, number)
    found = records.header(view, date(2026, 3, 2))
    assert (found.age, view.next_due, view.due_rule) == (10, "2026-09-01", "REVIEW")
    assert found.threshold is not None
    with context.unit("import") as unit:
        unit.run("UPDATE person SET birth_date = NULL, version = 2, op_id = ? WHERE id = 1", (unit.op_id,))
        unit.run("UPDATE case_file SET review_on = NULL, version = 2, op_id = ?", (unit.op_id,))
    assert records.header(records.peek(context, number), date(2026, 3, 2)) == records.Header(None, None)


def test_choices_and_operators(context, number):
    italian, english = (records.choices(context, "referral_source", language) for language in ("it", "en"))
    assert [c for c, _ in italian] == [c for c, _ in english]
    assert dict(italian) != dict(english)
    assert records.operators(context) == [("anna", "Anna Verdi")]


def test_names_of_places_and_codes(context):
    district = records.district()
    assert len({area for _, area in district}) == 5
    assert (records.place("C800"), records.place("Altrove"), records.place(None)) == ("Clusone", "Altrove", None)
    code, label = records.choices(context, "closing_reason", "it")[0]
    assert records.label_of(context, "closing_reason", code, "it") == label
    assert records.label_of(context, "closing_reason", code, "en") not in (None, code)
    assert records.label_of(context, "closing_reason", "testo libero", "it") == "testo libero"
    assert records.label_of(context, "closing_reason", None, "it") is None


def test_what_writing_needs_can_be_loaded_ahead():
    from minori_tui.services import writing

    assert writing.unit.Unit
    assert writing.tables.Person


def test_brothers_with_a_file_are_told(context, number, child):
    other = cases.new_case(context, child | {"given_name": "Sara"})
    with context.unit("import") as unit:
        unit.run("INSERT INTO relationship (version, op_id, person_id, other_id, kind) "
                 "SELECT 1, ?, a.person_id, b.person_id, 'sibling' "
                 "FROM case_file a, case_file b WHERE a.file_number = ? AND b.file_number = ?", (unit.op_id, number, other))
    assert [(r.kind, r.case_number) for r in records.peek(context, number).relatives] == [("mother", None), ("sibling", other)]
