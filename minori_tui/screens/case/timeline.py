"""Cronologia: everything about the child on one axis, the brothers and sisters of the household below."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.commands import timeline_keys
from minori_tui.domain.timeline import Span, Timeline, TimeMark
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import show
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.timeline.driving import TimelineDriver, explained, signs_of
from minori_tui.services import timeline
from minori_tui.services.context import Context
from minori_tui.services.records import CaseView
from minori_tui.services.timeline_words import TimelineWords, legend
from minori_tui.widgets.timeline import Item, Listed, TimelineRow, TimelineView, Words

PANES = {"event": "diary", "order": "orders", "intervention": "interventions", "deadline": "deadlines"}
"""Where the record of an item is shown."""


def lane_rows(one: Timeline, words: TimelineWords, heading: bool) -> list[TimelineRow]:
    """The lines of one case, below a heading when there are several."""
    whose = words.whose(one, show.name(one.surname, one.given_name))
    head = [TimelineRow((one.case_id, -1), whose, strong=True)] if heading else []
    return [*head, *(TimelineRow((one.case_id, n), words.lane(lane), lane) for n, lane in enumerate(one.lanes))]


def record_of(item: Item, case_id: int) -> tuple[str, object]:
    """The pane that shows the record of an item, and its key there."""
    if isinstance(item, Span):
        return PANES["intervention"], item.second_id
    if isinstance(item, TimeMark) and item.subject == "deadline":
        return PANES["deadline"], (case_id, item.kind, item.hangs_on, item.subject_id, item.occurrence)
    return PANES[item.subject], item.subject_id


class TimelinePane(TimelineDriver, CasePane):
    """The picture; it needs the arrows for itself."""

    NAME, TITLE, COMMANDS = "timeline", N_("Timeline"), timeline_keys.PANE
    TURNING = N_(", . go from pane to pane")

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self.picture = TimelineView(Words(lambda row, day, items: "", lambda row, bar: ""),
                                    empty=N_("Nothing recorded yet that has a place in time"))
        self._found: Sequence[Timeline] = ()
        self._words: TimelineWords | None = None

    def compose(self) -> list[TimelineView]:
        """The picture."""
        return [self.picture]

    def read(self, context: Context, view: CaseView) -> list[Timeline]:
        """The case, its brothers and sisters."""
        return timeline.of_case(context, view.file_number)

    def show(self, found: Sequence[Timeline], view: CaseView) -> None:
        """Show them; the cursor stays where it was."""
        today = self.store_context().clock.today()
        self._found, words = found, TimelineWords(self.label, today)
        self._words, signs = words, signs_of(self.app)
        self.picture.signs = signs
        self.picture.words = Words(lambda row, day, items: words.tell(day, items) if row.lane else "",
                                   lambda row, bar: words.in_bar(bar),
                                   explained(legend(signs, [lane for one in found for lane in one.lanes])))
        several = len(found) > 1
        rows = [row for one in found for row in lane_rows(one, words, several)]
        self.picture.show(Listed(rows), today=today, first=min(one.first for one in found), last=max(one.last for one in found),
                          keep_place=True)

    def target(self) -> TimelineView:
        """The picture."""
        return self.picture

    def standing(self) -> str:
        """How many brothers and sisters are below."""
        others = len(self._found) - 1
        with_others = n_("with {count} brother or sister", "with {count} brothers and sisters", others) if others > 0 else ""
        return " · ".join(filter(None, (with_others, _("← → from mark to mark"))))

    # ---- what the driver asks

    def number_of(self, row: TimelineRow) -> str:
        """The case of the line."""
        case_id = row.key[0] if isinstance(row.key, tuple) else None
        return next((one.file_number for one in self._found if one.case_id == case_id), "")

    def store_context(self) -> Context:
        """The session of the case."""
        return self.case.session.context

    def timeline_words(self) -> TimelineWords:
        """The words of this case."""
        assert self._words is not None
        return self._words

    def go_to_record(self, number: str, item: Item) -> None:
        """The pane of the record, in this case or in that of the brother or sister."""
        case_id = next(one.case_id for one in self._found if one.file_number == number)
        name, record = record_of(item, case_id)
        if self.case.view is not None and number == self.case.view.file_number:
            pane = self.case.pane_named(name)
            pane.select(record)
            pane.stale = True  # it is read again, and then puts its cursor there
            self.case.show_pane(name)
        else:
            from minori_tui.screens.case.screen import CaseScreen

            screen = CaseScreen(self.case.session, number, name)
            screen.pane_named(name).select(record)
            self.app.push_screen(screen)
