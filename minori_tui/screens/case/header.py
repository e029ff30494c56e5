"""The lines above every pane: who, how old, which file, who follows it, what is due, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from minori_tui.i18n import _
from minori_tui.screens import show
from minori_tui.services import records
from minori_tui.services.records import CaseView, Header
from minori_tui.widgets.lines import FrameLine, Piece
from minori_tui.widgets.plain import one_line


class HeaderLine(FrameLine):
    """One line of the header."""

    DEFAULT_CSS = "HeaderLine { background: $background; }"

    def __init__(self) -> None:
        super().__init__()
        self._pieces: Sequence[Piece] = ()

    def say(self, pieces: Sequence[Piece]) -> None:
        """Change what it says."""
        self._pieces = pieces
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """What was said."""
        return self._pieces


def who(view: CaseView, header: Header) -> list[Piece]:
    """File number, name, age, the next birthday that matters, alerts."""
    age = _("{years} years", years=header.age) if header.age is not None else _("age not known")
    pieces: list[Piece] = [(f" {view.file_number}  ", "strong"), (one_line(show.name(view.surname, view.given_name)), "strong"),
                           (f"  {age}", "")]
    if header.threshold:
        reached = show.day(header.threshold.on.isoformat())
        pieces.append((f" · {_('{years} on {day}', years=header.threshold.years, day=reached)}", ""))
    if view.msna:
        pieces += [("  ", ""), (f" {_('MSNA')} ", "alarm")]
    if view.protected_address:
        pieces += [("  ", ""), (f" {_('PROTECTED ADDRESS')} ", "alarm")]
    return pieces


def situation(view: CaseView, today: date) -> list[Piece]:
    """Municipality, who follows it, open or closed, what is due next, the legal situation."""
    state = _("open") if view.is_open else _("CLOSED")
    parts = [records.place(view.municipality) or show.UNKNOWN, view.worker or _("nobody follows it"), state]
    if view.next_due:
        parts.append(_("due {what}", what=show.due(view.next_due, view.due_rule, today)))
    if view.legal_situation:
        parts.append(view.legal_situation)
    return [(" " + one_line(" · ".join(parts)), "")]
