"""A new child. Those much alike are listed beside the form as it is filled in: nobody is entered twice unawares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.domain.names import split_full_name
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.forms import NEW_FIELDS, specs
from minori_tui.screens.case.labels import LABELS
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.form_base import FormScreen
from minori_tui.screens.session import Session
from minori_tui.services.lookup import Alike, alike
from minori_tui.widgets.columns import Column
from minori_tui.widgets.fields import FieldSpec
from minori_tui.widgets.form import Form
from minori_tui.widgets.record_table import ListRow, RecordTable

SURE = ({"fiscal_code"}, {"surname", "given_name", "birth_date"})
"""Fields that together say that two records are the same child."""
_PHONE_DIGITS = range(8, 14)


def beginning(typed: str) -> dict[str, str]:
    """What the words of the search say about the child: a name, a fiscal code, a telephone number."""
    found = {}
    words = [word for word in typed.replace('"', " ").split() if ":" not in word]
    name = " ".join(word for word in words if not any(c.isdigit() for c in word))
    if name.islower():
        name = re.sub(r"(?<!\w)\w", lambda letter: letter[0].upper(), name)
    found["surname"], found["given_name"] = split_full_name(name, "surname-given")
    coded = [word for word in words if any(c.isdigit() for c in word)]
    found["fiscal_code"] = next((w.upper() for w in coded if len(w) == 16 and w.isalnum()), "")
    digits = "".join(w for w in coded if not w.strip("+-./").isalpha() and w.strip("+").isdigit())
    found["phone"] = digits if len(digits) in _PHONE_DIGITS else ""
    return {name: value for name, value in found.items() if value}


def same_child(found: Alike) -> bool:
    """Whether what agrees is enough to take the two for one child."""
    return any(fields <= set(found.agree) for fields in SURE)


class NewCase(FormScreen[str]):
    """F7 goes to those much alike, where Enter opens one instead; one that looks like the same child is asked about
    before a second case is made."""

    ACTIONS = keys.NEW_CASE
    DEFAULT_CSS = """
    NewCase #both { height: 1fr; layout: vertical; }
    NewCase #alike { height: 6; border-top: solid $foreground; }
    NewCase #alike RecordTable { height: 1fr; }
    NewCase.-wide #both { layout: horizontal; }
    NewCase.-wide #alike { height: 1fr; width: 66; border-top: none; border-left: solid $foreground; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]

    def __init__(self, session: Session, typed: str) -> None:
        """``typed``: the text of the search that found nobody."""
        self.session, self._typed = session, typed
        super().__init__()
        session.warm()
        columns = (Column("number", N_("File"), 10), Column("name", N_("Much alike"), 26, grow=2),
                   Column("agree", N_("Same"), 14, grow=2), Column("differ", N_("Other"), 12, grow=1))
        self.table = RecordTable(columns, empty=N_("Nobody much alike"))
        self._alike: list[Alike] = []

    def specs(self) -> Sequence[FieldSpec]:
        """What a new case asks, the needed fields first."""
        return specs(self.session, NEW_FIELDS)

    def initial(self) -> Mapping[str, str]:
        """What was searched for, opened today."""
        return {**beginning(self._typed), "opened_on": f"{self.session.context.clock.today():%d/%m/%Y}"}

    def heading(self) -> str:
        """What is being written."""
        return _("New case: check those much alike before saving")

    def compose_form(self) -> Iterable[Widget]:
        """The form, and those much alike beside or below it."""
        yield Horizontal(self.form, Vertical(self.table, id="alike"), id="both")

    def on_mount(self) -> None:
        """Look for those much alike at once."""
        self._compare()

    # ---- those much alike

    @on(Form.Entered)
    def _moved(self) -> None:
        self._compare()

    def _compare(self) -> None:
        values = self.form.values()
        self.run(lambda: alike(self.session.context, values), self._show_alike, group="alike")

    def _show_alike(self, found: list[Alike]) -> None:
        self._alike = found
        self.table.show(Filtered([ListRow(a.hit.file_number, _cells(a)) for a in found]), keep_place=True)
        self.show_keys()

    def why_not_alike(self) -> str | None:
        """There must be somebody."""
        return None if self._alike else _("Nobody much alike")

    def action_alike(self) -> None:
        """F7: to the list, and back to the form."""
        if self.table.has_focus:
            self.form.focus_field("surname")
        else:
            self.table.focus()
            self.status.standing(_("Enter opens the selected case instead of a new one; F7 goes back to the form"))

    @on(RecordTable.Opened)
    def _open_instead(self, event: RecordTable.Opened) -> None:
        event.stop()
        self._ask_to_open(str(event.key))

    def _ask_to_open(self, number: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)
                self.app.call_later(_open_case, self, number)

        self.app.push_screen(Confirm(_("Leave this form and open case {number}?", number=number)), answered)

    # ---- saving

    def action_save(self) -> None:
        """F8: ask about who seems to be the same child, then save. What is typed now is compared, not what was."""
        values = self.form.values()

        def compared(found: list[Alike]) -> None:
            self._show_alike(found)
            same = next((a for a in found if same_child(a)), None)
            if same is None:
                super(NewCase, self).action_save()
                return
            fields = ", ".join(_(LABELS[name]) for name in same.agree)
            self.app.push_screen(Confirm(_(
                "{number} {name} seems to be the same child ({fields}). Open a second case all the same?",
                number=same.hit.file_number, name=show.name(same.hit.surname, same.hit.given_name), fields=fields)), sure)

        def sure(yes: bool | None) -> None:
            if yes:
                super(NewCase, self).action_save()

        self.run(lambda: alike(self.session.context, values), compared, group="alike-save", opens=True)

    def save(self, values: Mapping[str, str]) -> str:
        """Open the case."""
        from minori_tui.services.cases import new_case

        return new_case(self.session.context, {n: v for n, v in values.items() if v})


def _cells(found: Alike) -> tuple[str, ...]:
    mark = "!! " if same_child(found) else ""
    return (found.hit.file_number,
            f"{mark}{show.name(found.hit.surname, found.hit.given_name)} {show.day(found.hit.birth_date)}",
            "= " + ", ".join(_(LABELS[n]) for n in found.agree) if found.agree else "",
            "≠ " + ", ".join(_(LABELS[n]) for n in found.differ) if found.differ else "")


def _open_case(form: NewCase, number: str) -> None:
    from minori_tui.screens.case.screen import CaseScreen

    form.app.push_screen(CaseScreen(form.session, number))
