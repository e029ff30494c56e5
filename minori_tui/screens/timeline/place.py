"""The place Cronologia: the timelines of all the cases of an operator, or of everybody at a family, a home or a provider."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from textual.widget import Widget

from minori_tui.commands import timeline_keys
from minori_tui.domain.timeline import Bar, Timeline
from minori_tui.i18n import N_, _, language, n_
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.header import HeaderLine
from minori_tui.screens.case.timeline import record_of
from minori_tui.screens.session import Session
from minori_tui.screens.timeline.driving import TimelineDriver, explained, signs_of
from minori_tui.screens.timeline.rows import GroupRows, is_strip
from minori_tui.services import records, timeline
from minori_tui.services.context import Context
from minori_tui.services.timeline import Group
from minori_tui.services.timeline_words import TimelineWords, legend
from minori_tui.widgets.plain import one_line
from minori_tui.widgets.record_table import ListRow
from minori_tui.widgets.timeline import Item, TimelineRow, TimelineView, Words

SORTS = {"operator": N_("operator"), "family": N_("foster family"), "facility": N_("home or day centre"),
         "provider": N_("provider")}


class TimelinePlace(TimelineDriver, MinoriScreen[None]):
    """It begins with the cases of whoever is working; F7 chooses whose timelines are shown."""

    ACTIONS = timeline_keys.PLACE
    HOLD_KEYS = True
    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        context = session.context
        self._labels: dict[tuple[str, str | None], str] = {}
        self._words = TimelineWords(self._label, context.clock.today())
        self._heading = HeaderLine()
        self._ask: Callable[[], Group] = lambda: timeline.of_operator(context, context.actor.code)
        self._rows: GroupRows | None = None
        self.picture = TimelineView(Words(self._tell, self._in_bar), empty=N_("No case here: F7 chooses whose are shown"))
        self.picture.zoom = "quarter"

    def compose_body(self) -> Iterable[Widget]:
        """Whose cases, and the picture."""
        yield from (self._heading, self.picture)

    def on_mount(self) -> None:
        """The cases of whoever is working."""
        signs = signs_of(self.app)
        self.picture.signs = signs
        self.picture.words = Words(self._tell, self._in_bar, explained(legend(signs)))
        self._read(keep=False)

    def _label(self, list_name: str, code: str | None) -> str:
        if (list_name, code) not in self._labels:
            self._labels[list_name, code] = records.label_of(self.session.context, list_name, code, language()) or ""
        return self._labels[list_name, code]

    def _tell(self, row: TimelineRow, day: date, items: Sequence[Item]) -> str:
        said = self._words.tell(day, items)
        return f"{row.label} · {said}" if is_strip(row) else said

    def _in_bar(self, row: TimelineRow, bar: Bar) -> str:
        return self._words.in_strip(bar) if is_strip(row) else self._words.in_bar(bar)

    # ---- reading

    def _read(self, *, keep: bool) -> None:
        self.run(self._ask, lambda group: self._show(group, keep=keep), group="timeline")

    def _show(self, group: Group, *, keep: bool) -> None:
        rows = self._rows = GroupRows(self.session.context, group, self._words)
        today = self.session.context.clock.today()
        count = n_("{count} case", "{count} cases", len(group.case_ids))
        sort = _(SORTS[group.sort]).capitalize()
        self._heading.say([(f" {sort}: ", ""), (one_line(group.name), "strong"), (f" · {count}", "")])
        self.picture.show(rows, today=today, first=group.first, last=today, keep_place=keep)
        self.status.standing(" · ".join((_("Space shows all lanes"), _("← → from mark to mark"), _("[ ] back and forth"))))
        if self.focused is None:
            self.picture.focus()
        self.ready()
        self.refresh_bindings()

    def reload(self) -> None:
        """F5: read again."""
        self._read(keep=True)

    def on_screen_resume(self) -> None:
        """Back from a case: what was changed there shows."""
        if self._rows is not None:
            self.reload()

    # ---- whose

    def action_whose(self) -> None:
        """F7: choose among operators, families, homes and providers."""
        def read() -> list[ListRow]:
            operators = [ListRow(f"operator\t{code}", (name, _(SORTS["operator"])))
                         for code, name in records.operators(self.session.context)]
            return operators + [
                ListRow(f"{h.sort}\t{h.name}", (h.name, f"{_(SORTS[h.sort])} · {n_('{count} case', '{count} cases', h.cases)}"))
                for h in timeline.holders(self.session.context)]

        self.run(read, self._choose, group="whose", opens=True)

    def _choose(self, rows: list[ListRow]) -> None:
        from minori_tui.screens.dialogs.picker import Picker

        def chosen(key: str | None) -> None:
            if key:
                sort, name = key.split("\t", 1)
                context = self.session.context
                self._ask = ((lambda: timeline.of_operator(context, name)) if sort == "operator"
                             else (lambda: timeline.of_provider(context, sort, name)))
                self._read(keep=False)

        self.app.push_screen(Picker(_("Whose timelines"), rows), chosen)

    # ---- one case

    def why_not_unfold(self) -> str | None:
        """There must be a case."""
        return None if self.picture.current else _("No case is selected")

    def action_unfold(self) -> None:
        """Space: all lanes of the case, or its line alone again. Looking at them is written down."""
        rows = self._rows
        if rows is None:
            return
        place, _lane = rows.place(self.picture.cursor)
        if rows.is_unfolded(place):
            rows.fold(place)
            self._show_again(rows, place)
            return
        case = rows.strip(place)

        def read() -> list[Timeline]:
            records.open_case(self.session.context, case.file_number, detail="timeline")
            return timeline.of_cases(self.session.context, [case.case_id])

        def found(timelines: list[Timeline]) -> None:
            if rows is self._rows:
                rows.unfold(place, timelines)
                self._show_again(rows, place)

        self.run(read, found, group="unfold")

    def _show_again(self, rows: GroupRows, place: int) -> None:
        """Show the same lines after some came or went, the cursor on the line of the case."""
        today = self.session.context.clock.today()
        self.picture.show(rows, today=today, first=rows.group.first, last=today, keep_place=True)
        self.picture.go_to_row(rows.index_of(place))

    def action_to_case(self) -> None:
        """F9: the case, at its timeline."""
        row = self.picture.current
        if row is not None:
            self._open_case(self.number_of(row), "timeline", None)

    def _open_case(self, number: str, pane: str, record: object) -> None:
        from minori_tui.screens.case.screen import CaseScreen

        screen = CaseScreen(self.session, number, pane)
        if record is not None:
            screen.pane_named(pane).select(record)
        self.app.push_screen(screen)

    # ---- what the driver asks

    def number_of(self, row: TimelineRow) -> str:
        """The case of the line."""
        rows = self._rows
        return rows.strip(rows.place(self.picture.cursor)[0]).file_number if rows is not None and rows.total else ""

    def store_context(self) -> Context:
        """The session of work."""
        return self.session.context

    def timeline_words(self) -> TimelineWords:
        """The words in use."""
        return self._words

    def go_to_record(self, number: str, item: Item) -> None:
        """The record, in its case."""
        rows = self._rows
        if rows is not None:
            pane, record = record_of(item, rows.strip(rows.place(self.picture.cursor)[0]).case_id)
            self._open_case(number, pane, record)
