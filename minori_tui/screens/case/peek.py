"""A look at a case without opening it: the card in a dialog."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from minori_tui.i18n import N_, language
from minori_tui.screens import show
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.case.card import CardText, sections
from minori_tui.screens.session import Session
from minori_tui.services import records
from minori_tui.services.records import CaseView


class Peek(MinoriModal[None]):
    """The card; any key that closes dialogs closes it, and so does space."""

    TITLE_ID = N_("A look at the case")
    BINDINGS = [("space", "back", N_("Back"))]

    def __init__(self, session: Session, view: CaseView) -> None:
        super().__init__()
        self._session, self._view = session, view
        self.card = CardText()

    @property
    def heading(self) -> str:
        """File number and name."""
        return f"{self._view.file_number}  {show.name(self._view.surname, self._view.given_name)}"

    def compose_body(self) -> Iterable[Widget]:
        """The card."""
        self.card.add_class("dialog--fill")
        yield self.card

    def on_mount(self) -> None:
        """A tall box; the keys go to the card, which scrolls."""
        self.query_one(".dialog").add_class("dialog--tall")
        self.card.show(sections(self._view, self._label))
        self.card.focus()

    def _label(self, list_name: str, code: str | None) -> str:
        return records.label_of(self._session.context, list_name, code, language()) or show.UNKNOWN
