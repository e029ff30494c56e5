"""The deadlines of one case: the chain of a removal, what is to be done, what waits, what is settled."""

from __future__ import annotations

from datetime import datetime

import pytest
from agenda_kit import IRMA, NICCOLO, TOBIA, UGO, busy, later
from screens_kit import agenda_on, quiet
from tui_fakes import screen_text

from minori_tui.i18n import set_language
from minori_tui.screens.case.deadlines import sections_of
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.deadlines.told import facts_of
from minori_tui.screens.deadlines.why import WhyDialog
from minori_tui.services import due, records

NOW = datetime(2026, 11, 20, 12)


@pytest.fixture
def office_at_work(session):
    busy(session)
    return session


def painted(app):
    return "\n".join(screen_text(app))


def items(session, number):
    return due.of_case(session.context, records.peek(session.context, number).case_id)


def key_of(session, number, rule):
    return next(item.key for item in items(session, number) if item.key.rule == rule)


def shown(session, number, now=NOW):
    """The rows: headings as they are, deadlines by rule and standing."""
    found = sections_of(items(session, number), now)
    return [row.cells[0] if len(row.cells) == 1 else (row.item.key.rule, row.cells[0].split()[0] if row.cells[0] else "")
            for row in found.window(0, 99)]


async def opened(pilot, pane="deadlines"):
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
    screen = pilot.app.screen
    screen.show_pane(pane)
    await quiet(pilot, lambda: screen.pane.table.shown_rows)
    return screen


def test_a_removal_is_a_chain_in_its_order(office_at_work):
    assert shown(office_at_work, NICCOLO)[:8] == [
        "Emergency removal, art. 403 c.c.: 19/11/2026 16:00", ("A403-1", "!!"), ("A403-2", "!"), ("A403-3", "waiting"),
        ("A403-4", "waiting"), ("A403-5", "waiting"), ("A403-6", "waiting"), ("A403-7", "waiting")]


def test_each_link_says_when_it_was_done_and_whether_late(office_at_work):
    context = office_at_work.context
    due.mark_done(context, key_of(office_at_work, NICCOLO, "A403-1"), "19/11/2026 16:00", "telefonata")
    due.mark_done(context, key_of(office_at_work, NICCOLO, "A403-2"), "20/11/2026 11:00", "PEC")
    later(office_at_work, days=4)
    context = office_at_work.context
    due.mark_done(context, key_of(office_at_work, NICCOLO, "A403-3"), "24/11/2026 10:00", "notizia della cancelleria")
    rows = {row.item.key.rule: row.cells for row in sections_of(items(office_at_work, NICCOLO), context.clock.now()).window(1, 7)}
    assert rows["A403-1"] == ("done", "Art. 403: tell the prosecutor at once", "19/11 16:00", "19/11 16:00", "telefonata")
    assert rows["A403-2"][0] == "done"
    assert rows["A403-3"][0] == "!! late"  # 72 hours from the actual minute: the 23rd at 11:00
    assert rows["A403-3"][2:4] == ("23/11 11:00", "24/11 10:00")
    assert rows["A403-4"][0] == "!   46:00h"


def test_what_is_to_be_done_comes_by_day_and_what_is_settled_last(office_at_work):
    context = office_at_work.context
    due.waive(context, key_of(office_at_work, IRMA, "AFF-5"), "già esecutivo")
    due.mark_done(context, key_of(office_at_work, IRMA, "AFF-2"), "01/07/2026", "prot. 12")
    rows = shown(office_at_work, IRMA)
    assert rows[0] == "To be done"
    assert rows[1][0] == "AFF-3"
    settled = rows[rows.index("Done, over or not due") + 1:]
    assert ("AFF-2", "done") in settled
    assert ("AFF-5", "not") in settled
    assert ("AGE-12", "over") in settled or ("AGE-14", "!!") not in rows


def test_the_whole_of_a_deadline_in_words(office_at_work):
    context = office_at_work.context
    due.court_date(context, key_of(office_at_work, TOBIA, "ASS-3"), "29/11/2026", "decreto 80/26")
    due.reschedule(context, key_of(office_at_work, TOBIA, "ASS-3"), "25/11/2026", "in equipe")
    item = next(i for i in items(office_at_work, TOBIA) if i.key.rule == "ASS-3")
    assert facts_of(item, NOW) == [
        "Custody: name of the responsible (15 d) · ASS-3 · art. 5-bis c. 4 L. 184/1983",
        "The order was notified to the service on 16/11/2026.",
        "Due by 29/11/2026 · fixed by the court; by the rule 01/12/2026 · last working day 27/11/2026",
        "Planned by the service for 25/11/2026; the day of the law stays",
        "Court, parents and curator do not know who answers for the child."]
    late = next(i for i in items(office_at_work, IRMA) if i.key.rule == "AFF-3")
    assert any("periods are over without a report" in line for line in facts_of(late, NOW))
    due.waive(context, late.key, "x")
    waived = next(i for i in items(office_at_work, IRMA) if i.key == late.key)
    assert "It was written down that it does not apply here" in facts_of(waived, NOW)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
@pytest.mark.parametrize(("language", "words"), [
    ("en", ("▸Deadlines", "Emergency removal, art. 403 c.c.: 19/11/2026 16:00", "waiting")),
    ("it", ("▸Scadenze", "Allontanamento d’urgenza, art. 403 c.c.: 19/11/2026 16:00", "in attesa")),
])
async def test_the_pane(office_at_work, size, language, words):
    set_language(language)
    async with agenda_on(office_at_work, open_at=NICCOLO).run_test(size=size) as pilot:
        screen = await opened(pilot)
        text = painted(pilot.app)
        assert all(word in text for word in words)
        assert all(len(line) == size[0] for line in screen_text(pilot.app))
        assert screen.pane.table.has_focus


async def test_the_same_keys_as_on_the_agenda(office_at_work):
    async with agenda_on(office_at_work, open_at=NICCOLO).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("d")
        await quiet(pilot, lambda: pilot.app.screen is not screen)
        form = pilot.app.screen.form
        form.fields["at"].input.value = "19/11/2026 16:05"
        await pilot.press("tab", *"telefonata", "f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await quiet(pilot, lambda: "telefonata" in painted(pilot.app))
        assert screen.status.text == "Saved"
        assert screen.pane.due_item().key.rule == "A403-1"  # the cursor stays on what was marked
        await pilot.press("d")
        assert screen.status.text.startswith("It is done already")
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, WhyDialog))
        assert any("telefonata" in line for line in pilot.app.screen.lines)
        await pilot.press("escape", "down", "x")
        await quiet(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press(*"revocata", "f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await quiet(pilot, lambda: "not due" in painted(pilot.app))
        await pilot.press("r")
        assert screen.status.text.startswith("It was written down that it does not apply")
        await pilot.press("u")
        await quiet(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press("y")
        await quiet(pilot, lambda: pilot.app.screen is screen and "not due" not in painted(pilot.app))


async def test_a_case_without_deadlines(session):
    from minori_tui.services.cases import close_case

    close_case(session.context, UGO, {"closed_on": "19/11/2026", "closing_reason": "4"})
    async with agenda_on(session, open_at=UGO).run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        screen = pilot.app.screen
        screen.show_pane("deadlines")
        await quiet(pilot, lambda: "Nothing falls due" in painted(pilot.app))
        for key in ("d", "w"):
            await pilot.press(key)
            assert screen.status.text == "No deadline is selected"
        await pilot.press("enter")
        assert pilot.app.screen is screen
