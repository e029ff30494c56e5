"""Provvedimenti from the keyboard: an order entered, looked at as it is typed, changed, ended; siblings, roles, hearings."""

from __future__ import annotations

import pytest
from screens_kit import app_on, quiet
from tui_fakes import screen_text

from minori_tui.i18n import set_language
from minori_tui.screens.case import checked
from minori_tui.screens.case.conflict import ConflictDialog
from minori_tui.screens.case.order_children import ChildrenDialog, OutcomeForm
from minori_tui.screens.case.order_forms import EditOrder, EndOrder, NewOrder
from minori_tui.screens.case.order_parts import EditHearing, EditRole, EndRole, HearingsScreen, NewRole, RolesScreen
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.services import hearings, orders, records, roles

TOBIA, IRMA = "2026/0001", "2026/0002"
DECREE = {"authority": "TM Brescia", "kind": "foster_care", "order_number": "n. 12/26", "filed_on": "10/02/2026",
          "received_on": "16/02/2026", "duration_months": "24", "report_every_months": "6", "placed_with": "Famiglia [b] Poli",
          "mother_responsibility": "limited", "text": "Il Tribunale dispone."}
CUSTODY = {**DECREE, "kind": "service_custody", "order_number": "7/24", "filed_on": "04/11/2024", "received_on": "08/11/2024",
           "service_acts": "Scelta della scuola", "responsible": "Poli Carla", "mother_responsibility": ""}


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """Forms are looked at soon after the last key."""
    monkeypatch.setattr(checked, "SETTLE_SECONDS", 0.01)


@pytest.fixture
def siblings(session):
    """Tobia and Irma are known as brother and sister."""
    from minori_tui.data.tables import Relationship

    with session.context.unit("case.edit", TOBIA) as unit:
        ids = {n: unit.rows("SELECT person_id FROM case_file WHERE file_number = ?", (n,))[0][0] for n in (TOBIA, IRMA)}
        unit.add(Relationship(person_id=ids[TOBIA], other_id=ids[IRMA], kind="sibling"))
        unit.add(Relationship(person_id=ids[IRMA], other_id=ids[TOBIA], kind="sibling"))
    return ids


def squeezed(app):
    return " ".join(" ".join(screen_text(app)).split())


async def opened(pilot, *keys):
    """The orders of Tobia are on the screen; then the keys."""
    await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pilot.app.screen.view)
    screen = pilot.app.screen
    screen.show_pane("orders")
    await quiet(pilot, lambda: not screen.pane_named("orders").stale)
    await pilot.press(*keys)
    await quiet(pilot)
    return screen.pane_named("orders")


async def on(pilot, kind):
    await quiet(pilot, lambda: isinstance(pilot.app.screen, kind))
    await quiet(pilot)
    return pilot.app.screen


def case_app(session):
    return app_on(session, open_at=TOBIA)


async def typed(pilot, form, values):
    """Values typed into their fields."""
    for name, text in values.items():
        form.form.focus_field(name)
        await pilot.press(*text)
    await quiet(pilot)


# ---- the pane

@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("language", ["it", "en"])
async def test_the_list_and_the_whole_of_one(session, siblings, size, language):
    set_language(language)
    orders.add_order(session.context, TOBIA, CUSTODY, [(IRMA, {"kind": "home_support", "note": "con la madre"})])
    orders.add_order(session.context, TOBIA, DECREE)
    roles.add_role(session.context, TOBIA, {"role": "guardian", "name": "Comune di Clusone", "valid_from": "1/1/2025"})
    roles.add_role(session.context, TOBIA, {"role": "court_expert", "name": "Dott. Zeta", "valid_to": "1/1/2025"})
    hearings.add_hearing(session.context, TOBIA, {"at": "03/12/2026 09:30", "authority": "TM"})
    async with case_app(session).run_test(size=size) as pilot:
        pane = await opened(pilot, "down")
        rows = [row.cells for row in pane.table.source.window(0, 9)]
        assert [cells[0] for cells in rows] == ["16/02/2026", "08/11/2024"]
        assert rows[0][-1] == ("fino al 10/02/2028" if language == "it" else "until 10/02/2028")
        assert rows[1][-1] == ("!! SCADUTO 04/11/2026" if language == "it" else "!! EXPIRED 04/11/2026")
        assert rows[1][2].startswith("+1 ")
        assert "TM Brescia" in squeezed(pilot.app)
        assert rows[0][-1] in squeezed(pilot.app)  # the state is never cut away
        text = pane.detail.text
        for words in ("7/24", IRMA, "Scelta della scuola", "Poli Carla", "Comune di Clusone", "03/12/2026 09:30",
                      "Il Tribunale dispone.", "con la madre"):
            assert words in text
        assert "Dott. Zeta" not in text
        assert all(len(line) == size[0] for line in screen_text(pilot.app))
        standing = "2 provvedimenti · 1 ruolo · 1 udienza" if language == "it" else "2 orders · 1 role · 1 hearing"
        assert pane.standing() == standing


async def test_what_stands_before_and_after(session):
    more = {"provisional": "yes", "due_on": "30/6/2026", "registry_number": "9"}
    first = orders.add_order(session.context, TOBIA, DECREE | more)
    orders.add_order(session.context, TOBIA, {"authority": "TM", "kind": "revocation", "filed_on": "1/11/2026",
                                              "order_number": "13", "follows": f"#{first}"})
    async with case_app(session).run_test(size=(160, 48)) as pilot:
        pane = await opened(pilot)
        assert "Follows: Foster care n. 12/26 (10/02/2026)" in pane.detail.text
        await pilot.press("down")
        for words in ("Followed by: Revocation 13 (01/11/2026)", "ended on 01/11/2026", "revoked 01/11/2026", "provisional",
                      "fixed by the court for 30/06/2026", "R.G. 9", "mother: limitation", "with Famiglia [b] Poli"):
            assert words in pane.detail.text


async def test_without_an_order_the_keys_say_why(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f9")
        assert pilot.app.screen.status.text == "No court order yet: F6 enters one"


# ---- entering

async def test_an_order_is_entered_and_undone(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        await typed(pilot, form, {"authority": "tm bs", "kind": "foster", "order_number": "5/26", "filed_on": "10/11/2026",
                                  "mother_responsibility": "limit"})
        await pilot.press("f8")
        await on(pilot, CaseScreen)
        assert pilot.app.screen.status.text == "Saved"
        assert pane.current.authority == "Tribunale per i Minorenni di Brescia"
        assert [(p.parent, p.measure) for p in pane.current.child.parents] == [("mother", "limited")]
        await pilot.press("u")
        await on(pilot, Confirm)
        assert f"Court order in case {TOBIA}" in squeezed(pilot.app)
        await pilot.press("y")
        await quiet(pilot, lambda: isinstance(pilot.app.screen, CaseScreen) and pane.current is None)


async def test_what_is_wrong_stands_beside_its_field_as_it_is_typed(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        fields = form.form.fields
        assert not any(field.problem_text for field in fields.values())
        await typed(pilot, form, {"kind": "foster care", "filed_on": "10/11/2026", "received_on": "9/11/2026",
                                  "duration_months": "25", "report_every_months": "7", "due_on": "1/1"})
        await quiet(pilot, lambda: fields["report_every_months"].problem_text)
        assert fields["received_on"].problem_text.startswith("! Received before it was filed (10/11/2026)")
        assert "art. 4 c. 4 L. 184/1983" in fields["duration_months"].problem_text
        assert "art. 4 c. 3 L. 184/1983" in fields["report_every_months"].problem_text
        assert fields["due_on"].problem_text == ""  # not finished yet
        await pilot.press("tab")
        await quiet(pilot, lambda: fields["due_on"].problem_text)
        await pilot.press("f8")
        await quiet(pilot, lambda: "need attention" in form.status.text)
        assert fields["authority"].problem_text == "! This field is needed"
        assert fields["duration_months"].typed == "25"
        form.form.focus_field("duration_months")
        await pilot.press("end", "backspace", "4")
        await quiet(pilot, lambda: not fields["duration_months"].problem_text)
        assert fields["authority"].problem_text == "! This field is needed"  # said until it is changed
        await typed(pilot, form, {"authority": "TM"})
        await quiet(pilot, lambda: not fields["authority"].problem_text)


async def test_a_custody_asks_for_its_points_and_a_removal_for_its_minute(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        fields = form.form.fields
        assert not fields["service_acts"].display
        assert not fields["occurred_at"].display
        await typed(pilot, form, {"authority": "TM", "kind": "custody of"})
        assert fields["service_acts"].display
        await quiet(pilot, lambda: "points a, b, c, d, e, f, g, h" in fields["kind"].problem_text)
        assert fields["kind"].problem_text.startswith("? ")
        await typed(pilot, form, {"service_acts": "scuola", "filed_on": "10/11/2026"})
        await quiet(pilot, lambda: "points a, c, d, e, f, g, h" in fields["kind"].problem_text)
        form.form.focus_field("kind")
        await pilot.press("ctrl+a", "ctrl+k", *"emergency")
        await quiet(pilot, lambda: fields["occurred_at"].display)
        assert not fields["service_acts"].display
        await pilot.press("f8")
        await quiet(pilot, lambda: fields["occurred_at"].problem_text)
        await typed(pilot, form, {"occurred_at": "10/11/2026 22:40"})
        await pilot.press("f8")
        await on(pilot, CaseScreen)
        await quiet(pilot, lambda: pane.current is not None)
        assert (pane.current.occurred_at, pane.current.custody) == ("2026-11-10T22:40", None)


async def test_a_usual_word_for_a_kind_asks_for_what_belongs_to_it(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        fields = form.form.fields
        form.form.focus_field("kind")
        await pilot.press(*"art. 403")
        await quiet(pilot, lambda: fields["occurred_at"].display)
        await pilot.press("tab")
        await quiet(pilot, lambda: fields["kind"].value == "emergency_removal" and fields["kind"].typed != "art. 403")


async def test_a_court_is_written_out_when_its_field_is_left(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        await pilot.press(*"tm bs", "tab")
        await quiet(pilot, lambda: form.form.fields["authority"].typed == "Tribunale per i Minorenni di Brescia")
        await pilot.press("shift+tab", "ctrl+a", "ctrl+k", *"boh", "tab")
        await quiet(pilot, lambda: form.form.fields["authority"].problem_text)
        assert form.form.fields["authority"].typed == "boh"


async def test_enter_goes_over_the_fields_that_do_not_apply(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        form.form.focus_field("received_on")
        await pilot.press("enter")
        assert form.form.current.spec.name == "duration_months"


async def test_f4_lists_courts_and_orders(session):
    orders.add_order(session.context, TOBIA, DECREE)
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        await pilot.press("f4", *"giudice", "enter")
        assert form.form.fields["authority"].typed == "Giudice Tutelare di Bergamo"
        await typed(pilot, form, {"kind": "extension", "filed_on": "1/11/2026"})
        form.form.focus_field("follows")
        await pilot.press("f4", "enter")
        assert form.form.fields["follows"].typed == "16/02/2026 Foster care n. 12/26 TM Brescia"
        await pilot.press("f8")
        await on(pilot, CaseScreen)
        await quiet(pilot, lambda: len(pane.table.source.rows) == 2)
        assert pane.table.source.window(1, 1)[0].cells[-1] == "until 10/02/2028"
        assert [link.kind for link in orders.of_case(session.context, 1)[1].followed_by] == ["extension"]


async def test_brothers_and_sisters_are_ticked_with_their_outcome(session, siblings):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        await typed(pilot, form, {"authority": "TM", "kind": "foster", "filed_on": "10/11/2026", "note": "x"})
        await pilot.press("f7")
        dialog = await on(pilot, ChildrenDialog)
        await pilot.press("space")
        assert "[x] 2026/0002 Quarenghi Irma" in squeezed(pilot.app)
        await pilot.press("space")
        assert "[ ]" in squeezed(pilot.app)
        await pilot.press("enter")
        outcome = await on(pilot, OutcomeForm)
        await typed(pilot, outcome, {"kind": "boh"})
        await pilot.press("f8")
        await quiet(pilot, lambda: outcome.form.fields["kind"].problem_text)
        form_field = outcome.form.fields["kind"]
        await pilot.press("ctrl+a", "ctrl+k", *"home")
        assert form_field.value == "home_support"
        await typed(pilot, outcome, {"placed_with": "madre"})
        await pilot.press("f8")
        assert await on(pilot, ChildrenDialog) is dialog
        assert "Home-based support · madre" in squeezed(pilot.app)
        await pilot.press("f8")
        await on(pilot, NewOrder)
        assert "Also for: 2026/0002 Quarenghi Irma (Home-based support)" in squeezed(pilot.app)
        await pilot.press("f8")
        await on(pilot, CaseScreen)
    (irma,) = orders.of_case(session.context, records.peek(session.context, IRMA).case_id)
    assert (irma.what, irma.child.placed_with) == ("home_support", "madre")


async def test_a_choice_of_children_is_not_lost_unasked(session, siblings):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        await pilot.press("f7")
        await on(pilot, ChildrenDialog)
        await pilot.press("space", "f8")
        await on(pilot, NewOrder)
        assert not form.may_leave()
        await pilot.press("escape")
        await on(pilot, Confirm)
        await pilot.press("n")
        assert await on(pilot, NewOrder) is form
        await pilot.press("escape", "y")
        await on(pilot, CaseScreen)


async def test_nobody_to_tick(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f6")
        form = await on(pilot, NewOrder)
        await pilot.press("f7")
        assert form.status.text == "No brother or sister with a case of their own is known"


# ---- changing and ending

async def test_an_order_is_changed_and_a_sister_added(session, siblings):
    orders.add_order(session.context, TOBIA, DECREE)
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "enter")
        form = await on(pilot, EditOrder)
        await typed(pilot, form, {"registry_number": "44/26"})
        await pilot.press("f7", "space", "f8")
        await on(pilot, EditOrder)
        await pilot.press("f8")
        await on(pilot, CaseScreen)
        await quiet(pilot, lambda: pane.current.others)
        assert pane.current.registry_number == "44/26"
        await pilot.press("f9")
        form = await on(pilot, EditOrder)
        assert "Change the order for all 2 children" in squeezed(pilot.app)
        assert form.why_not_children() is not None  # the only sister is in it already


async def test_a_colleague_changed_the_same_field(session, colleague):
    orders.add_order(session.context, TOBIA, DECREE)
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "f9")
        form = await on(pilot, EditOrder)
        seen = orders.of_case(colleague.context, 1)[0]
        orders.edit_order(colleague.context, seen, {"order_number": "99", "text": "Altro testo"})
        form.form.focus_field("order_number")
        await pilot.press("end", *"/bis", "f8")
        await on(pilot, ConflictDialog)
        await pilot.press("f8")
        await on(pilot, EditOrder)
        assert form.form.fields["order_number"].typed == "n. 12/26/bis"
        assert form.form.fields["text"].typed == "Altro testo"
        await pilot.press("f8")
        await on(pilot, CaseScreen)
        await quiet(pilot, lambda: pane.current.order_number == "n. 12/26/bis")


async def test_an_order_ends_for_all_its_children(session, siblings):
    orders.add_order(session.context, TOBIA, DECREE, [(IRMA, {})])
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "x")
        form = await on(pilot, EndOrder)
        await pilot.press("f8")
        await quiet(pilot, lambda: form.form.fields["end_reason"].problem_text)
        await pilot.press(*"rev", "tab", *"yes", "f8")
        await on(pilot, CaseScreen)
        await quiet(pilot, lambda: pane.current.child.ended_on)
        assert [c.end_reason for c in (pane.current.child, *pane.current.others)] == ["revoked", "revoked"]
        await pilot.press("f9")
        form = await on(pilot, EditOrder)
        assert form.form.fields["end_reason"].value == "revoked"


# ---- roles and hearings

async def test_a_role_is_entered_changed_and_ended(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "r")
        screen = await on(pilot, RolesScreen)
        await pilot.press("f9")
        assert screen.status.text == "No role is recorded: F6 enters one"
        await pilot.press("f6")
        form = await on(pilot, NewRole)
        await typed(pilot, form, {"role": "special", "lawyer": "nobody"})
        await pilot.press("f8")
        await quiet(pilot, lambda: form.form.fields["lawyer"].problem_text)
        await pilot.press("ctrl+a", "ctrl+k")
        await typed(pilot, form, {"name": "Avv. Verdi [x]", "note": "di fiducia"})
        await pilot.press("f8")
        await on(pilot, RolesScreen)
        await quiet(pilot, lambda: screen.current is not None)
        assert "Special representative Avv. Verdi [x]" in squeezed(pilot.app)
        assert "di fiducia" in screen.detail.text
        await pilot.press("enter")
        form = await on(pilot, EditRole)
        await typed(pilot, form, {"contact": "035 1"})
        await pilot.press("f8")
        await on(pilot, RolesScreen)
        await quiet(pilot, lambda: screen.current.contact == "035 1")
        await pilot.press("x")
        await on(pilot, EndRole)
        await pilot.press("f8")
        await on(pilot, RolesScreen)
        await quiet(pilot, lambda: screen.current.valid_to == "2026-11-20")
        await pilot.press("escape")
        await on(pilot, CaseScreen)


async def test_a_hearing_and_the_summons_of_the_carers(session):
    async with case_app(session).run_test(size=(80, 24)) as pilot:
        pane = await opened(pilot, "h")
        screen = await on(pilot, HearingsScreen)
        await pilot.press("f6")
        form = await on(pilot, screen.app.screen.__class__)
        await typed(pilot, form, {"at": "3/12/2026 9:30", "authority": "tpmf"})
        await pilot.press("f8")
        await on(pilot, HearingsScreen)
        await quiet(pilot, lambda: screen.current is not None)
        assert screen.current.authority.startswith("Tribunale per le Persone")
        await pilot.press("f9")
        form = await on(pilot, EditHearing)
        await typed(pilot, form, {"carers_summoned_on": "4/12/2026"})
        await quiet(pilot, lambda: form.form.fields["carers_summoned_on"].problem_text)
        await pilot.press("ctrl+a", "ctrl+k", *"19/11/2026", "f8")
        await on(pilot, HearingsScreen)
        await quiet(pilot, lambda: screen.current.carers_summoned_on == "2026-11-19")
        await pilot.press("escape")
        await on(pilot, CaseScreen)
        await quiet(pilot, lambda: pane.standing().endswith("1 hearing"))
