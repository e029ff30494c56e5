"""What every screen with a timeline does with it: zoom, pan, step, open, print."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import App
from textual.widget import Widget

from minori_tui.domain.timeline_picture import ASCII, UNICODE, Signs
from minori_tui.i18n import N_, _
from minori_tui.widgets.record_table import ListRow
from minori_tui.widgets.timeline import Item, TimelineRow, TimelineView

if TYPE_CHECKING:
    from minori_tui.screens.base import MinoriScreen
    from minori_tui.services.context import Context
    from minori_tui.services.timeline_words import TimelineWords

POOR_TERMINALS = ("linux", "vt", "ansi", "dumb")
"""Terminals whose letters may lack the signs, by the beginning of TERM."""
PAPERS = {"pdf": N_("PDF to print or send"), "html": N_("web page (HTML)"), "svg": N_("picture (SVG)"),
          "text": N_("plain text, also for screen readers"), "json": N_("data (JSON)")}


def signs_of(app: App[object]) -> Signs:
    """The signs that the terminal can show."""
    encoding = (app.console.encoding or "").lower()
    poor = os.environ.get("TERM", "").startswith(POOR_TERMINALS)
    return UNICODE if encoding.startswith("utf") and not poor else ASCII


def explained(words: list[tuple[str, str]]) -> list[str]:
    """Each sign with what it means."""
    return [f"{sign} {meaning}" for sign, meaning in words]


class TimelineDriver(Widget):
    """Actions for a pane or screen that has a ``TimelineView`` in ``picture``. Subclasses give what is under the hooks below."""

    picture: TimelineView

    @property
    def stage(self) -> MinoriScreen[object]:
        """The screen that shows it."""
        return cast("MinoriScreen[object]", self.screen)

    def number_of(self, row: TimelineRow) -> str:
        """The file number of the case a line belongs to; empty when there is none."""
        raise NotImplementedError

    def store_context(self) -> Context:
        """The session of work."""
        raise NotImplementedError

    def timeline_words(self) -> TimelineWords:
        """The words in use."""
        raise NotImplementedError

    def go_to_record(self, number: str, item: Item) -> None:
        """Leave for the record that an item stands for."""
        raise NotImplementedError

    # ---- moving

    def action_zoom(self, steps: int) -> None:
        """Closer or farther."""
        self.picture.change_zoom(steps)

    def action_pan(self, steps: int) -> None:
        """Back or forth in time."""
        self.picture.pan(steps)

    def action_step(self, direction: int) -> None:
        """From mark to mark."""
        self.picture.step(direction)

    def action_today(self) -> None:
        """To today."""
        self.picture.go_to_today()

    def action_open(self) -> None:
        """Enter."""
        self.picture.open()

    @on(TimelineView.Opened)
    def _opened(self, event: TimelineView.Opened) -> None:
        event.stop()
        if event.item is not None:
            self.show_item(event.row, event.item)
        else:
            self.open_row(event.row)

    def open_row(self, row: TimelineRow) -> None:
        """Enter where nothing is."""
        self.stage.say(_("Nothing is recorded on this day"))

    def show_item(self, row: TimelineRow, item: Item) -> None:
        """Show one thing whole."""
        from minori_tui.screens.timeline.item import ItemDialog

        number, view = self.number_of(row), self.picture

        def answered(go: bool | None) -> None:
            if go:
                self.go_to_record(number, item)

        self.app.push_screen(ItemDialog(self.timeline_words(), row.label.strip(), view.under), answered)

    # ---- printing

    def why_not_print(self) -> str | None:
        """There must be a case."""
        row = self.picture.current
        return None if row is not None and self.number_of(row) else _("No case is selected")

    def action_print(self) -> None:
        """p: ask for the form, then for the file."""
        from minori_tui.screens.dialogs.picker import Picker

        row = self.picture.current
        if row is None:
            return
        number = self.number_of(row)
        rows = [ListRow(f"{form}{'+' * names}", (_(title), _("with the names") if names else _("names as initials")))
                for names in (False, True) for form, title in PAPERS.items()]

        def chosen(key: str | None) -> None:
            if key:
                self._ask_file(number, key.rstrip("+"), key.endswith("+"))

        self.app.push_screen(Picker(_("Write the timeline of {number}", number=number), rows), chosen)

    def _ask_file(self, number: str, form: str, names: bool) -> None:
        from minori_tui.screens.dialogs.reason import Reason

        ending = "txt" if form == "text" else form
        proposed = Path.home() / f"{_('timeline')}-{number.replace('/', '-')}.{ending}"

        def named(path: str | None) -> None:
            if path:
                self._write(number, form, names, Path(path).expanduser())

        self.app.push_screen(Reason(_("The file to write. It is not encrypted: keep it where nobody else can reach it."),
                                    text=str(proposed), title=N_("Write a file")), named)

    def _write(self, number: str, form: str, names: bool, target: Path) -> None:
        from minori_tui.services import chronology

        context = self.store_context()
        self.stage.run(lambda: chronology.save(context, number, form, target, chronology.Wanted(names=names)),
                       lambda _done: self.stage.say(_("Written: {file}", file=str(target))), group="print", write=True)
