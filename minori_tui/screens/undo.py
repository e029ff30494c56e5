"""Undo and redo from any screen: the last recorded operation, by its name, asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minori_tui.i18n import _
from minori_tui.screens.base import MinoriScreen

if TYPE_CHECKING:
    from minori_tui.screens.session import Session
    from minori_tui.services.journal import Undone

    Base = MinoriScreen[None]
else:
    Base = object


class UndoMixin(Base):
    """For a screen with a ``session`` that shows records."""

    session: Session

    def why_not_undo(self) -> str | None:
        """What there is to undo is known only when it is asked for."""
        return None

    def why_not_redo(self) -> str | None:
        """As for undo."""
        return None

    def action_undo(self) -> None:
        """Take back the last recorded operation, whoever did it and wherever."""
        from minori_tui.screens.dialogs.confirm import Confirm
        from minori_tui.services import journal

        context = self.session.context
        self.session.warm()

        def named() -> tuple[int, str] | None:
            row = journal.last_undoable(context)
            if row is None:
                return None
            message, facts = journal.title(context, row)
            return row.op_id, _(message, **facts)

        def ask(found: tuple[int, str] | None) -> None:
            if found is None:
                self.say(_("There is nothing to undo"))
                return

            def answered(yes: bool | None) -> None:
                if yes:
                    self.run(lambda: journal.undo(context, found[0]), self._undone, group="undo", write=True)

            self.app.push_screen(Confirm(_("Undo: {title}?", title=found[1])), answered)

        self.run(named, ask, group="undoable", opens=True)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        from minori_tui.services import journal

        self.session.warm()
        self.run(lambda: journal.redo(self.session.context), self._redone, group="undo", write=True)

    def _undone(self, undone: Undone) -> None:
        self.reload()
        self.say(_("Undone: {title}", title=_(undone.title, **undone.facts)))

    def _redone(self, undone: Undone) -> None:
        self.reload()
        self.say(_("Done again: {title}", title=_(undone.title, **undone.facts)))
