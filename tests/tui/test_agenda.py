"""The agenda by keys: the morning begins here, hours run, something is done, moved, explained; a case, and back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from agenda_kit import NICCOLO, TOBIA, UGO, busy, later
from screens_kit import agenda_on, quiet
from test_frame import burst
from tui_fakes import screen_text

from minori_tui.data.store import Store
from minori_tui.domain.errors import StoreTrouble
from minori_tui.domain.moments import ROME
from minori_tui.i18n import set_language
from minori_tui.screens.agenda.lists import FoundList
from minori_tui.screens.agenda.rows import due_by
from minori_tui.screens.agenda.screen import Agenda
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.deadlines.why import WhyDialog
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.quality import QualityList
from minori_tui.services import due
from minori_tui.services.cases import assign_case
from minori_tui.services.events import add_event


@pytest.fixture
def office_at_work(session):
    busy(session)
    return session


def painted(app):
    return "\n".join(screen_text(app))


def squeezed(app):
    return " ".join(painted(app).replace("┃", " ").split())


async def opened(pilot, *keys):
    """The sheet has been read; then the keys."""
    await quiet(pilot, lambda: isinstance(pilot.app.screen, Agenda) and pilot.app.screen.sheet)
    await quiet(pilot, lambda: pilot.app.screen.status.text in painted(pilot.app))
    screen = pilot.app.screen
    for key in keys:
        await pilot.press(key)
        await quiet(pilot)
    return screen


async def saved(pilot):
    await pilot.press("f8")
    await quiet(pilot, lambda: isinstance(pilot.app.screen, Agenda))
    await quiet(pilot)


async def go_to(pilot, rule):
    """Put the cursor on the first deadline of a rule."""
    screen = pilot.app.screen
    rows = screen.sheet.sections.window(0, 99)
    screen.table.go_to(next(n for n, row in enumerate(rows) if getattr(row, "item", None) and row.item.key.rule == rule))
    await pilot.pause()
    return screen.due_item()


def headings(screen):
    return [row.cells[0] for row in screen.sheet.sections.window(0, 99) if len(row.cells) == 1]


# ---- the sheet

@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize(("language", "heads", "first"), [
    ("en", ["Terms in hours (2)", "Overdue (5)", "Today and tomorrow (1)", "Next 30 days (1)", "Appointments (1)"],
     "!! -20:00h  2026/0003   D'Angelo N.  "),
    ("it", ["Termini a ore (2)", "In ritardo (5)", "Oggi e domani (1)", "Prossimi 30 giorni (1)", "Appuntamenti (1)"],
     "!! -20:00h  2026/0003   D'Angelo N.  "),
])
async def test_the_morning_sheet(office_at_work, size, language, heads, first):
    set_language(language)
    async with agenda_on(office_at_work).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert headings(screen) == heads
        lines = screen_text(pilot.app)
        assert all(len(line) == size[0] for line in lines)
        assert first in lines[4]
        assert screen.table.has_focus
        assert "Mon  14:30" in painted(pilot.app) or "lun  14:30" in painted(pilot.app) or size[1] == 24


@pytest.mark.parametrize(("value", "said", "shown"), [
    (date(2026, 6, 25), "it", "25/06"), (date(2026, 12, 31), "it", "31/12"), (date(2027, 1, 12), "it", "12/01/27"),
    (date(2025, 12, 31), "en", "31/12/25"),
    (datetime(2026, 11, 22, 21, 40, tzinfo=ROME), "it", "dom 21:40"),
    (datetime(2026, 11, 23, 10, 30, tzinfo=ROME), "en", "Mon 10:30"),
])
def test_the_day_leaves_the_room_to_what_is_due(value, said, shown):
    set_language(said)
    assert due_by(value, date(2026, 11, 20)) == shown


@pytest.mark.parametrize(("day", "shown"), [(14, "sab 10:30"), (13, "13/11"), (26, "gio 10:30"), (27, "27/11")])
def test_a_day_of_the_week_is_said_while_there_is_one_such_day(day, shown):
    set_language("it")
    assert due_by(datetime(2026, 11, day, 10, 30, tzinfo=ROME), date(2026, 11, 20)) == shown


async def test_titles_are_whole_on_the_narrowest_terminal(office_at_work):
    set_language("it")
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Affido: fine dei 24 mesi  " in painted(pilot.app)


async def test_what_a_fact_ends_is_said_before_the_form(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "AFF-1")
        await pilot.press("d")
        await quiet(pilot)
        assert pilot.app.screen is screen
        assert screen.status.text.startswith("The term is over when the placement ends")


async def test_the_frame_is_painted_before_anything_is_read(office_at_work, monkeypatch):
    from threading import Event

    go_on, agenda = Event(), due.agenda
    monkeypatch.setattr(due, "agenda", lambda *args, **kw: go_on.wait(10) and agenda(*args, **kw))
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        text = painted(pilot.app)
        assert "Reading…" in text
        assert "TODAY  Friday 20/11/2026" in text
        assert "F7 Find" in text
        await pilot.press("down", "w")  # typed ahead: meant for the sheet
        go_on.set()
        await quiet(pilot, lambda: isinstance(pilot.app.screen, WhyDialog) and "A403-2" in painted(pilot.app))


async def test_a_day_without_anything(session, monkeypatch):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        later(session, days=-19 * 365)
        screen.reload()
        await quiet(pilot, lambda: "Nothing falls due in the next 30 days" in painted(pilot.app))
        await pilot.press("d")
        assert screen.status.text == "No deadline is selected"


async def test_mine_is_first_for_who_follows_cases(office_at_work):
    assign_case(office_at_work.context, NICCOLO, {"operator": "anna", "role": "social_worker", "valid_from": "20/11/2026"})
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert headings(screen) == ["Terms in hours (2)"]
        assert "▸my cases  all cases  (m)" in painted(pilot.app)
        await pilot.press("m")
        await quiet(pilot, lambda: len(headings(screen)) == 5)
        assert "my cases ▸all cases  (m)" in painted(pilot.app)
        await pilot.press("m")
        await quiet(pilot, lambda: len(headings(screen)) == 1)


async def test_names_are_an_initial(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(160, 48)) as pilot:
        await opened(pilot)
        assert "Quarenghi I." in painted(pilot.app)
        assert "Irma" not in painted(pilot.app)


async def test_a_reserved_appointment_does_not_say_what_it_is_about(office_at_work):
    add_event(office_at_work.context, UGO, {"at": "21/11/2026 09:00", "kind": "interview", "text": "Segreto", "reserved": "sì"})
    async with agenda_on(office_at_work).run_test(size=(160, 48)) as pilot:
        await opened(pilot)
        assert "Interview · reserved" in painted(pilot.app)
        assert "Segreto" not in painted(pilot.app)


# ---- hours that run

async def test_another_minute_paints_the_lines_of_hours_and_no_other(office_at_work, monkeypatch):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        regions = []
        monkeypatch.setattr(screen.table, "refresh", lambda *where, **kw: regions.extend(where))
        screen._minute()
        assert regions == []
        later(office_at_work, minutes=1)
        screen._minute()
        assert [region.y for region in regions] == [2, 3]
        assert screen.table.shown_rows[1].cells[0] == "!! -20:01h"
        assert screen.table.shown_rows[2].cells[0] == "!   03:59h"
        later(office_at_work, hours=4)
        screen._minute()
        assert screen.table.shown_rows[2].cells[0] == "!! -00:01h"


@pytest.mark.parametrize(("second", "sleep"), [(0, 1), (1, 60), (12, 49), (59, 2)])
async def test_the_sheet_sleeps_until_a_minute_less_is_left(office_at_work, second, sleep):
    later(office_at_work, seconds=second)
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen._tick._interval == sleep
        now = screen.table.shown_rows[2].cells[0]
        later(office_at_work, seconds=sleep)
        screen._minute()
        assert now == ("!   04:00h" if second == 0 else "!   03:59h")
        assert screen.table.shown_rows[2].cells[0] == ("!   03:59h" if second == 0 else "!   03:58h")


async def test_without_hours_it_does_not_wake(session):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen._tick is None


# ---- what is done about a deadline

async def test_done_with_the_minute_and_the_evidence(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        item = await go_to(pilot, "A403-2")
        await pilot.press("d")
        await quiet(pilot)
        form = pilot.app.screen.form
        assert form.values()["at"] == "20/11/2026 12:00"
        assert f"Done: {NICCOLO} D'Angelo N." in painted(pilot.app)
        assert "The child was placed in safety: 19/11/2026 16:00." in painted(pilot.app)
        await pilot.press("tab", *"PEC 12")
        await saved(pilot)
        assert screen.status.text == "Saved"
        found = {i.key.rule: i for i in due.of_case(office_at_work.context, item.case_id)}
        assert found["A403-2"].evidence == "PEC 12"
        assert found["A403-2"].deadline.done_at.isoformat() == "2026-11-20T12:00:00+01:00"
        assert not found["A403-3"].deadline.waiting  # the next step runs from that minute
        await quiet(pilot, lambda: any(row.cells[0] == "!   72:00h" for row in screen.table.shown_rows))


async def test_what_is_typed_takes_the_place_of_the_proposed_day(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await go_to(pilot, "A403-2")
        burst(pilot.app, "d", *"19/11/2026", "tab", *"prot. 5")
        await quiet(pilot, lambda: pilot.app.screen.query("Field"))
        await quiet(pilot, lambda: pilot.app.screen.form.values()["evidence"] == "prot. 5")
        assert pilot.app.screen.form.values() == {"at": "19/11/2026", "evidence": "prot. 5"}


async def test_undone_it_is_back(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("d")
        await quiet(pilot)
        await saved(pilot)
        assert headings(screen)[0] == "Terms in hours (1)"
        await pilot.press("u")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await quiet(pilot, lambda: headings(screen)[0] == "Terms in hours (2)")
        assert screen.status.text.startswith("Undone")


async def test_the_hour_that_comes_twice_is_asked_for(session):
    from minori_tui.services.orders import add_order

    add_order(session.context, NICCOLO, {"authority": "Sindaco di Ardesio", "kind": "emergency_removal",
                                         "occurred_at": "24/10/2026 22:40", "filed_on": "24/10/2026"})
    async with agenda_on(session).run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        item = await go_to(pilot, "A403-1")
        await pilot.press("d")
        await quiet(pilot)
        form = pilot.app.screen.form
        form.fields["at"].input.value = "25/10/2026 02:30"
        await pilot.press("tab", *"verbale", "f8")
        await quiet(pilot)
        assert "comes twice" in form.fields["at"].problem_text
        assert form.values() == {"at": "25/10/2026 02:30", "evidence": "verbale"}
        form.fields["at"].input.value = "25/10/2026 02:30 winter"
        await saved(pilot)
        found = next(i for i in due.of_case(session.context, item.case_id) if i.key.rule == "A403-1")
        assert found.deadline.done_at.isoformat() == "2026-10-25T02:30:00+01:00"


async def test_planned_for_another_day_with_the_reason(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        item = await go_to(pilot, "AFF-1")
        await pilot.press("r")
        await quiet(pilot)
        form = pilot.app.screen.form
        await pilot.press(*"1/10/2026", "f8")
        await quiet(pilot)
        assert form.fields["to"].problem_text
        assert form.values()["to"] == "1/10/2026"
        form.fields["to"].input.value = "27/11/2026"
        await pilot.press("f8")
        await quiet(pilot)
        assert form.fields["reason"].problem_text
        assert form.values()["to"] == "27/11/2026"
        form.fields["reason"].input.value = "in equipe"
        await saved(pilot)
        await quiet(pilot, lambda: "planned for 27/11/2026" in painted(pilot.app))
        assert screen.due_item().deadline.due == item.deadline.due
        assert screen.due_item().key == item.key


async def test_a_day_fixed_by_the_court_counts_and_the_rule_is_kept(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        item = await go_to(pilot, "ASS-3")
        await pilot.press("c")
        await quiet(pilot)
        await pilot.press(*"24/11/2026", "tab", *"decreto 80/26")
        await saved(pilot)
        await go_to(pilot, "ASS-3")
        assert screen.due_item().deadline.due.isoformat() == "2026-11-24"
        assert screen.due_item().deadline.legal_due == item.deadline.legal_due
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await quiet(pilot, lambda: "fixed by the court; by the rule 01/12/2026" in painted(pilot.app))


async def test_what_does_not_apply_leaves_the_sheet(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        item = await go_to(pilot, "REVIEW")
        await pilot.press("x")
        await quiet(pilot)
        await pilot.press("f8")
        await quiet(pilot)
        assert pilot.app.screen.form.fields["reason"].problem_text
        await pilot.press(*"trasferita")
        await saved(pilot)
        assert all(getattr(row, "key", None) != item.key for row in screen.sheet.sections.window(0, 99))


async def test_why_that_day(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, "AFF-1")
        await pilot.press("w")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, WhyDialog))
        assert "How the day was found" in squeezed(pilot.app)
        text = "\n".join(pilot.app.screen.lines)
        for words in ("Foster care: end of the 24 months (AFF-1) · art. 4 c. 4 L. 184/1983", "How the day was found",
                      "The foster placement began on 12/10/2024.", "The count ends on 12/10/2026.", "What would change it",
                      "If it is missed", "Where it comes from"):
            assert words in text
        assert "NOT VERIFIED" not in text
        await pilot.press("escape")
        await go_to(pilot, "AFF-5")
        assert pilot.app.screen is screen
        await pilot.press("w")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, WhyDialog))
        assert "NOT VERIFIED" in "\n".join(pilot.app.screen.lines)


async def test_nothing_can_be_done_about_an_appointment(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "end")
        for key in "drwcx":
            await pilot.press(key)
            assert screen.status.text == "No deadline is selected"
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        assert pilot.app.screen.view.file_number == UGO


# ---- to a case and back

async def test_enter_opens_the_case_at_that_deadline(office_at_work):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        item = await go_to(pilot, "ASS-3")
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        case = pilot.app.screen
        await quiet(pilot, lambda: case.pane.due_item())
        assert case.view.file_number == TOBIA
        assert case.panes.current == "deadlines"
        assert case.pane.due_item().key == item.key
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        assert screen.due_item().key == item.key


async def test_what_another_program_writes_shows_in_place(office_at_work, colleague):
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        item = await go_to(pilot, "AFF-1")
        first = next(row.item for row in screen.table.shown_rows if getattr(row, "item", None))
        due.mark_done(colleague.context, first.key, "20/11/2026 11:00", "PEC")
        screen._look()
        await quiet(pilot, lambda: headings(screen)[0] == "Terms in hours (1)")
        assert screen.due_item().key == item.key
        reads = []
        screen.reload = lambda: reads.append(1)
        screen._look()
        assert reads == []
        later(office_at_work, days=1)
        screen._look()
        assert reads == [1]


async def test_a_sheet_that_cannot_be_read_keeps_no_keys(office_at_work, monkeypatch):
    agenda = due.agenda

    def busy_store(*args, **kw):
        raise StoreTrouble("The archive is busy", code="busy")

    monkeypatch.setattr(due, "agenda", busy_store)
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await quiet(pilot, lambda: "F5" in screen.status.text)
        monkeypatch.setattr(due, "agenda", agenda)
        await pilot.press("f5")
        await quiet(pilot, lambda: screen.sheet)
        assert headings(screen)


# ---- what the counts count

@pytest.mark.parametrize(("key", "count"), [("z", "silent"), ("o", "changed")])
async def test_a_count_opens_the_list_it_counts(office_at_work, colleague, key, count):
    add_event(colleague.context, UGO, {"at": "19/11/2026", "kind": "note", "text": "Nuova scuola"})
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await quiet(pilot, lambda: getattr(screen.sheet.counts, count) is not None)
        await pilot.pause()
        number = getattr(screen.sheet.counts, count)
        assert number > 0
        assert f": {number} " in screen_text(pilot.app)[-3]
        await pilot.press(key)
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FoundList))
        found = pilot.app.screen
        assert found.table.source.total == number == len(found.table.source.window(0, 999))
        assert all(len(line) == 80 for line in screen_text(pilot.app))
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await pilot.press("escape", "escape")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Agenda))


async def test_what_takes_long_to_count_keeps_nobody_waiting(office_at_work, monkeypatch):
    from threading import Event

    go_on, silent, calls = Event(), due.silent, []

    def slow(*args):
        calls.append(1)
        go_on.wait(10)
        return silent(*args)

    monkeypatch.setattr(due, "silent", slow)
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        screen = pilot.app.screen
        while screen.sheet is None or "Overdue (5)" not in painted(pilot.app):
            await pilot.pause(0.02)
        assert ": … " in screen_text(pilot.app)[-3]
        await pilot.press("z")
        assert screen.status.text == "Still counting"
        go_on.set()
        await quiet(pilot, lambda: screen.sheet.counts.silent == 4)
        screen.reload()
        await quiet(pilot)
        assert (screen.sheet.counts.silent, len(calls)) == (4, 1)  # nothing was written: not counted again
        await pilot.press("d")
        await quiet(pilot)
        await saved(pilot)
        await quiet(pilot, lambda: len(calls) == 2 and screen.sheet.counts.silent is not None)


async def test_what_others_changed_is_seen_once_it_was_looked_at(office_at_work, colleague):
    add_event(colleague.context, UGO, {"at": "19/11/2026", "kind": "note", "text": "Nuova scuola"})
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "o")
        assert "Bruno Neri" in painted(pilot.app)
        assert "Diary entry" in painted(pilot.app)
        await pilot.press("escape")
        await quiet(pilot, lambda: screen.sheet.counts.changed == 0)


async def test_what_is_to_be_completed_of_mine_and_of_all(office_at_work):
    context = office_at_work.context
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        every = screen.sheet.counts.incomplete
        assert every > 0
        await pilot.press("q")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, QualityList) and pilot.app.screen.table.shown_rows)
        assert sum(int(row.cells[0]) for row in pilot.app.screen.table.source.window(0, 99)) == every
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        assign_case(context, NICCOLO, {"operator": "anna", "role": "social_worker", "valid_from": "20/11/2026"})
        await pilot.press("m")
        await quiet(pilot, lambda: screen.sheet.mine)
        mine = screen.sheet.counts.incomplete
        assert 0 < mine < every
        await pilot.press("q")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FoundList))
        rows = pilot.app.screen.table.source.window(0, 99)
        assert len(rows) == mine
        assert {row.cells[0] for row in rows} == {NICCOLO}


# ---- the calendar file

async def test_the_calendar_holds_what_is_shown_and_no_name(office_at_work, tmp_path):
    target = tmp_path / "scadenze.ics"
    async with agenda_on(office_at_work).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "E")
        assert pilot.app.screen.box.value.endswith("deadlines-2026-11-20.ics")
        pilot.app.screen.box.value = str(target)
        await pilot.press("enter")
        await quiet(pilot, lambda: "Written" in screen.status.text)
        text = target.read_text()
        counted = sum(getattr(screen.sheet.agenda, name).count for name in ("hours", "overdue", "soon", "upcoming"))
        assert text.count("BEGIN:VEVENT") == counted == 9
        assert "Quarenghi" not in text
        await pilot.press("E")
        pilot.app.screen.box.value = str(target)
        await pilot.press("enter")
        await quiet(pilot, lambda: "exists" in painted(pilot.app))
        assert target.read_text() == text


async def test_escape_asks_before_leaving(session):
    async with agenda_on(session).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "escape")
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("n")
        assert pilot.app.screen is screen
        assert isinstance(session.context.store, Store)
