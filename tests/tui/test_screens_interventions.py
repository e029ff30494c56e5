"""Interventions from the keyboard: the pane, forms that follow the kind, warnings while typing, the list of data quality."""

from __future__ import annotations

import pytest
from screens_kit import app_on, quiet
from tui_fakes import screen_text

from minori_tui.i18n import set_language
from minori_tui.screens.case.intervention_forms import EditIntervention, NewIntervention
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.field_picker import FieldPicker
from minori_tui.screens.quality import FindingList, QualityList
from minori_tui.services import integrity, interventions, support
from minori_tui.services.records import peek

TOBIA, IRMA = "2026/0001", "2026/0002"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is said of a form comes soon after the last key."""
    monkeypatch.setattr("minori_tui.screens.case.checked.SETTLE_SECONDS", 0.01)


@pytest.fixture
def placed(session):
    """Tobia with a foster placement that goes on, home education, and supervised contact; all numbers by kind."""
    made = {}
    for kind, values in (("AFF", {"family": "Famiglia Bonomi", "consent": "judicial", "started_on": "10/01/2026"}),
                         ("ADM", {"provider": "Coop. Lume", "weekly_hours": "4", "started_on": "02/03/2026"}),
                         ("IP", {"with_whom": "madre", "started_on": "01/10/2026"}), ("MON", {"planned_start": "01/12/2026"})):
        made[kind] = interventions.add(session.context, TOBIA, {"kind": kind, **values})
    return made


def squeezed(app):
    return " ".join(" ".join(screen_text(app)).split())


def of_tobia(session):
    return interventions.of_case(session.context, peek(session.context, TOBIA).case_id)


async def at_pane(pilot):
    """The interventions of Tobia are on the screen."""
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
    pilot.app.screen.show_pane("interventions")
    await quiet(pilot)
    return pilot.app.screen


async def back_at_case(pilot):
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen))
    await quiet(pilot)


async def go_to(pilot, screen, intervention_id):
    await pilot.press("home")
    for _row in range(10):
        if screen.pane.current.intervention_id == intervention_id:
            return
        await pilot.press("down")
    raise AssertionError("not in the list")


def problems(app):
    return {name: field.problem_text for name, field in app.screen.form.fields.items() if field.problem_text}


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize(("language", "words"), [
    ("it", ("Affido familiare", "▸ in corso", "… previsto", "Famiglia Bonomi", "curatore speciale non registrato")),
    ("en", ("Foster care", "▸ under way", "… planned", "Famiglia Bonomi", "no special representative is recorded"))])
async def test_the_pane(session, placed, size, language, words):
    set_language(language)
    async with app_on(session, open_at=TOBIA).run_test(size=size) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["AFF"])
        await quiet(pilot)
        text = squeezed(pilot.app)
        assert [word for word in words if word not in text] == []


async def test_without_interventions_it_says_how_to_begin(session):
    async with app_on(session, open_at=IRMA).run_test(size=(80, 24)) as pilot:
        screen = await at_pane(pilot)
        assert "No intervention yet: F6 adds one" in squeezed(pilot.app)
        for key, said in (("f9", "F6 adds one"), ("h", "Hours and contacts"), ("l", "calendar"), ("x", "F6 adds one")):
            await pilot.press(key)
            await quiet(pilot)
            assert said in squeezed(pilot.app)
            assert pilot.app.screen is screen


async def test_the_fields_follow_the_kind_and_it_is_saved(session):
    async with app_on(session, open_at=IRMA).run_test(size=(120, 36)) as pilot:
        await at_pane(pilot)
        await pilot.press("f6")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FieldPicker))
        await pilot.press(*"adm", "enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, NewIntervention))
        fields = pilot.app.screen.form.fields
        assert "weekly_hours" in fields
        assert "why_not_home" not in fields
        await pilot.press(*"1/10/2026")
        fields["weekly_hours"].input.focus()
        await pilot.press(*"4:30", "f8")
        await back_at_case(pilot)
        made = interventions.of_case(session.context, peek(session.context, IRMA).case_id)
        assert [(i.kind, i.started_on, i.details["weekly_minutes"]) for i in made] == [("ADM", "2026-10-01", 270)]
        assert "Hours done: 0 of" in squeezed(pilot.app)


async def test_what_it_would_cause_is_said_while_typing_and_does_not_block(session, placed):
    async with app_on(session, open_at=TOBIA).run_test(size=(120, 36)) as pilot:
        await at_pane(pilot)
        await pilot.press("f6")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FieldPicker))
        await pilot.press(*"aff", "enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, NewIntervention))
        await pilot.press(*"1/6/2026", "tab")
        await quiet(pilot, lambda: "started_on" in problems(pilot.app))
        assert problems(pilot.app)["started_on"] == "? AFF began on 01/06/2026 while AFF of 10/01/2026 has no end"
        await pilot.press("tab", *"2/6/2028", "tab")
        await quiet(pilot, lambda: "planned_end" in problems(pilot.app))
        assert problems(pilot.app)["planned_end"].startswith("! Foster care lasts 24 months at most, to 01/06/2028")
        await pilot.press("f8")
        await quiet(pilot)
        assert isinstance(pilot.app.screen, NewIntervention)  # refused by the law
        assert pilot.app.screen.form.fields["planned_end"].typed == "2/6/2028"
        pilot.app.screen.form.fields["planned_end"].input.value = "1/6/2028"
        await quiet(pilot, lambda: "planned_end" not in problems(pilot.app))
        await pilot.press("f8")  # the warning of the start stays and is no obstacle
        await back_at_case(pilot)
        assert [i.started_on for i in of_tobia(session) if i.kind == "AFF"] == ["2026-06-01", "2026-01-10"]


async def test_nothing_typed_is_lost(session, placed):
    async with app_on(session, open_at=TOBIA).run_test(size=(80, 24)) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["MON"])
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, EditIntervention))
        pilot.app.screen.form.fields["notes"].input.text = "Prova"
        await pilot.press("escape")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("escape")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, EditIntervention))
        await pilot.press("f8")
        await back_at_case(pilot)
        assert interventions.one(session.context, placed["MON"]).notes == "Prova"


async def test_a_colleague_was_faster_what_was_typed_stays(session, colleague, placed):
    async with app_on(session, open_at=TOBIA).run_test(size=(120, 36)) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["AFF"])
        await pilot.press("f9")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, EditIntervention))
        seen = interventions.one(colleague.context, placed["AFF"])
        interventions.edit(colleague.context, seen, {"provider": "Servizio Affidi"})
        pilot.app.screen.form.fields["notes"].input.text = "Mia"
        await pilot.press("f8")
        await quiet(pilot, lambda: "Changed meanwhile by Bruno Neri" in squeezed(pilot.app))
        await pilot.press("f8")
        await back_at_case(pilot)
        now = interventions.one(session.context, placed["AFF"])
        assert (now.notes, now.provider) == ("Mia", "Servizio Affidi")


async def test_start_suspend_go_on_end(session, placed):
    async with app_on(session, open_at=TOBIA).run_test(size=(120, 36)) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["ADM"])
        await pilot.press("b")
        await quiet(pilot)
        assert "It has started already" in squeezed(pilot.app)
        await pilot.press("p", "tab", *"Ricovero", "f8")
        await back_at_case(pilot)
        assert interventions.one(session.context, placed["ADM"]).pauses[0].valid_to is None
        assert "‖ suspended" in squeezed(pilot.app)
        await pilot.press("p", "f8")
        await back_at_case(pilot)
        assert interventions.one(session.context, placed["ADM"]).pauses[0].valid_to == "2026-11-20"
        await pilot.press("x", "tab", *"completed", "f8")
        await back_at_case(pilot)
        assert interventions.one(session.context, placed["ADM"]).end_reason == "completed"
        await pilot.press("x")
        await quiet(pilot)
        assert "It has ended already" in squeezed(pilot.app)
        await pilot.press("u")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await quiet(pilot, lambda: "Undone: End of an intervention of case 2026/0001" in squeezed(pilot.app))
        assert interventions.one(session.context, placed["ADM"]).ended_on is None


async def test_a_plan_begins(session, placed, monkeypatch):
    async with app_on(session, open_at=TOBIA).run_test(size=(80, 24)) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["MON"])
        await pilot.press("p")
        await quiet(pilot)
        assert "It has not started yet" in squeezed(pilot.app)
        await pilot.press("b", "f8")
        await back_at_case(pilot)
        assert interventions.one(session.context, placed["MON"]).started_on == "2026-11-20"


async def test_a_move_asks_where_to_and_why(session, placed):
    async with app_on(session, open_at=TOBIA).run_test(size=(120, 36)) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["ADM"])
        await pilot.press("m")
        await quiet(pilot)
        assert "Only foster care and homes are moved" in squeezed(pilot.app)
        await go_to(pilot, screen, placed["AFF"])
        await pilot.press("m")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FieldPicker))
        await pilot.press("enter")
        await quiet(pilot, lambda: hasattr(pilot.app.screen, "form"))
        await quiet(pilot)
        assert "started_on" not in problems(pilot.app)  # the old one will have ended that day
        pilot.app.screen.form.fields["end_reason"].choose("2")
        pilot.app.screen.form.fields["family"].input.value = "Famiglia Zanga"
        await pilot.press("f8")
        await back_at_case(pilot)
        told = [(i.family, i.started_on, i.ended_on, i.consent) for i in of_tobia(session) if i.kind == "AFF"]
        assert told == [("Famiglia Zanga", "2026-11-20", None, "judicial"),
                        ("Famiglia Bonomi", "2026-01-10", "2026-11-20", "judicial")]


async def test_hours_contacts_and_calendar(session, placed):
    async with app_on(session, open_at=TOBIA).run_test(size=(120, 36)) as pilot:
        screen = await at_pane(pilot)
        await go_to(pilot, screen, placed["ADM"])
        await pilot.press("h", "tab", *"2:30", "f8")
        await back_at_case(pilot)
        assert "Hours done: 2:30 of" in squeezed(pilot.app)
        await go_to(pilot, screen, placed["IP"])
        await pilot.press("h", "tab", *"missed", "tab", *"madre", "f8")
        await back_at_case(pilot)
        assert "Missed 1 (madre 1)" in squeezed(pilot.app)
        await pilot.press("l", *"1/12/2026", "tab", *"7", "tab", *"15/12/2026", "f8")
        await back_at_case(pilot)
        assert [c.at for c in support.contacts_of(session.context, placed["IP"])] == ["2026-12-15", "2026-12-01", "2026-11-20"]
        assert "2 without outcome yet" in squeezed(pilot.app)


async def test_data_quality_from_the_count_to_the_case(session, placed):
    interventions.add(session.context, TOBIA, {"kind": "AFF", "started_on": "01/06/2026"})
    interventions.add(session.context, IRMA, {"kind": "AFF", "started_on": "01/01/2026", "ended_on": "01/02/2026"})
    interventions.add(session.context, IRMA, {"kind": "AFF", "started_on": "01/03/2026", "ended_on": "01/04/2026"})
    async with app_on(session).run_test(size=(120, 36)) as pilot:
        await quiet(pilot)
        await pilot.press("ctrl+p", *"data quality", "enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, QualityList))
        await quiet(pilot)
        assert pilot.app.screen.table.current.cells[3] == "PL-GAP"
        assert "4 findings" in squeezed(pilot.app)
        await pilot.press("down", "enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FindingList))
        await quiet(pilot)
        assert "AFF began on 01/06/2026 while AFF of 10/01/2026 has no end" in squeezed(pilot.app)
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        await quiet(pilot)
        case = pilot.app.screen
        assert (case.number, case.pane.NAME, case.pane.current.started_on) == (TOBIA, "interventions", "2026-06-01")
        await go_to(pilot, case, placed["AFF"])
        await pilot.press("x")
        await quiet(pilot)
        pilot.app.screen.form.fields["ended_on"].input.value = "1/6/2026"
        pilot.app.screen.form.fields["end_reason"].choose("2")
        await pilot.press("f8")
        await back_at_case(pilot)
        await pilot.press("escape")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, FindingList) and pilot.app.screen.table.current is None)
        assert "Nothing to mend" in squeezed(pilot.app)
        await pilot.press("escape")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, QualityList))
        await quiet(pilot, lambda: "3 findings" in squeezed(pilot.app))


async def test_a_long_list_is_read_in_pages(session):
    for number in (TOBIA, IRMA):
        for month in range(1, 11, 2):
            interventions.add(session.context, number, {"kind": "AFF", "started_on": f"01/{month:02}/2026",
                                                        "ended_on": f"02/{month:02}/2026"})
    assert integrity.counts(session.context) == {"PL-GAP": 8}
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await quiet(pilot)
        pilot.app.push_screen(FindingList(session, "PL-GAP", 8))
        await quiet(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("end")
        await quiet(pilot)
        assert pilot.app.screen.table.current.cells[0] == IRMA
        assert pilot.app.screen._rows.total == 8


async def test_names_with_brackets_are_shown_as_they_are(session):
    interventions.add(session.context, TOBIA, {"kind": "AFF", "started_on": "10/01/2026", "family": "Famiglia [b]Zan/a[/b]"})
    async with app_on(session, open_at=TOBIA).run_test(size=(120, 36)) as pilot:
        await at_pane(pilot)
        assert "Famiglia [b]Zan/a[/b]" in squeezed(pilot.app)


@pytest.mark.parametrize(("kind", "values", "code", "pane"), [
    ("AFF", {"consent": "judicial"}, "PL-NO-REPRESENTATIVE", "orders"),
    ("AFF", {"consent": "judicial"}, "IN-NO-ORDER", "interventions")])
async def test_a_finding_opens_where_it_is_mended(session, kind, values, code, pane):
    interventions.add(session.context, TOBIA, {"kind": kind, "started_on": "10/01/2026", **values})
    async with app_on(session).run_test(size=(80, 24)) as pilot:
        await quiet(pilot)
        pilot.app.push_screen(FindingList(session, code, 1))
        await quiet(pilot, lambda: pilot.app.screen.focused is not None)
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
        assert pane == pilot.app.screen.pane.NAME
