"""Famiglia, the diary's search and the reports, from the keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from screens_kit import quiet
from tui_fakes import screen_text

from minori_tui.app import MinoriApp
from minori_tui.i18n import set_language
from minori_tui.screens.case.family_dialogs import Related
from minori_tui.screens.case.family_forms import EditRelative, MoveHome, NewRelative
from minori_tui.screens.case.forms import CorrectEvent
from minori_tui.screens.case.report_forms import AgainReport, NewReport, SentReport
from minori_tui.screens.case.report_list import ReportList
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.case.versions import Versions
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.picker import Picker
from minori_tui.services import family, family_writing, orders, records, reports
from minori_tui.services.events import add_event, correct_event

TOBIA = "2026/0001"


def painted(app):
    return "\n".join(screen_text(app))


def squeezed(app):
    return " ".join(painted(app).split())


@pytest.fixture
def relatives(session):
    """A half-sister by the mother, who is in a household with Tobia since 2024; before he lived with his father."""
    context = session.context
    found = family.around(context, TOBIA)
    people = {p.given_name: p.person_id for p in found.rows.persons.values()}
    half = family_writing.add_relative(
        context,
        TOBIA,
        {"kind": "child", "surname": "Bini", "given_name": "Ada", "birth_date": "1/2/2020", "sex": "F"},
        of=people["Elisa"],
    )
    for who, where, since in (
        (found.child, "Quarenghi", "3/5/2017"),
        (found.child, "Fantoni", "1/9/2024"),
        (people["Elisa"], "Fantoni", "1/9/2024"),
        (half, "Fantoni", "1/9/2024"),
    ):
        family_writing.move(context, TOBIA, who, {"household": where, "valid_from": since})
    return people | {"Ada": half}


async def case(pilot, pane):
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
    screen = pilot.app.screen
    screen.show_pane(pane)
    await quiet(pilot, lambda: not screen.pane.stale)
    return screen


async def pressed(pilot, key, kind):
    await pilot.press(key)
    await quiet(pilot, lambda: isinstance(pilot.app.screen, kind))
    await quiet(pilot)
    return pilot.app.screen


def app(session, number=TOBIA):
    return MinoriApp(lambda: CaseScreen(session, number))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("language", ["it", "en"])
async def test_the_tree(session, relatives, size, language):
    set_language(language)
    async with app(session).run_test(size=size) as pilot:
        await case(pilot, "family")
        text = painted(pilot.app)
        assert "├─ con Quarenghi Remo" in text or "├─ with Quarenghi Remo" in text
        assert "│  └─ ▶ Quarenghi Tobia" in text
        assert "└─ Bini Ada" in text
        assert "⌂ Fantoni" in text
        assert (
            "nucleo Fantoni, dal 01/09/2024, con altre 2 persone"
            if language == "it"
            else "household Fantoni, since 01/09/2024, with 2 others"
        ) in text
        assert all(len(line) <= size[0] for line in text.split("\n"))


async def test_arrows_go_from_person_to_person_and_tell_about_them(session, relatives):
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        assert screen.pane.person.given_name == "Tobia"
        await pilot.press("down")
        await quiet(pilot)
        assert screen.pane.person.given_name == "Ada"
        assert "Bini Ada is sister of Quarenghi Tobia: kin in the collateral line, degree 2" in squeezed(pilot.app)
        await pilot.press("home")
        assert screen.pane.person.given_name == "Elisa"
        assert "Parental responsibility: no order about it is recorded" in squeezed(pilot.app)
        await pilot.press("enter")
        await quiet(pilot)
        assert "has no case of their own" in painted(pilot.app)


async def test_through_time(session, relatives):
    async with app(session).run_test(size=(100, 30)) as pilot:
        await case(pilot, "family")
        for shown in ("01/09/2024: household Fantoni", "03/05/2017: household Quarenghi"):
            await pilot.press("left_square_bracket")
            await quiet(pilot)
            assert shown in painted(pilot.app)
        assert "with nobody else" in painted(pilot.app)
        await pilot.press("left_square_bracket")
        await quiet(pilot)
        assert "Nothing earlier is recorded" in painted(pilot.app)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await quiet(pilot)
        assert "today: household Fantoni" in painted(pilot.app)
        await pilot.press("right_square_bracket")
        await quiet(pilot)
        assert "This is how it stands today" in painted(pilot.app)


async def test_how_two_are_related(session, relatives):
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        await pilot.press("k")
        await quiet(pilot)
        assert "◆ ▶ Quarenghi Tobia" in painted(pilot.app)
        await pilot.press("down")
        dialog = await pressed(pilot, "k", Related)
        assert "→ mother: Fantoni Elisa (1)" in painted(pilot.app)
        assert "→ daughter: Bini Ada (2)" in painted(pilot.app)
        await pilot.press("k")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        assert "◆" not in painted(pilot.app)
        assert dialog is not pilot.app.screen


async def test_a_relative_on_record_is_offered_and_taken(session, relatives):
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        await pilot.press("down")
        form = await pressed(pilot, "f6", NewRelative)
        assert "New relative of Bini Ada" in painted(pilot.app)
        await pilot.press(*"padre", "tab", *"quarenghi", "tab", *"remo", "tab")
        await quiet(pilot, lambda: form.table.current is not None)
        await pilot.press("f7", "enter")
        await quiet(pilot, lambda: "only the bond is new" in painted(pilot.app))
        assert "this one" in painted(pilot.app)
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await quiet(pilot)
    found = family.around(session.context, TOBIA)
    assert found.tie(found.child, relatives["Ada"]).half is False
    assert len(found.rows.persons) == 4


async def test_the_same_name_and_birth_date_is_asked_about(session, relatives):
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        form = await pressed(pilot, "f6", NewRelative)
        for name, text in {"kind": "Brother or sister", "surname": "Bini", "given_name": "Ada", "birth_date": "1/2/2020"}.items():
            form.form.fields[name].input.put(text)
        form.form.fields["kind"].input.put("half_sibling")
        await pressed(pilot, "f8", Confirm)
        await pilot.press("n")
        await quiet(pilot, lambda: "Nothing is written yet" in painted(pilot.app))
        assert len(family.around(session.context, TOBIA).rows.persons) == 4
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await quiet(pilot)
    assert len(family.around(session.context, TOBIA).rows.persons) == 5


async def test_correcting_and_ending_a_bond(session, relatives, colleague):
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        await pilot.press("up")
        form = await pressed(pilot, "f9", EditRelative)
        assert "Correct Quarenghi Remo" in painted(pilot.app)
        found = family.around(colleague.context, TOBIA)
        remo = found.rows.persons[relatives["Remo"]]
        family_writing.edit_relative(colleague.context, TOBIA, remo, None, {"sex": "M", "died_on": "1/1/2020"})
        form.form.fields["notes"].input.put("Vive a Milano")
        await pilot.press("f8")
        await quiet(pilot, lambda: "Changed meanwhile by Bruno Neri" in painted(pilot.app))
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await quiet(pilot)
        assert "†" in painted(pilot.app)
    remo = family.around(session.context, TOBIA).rows.persons[relatives["Remo"]]
    assert (remo.notes, remo.died_on) == ("Vive a Milano", "2020-01-01")


async def test_moving_house(session, relatives):
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        form = await pressed(pilot, "h", MoveHome)
        form.form.fields["household"].input.put("Nonni")
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await quiet(pilot, lambda: "household Nonni, since 20/11/2026, with nobody else" in painted(pilot.app))
    found = family.around(session.context, TOBIA)
    assert [s.label for s in found.homes(found.child, date(2026, 11, 20))] == ["Nonni"]


async def test_enter_opens_the_case_of_a_relative(session):
    family_writing.add_relative(
        session.context, TOBIA, {"kind": "sibling"}, existing=records.peek(session.context, "2026/0002").person_id
    )
    async with app(session).run_test(size=(100, 30)) as pilot:
        screen = await case(pilot, "family")
        await pilot.press("up")
        assert screen.pane.person.given_name == "Irma"
        await pilot.press("enter")
        await quiet(
            pilot,
            lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.number == "2026/0002" and pilot.app.screen.view,
        )
        assert pilot.app.screen.panes.current == "family"


# ---- the diary


async def test_searching_the_diary(session):
    async with app(session).run_test(size=(80, 24)) as pilot:
        screen = await case(pilot, "diary")
        assert "E § Note" in painted(pilot.app)
        assert "F Telephone call" in painted(pilot.app)
        await pilot.press("/", *"scuola")
        await quiet(pilot, lambda: "1 of 2 entries" in painted(pilot.app))
        assert screen.pane.current.text == "Sentire la scuola prima del colloquio."
        await pilot.press("escape")
        await quiet(pilot, lambda: "2 diary entries" in painted(pilot.app))
        await pilot.press("escape")
        await quiet(pilot)
        assert screen.pane.table.has_focus
        await pressed(pilot, "f4", Picker)
        await pilot.press(*"fact", "enter")
        await quiet(pilot, lambda: "1 of 2 entries" in painted(pilot.app))
        assert screen.pane.box.value == 'nature:"Fact"'
        await pilot.press("end", *" from:9/9/20")
        await quiet(pilot)
        await pilot.press("enter")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CorrectEvent))


async def test_a_day_that_cannot_be_read_is_said(session):
    async with app(session).run_test(size=(80, 24)) as pilot:
        await case(pilot, "diary")
        await pilot.press("/", *"from:40/40")
        await quiet(pilot, lambda: " ! " in painted(pilot.app))


async def test_the_earlier_texts(session):
    entry = records.diary(session.context, 1)[0]
    correct_event(session.context, entry, {"text": "Sentita la scuola."})
    async with app(session).run_test(size=(80, 24)) as pilot:
        screen = await case(pilot, "diary")
        assert "corrected 1 time (h)" in painted(pilot.app)
        await pressed(pilot, "h", Versions)
        assert "Sentire la scuola prima del colloquio." in painted(pilot.app)
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("down", "h")
        await quiet(pilot)
        assert "This entry was never corrected" in painted(pilot.app)


async def test_more_entries_than_a_page_can_hold(session):
    for number in range(230):
        add_event(session.context, TOBIA, {"at": "1/11/2026", "kind": "note", "nature": "fact", "text": f"voce {number}"})
    async with app(session).run_test(size=(80, 24)) as pilot:
        screen = await case(pilot, "diary")
        assert "232 diary entries" in painted(pilot.app)
        await pilot.press("end")
        await quiet(pilot, lambda: screen.pane.current is not None and screen.pane.current.text == "voce 0")
        assert len(screen.pane.table.shown_rows) < 20


# ---- reports


async def test_a_report_made_made_again_and_sent(session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    orders.add_order(
        session.context,
        TOBIA,
        {
            "authority": "TM Brescia",
            "kind": "service_custody",
            "order_number": "12/26",
            "received_on": "1/6/2026",
            "report_every_months": "6",
            "duration_months": "12",
        },
    )
    async with app(session).run_test(size=(80, 24)) as pilot:
        screen = await case(pilot, "diary")
        form = await pressed(pilot, "r", NewReport)
        values = form.form.values()
        assert (values["authority"], values["since"], values["until"]) == (
            "Tribunale per i Minorenni di Brescia",
            "",
            "20/11/2026",
        )
        form.form.fields["include"].input.put("99")
        await pilot.press("f8")
        await quiet(pilot, lambda: form.form.fields["include"].problem_text)
        form.form.fields["include"].input.put("2")
        form.form.fields["method"].input.put("Colloqui")
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        assert "Written:" in painted(pilot.app)
        made = reports.of_case(session.context, 1)[0]
        assert [e["event_id"] for e in made.content["sections"]["evaluations"]] == [2]
        file = next(Path(tmp_path).glob("*.docx"))
        assert "Sentire la scuola prima del colloquio." in [p.text for p in Document(str(file)).paragraphs]
        await pressed(pilot, "r", NewReport)
        await pilot.press("f8")
        await quiet(pilot, lambda: "This file exists already" in painted(pilot.app))
        await pilot.press("escape")
        await quiet(pilot, lambda: pilot.app.screen is screen)
        listed = await pressed(pilot, "R", ReportList)
        await quiet(pilot, lambda: listed.report is not None)
        assert "Update report" in painted(pilot.app)
        form = await pressed(pilot, "enter", AgainReport)
        form.form.fields["format"].input.put("md")
        form.form.fields["file"].input.put("again.md")
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is listed)
        assert "Sentire la scuola" in (tmp_path / "again.md").read_text("utf-8")
        form = await pressed(pilot, "s", SentReport)
        assert form.form.values()["meets"] == "0"
        await pilot.press("f8")
        await quiet(pilot, lambda: pilot.app.screen is listed)
        await quiet(pilot, lambda: listed.report.sent_on == "2026-11-20")
        await pilot.press("s")
        await quiet(pilot)
        assert "It was sent on 20/11/2026" in painted(pilot.app)
