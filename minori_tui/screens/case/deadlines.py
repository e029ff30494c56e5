"""Scadenze: every deadline of the case; what must be done first, the steps of an emergency removal as one chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from minori_tui.commands import agenda_keys
from minori_tui.domain import moments
from minori_tui.domain.legal_clock import state
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import due_show
from minori_tui.screens.base import MinoriScreen
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.deadlines.actions import DeadlineActions
from minori_tui.screens.deadlines.told import facts_of
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.screens.session import Session
from minori_tui.services.context import Context
from minori_tui.services.records import CaseView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import Row
from minori_tui.widgets.section_table import Section, Sections, SectionTable

if TYPE_CHECKING:
    from minori_tui.services.due import DueItem

COLUMNS = (
    Column("left", N_("Time left"), 10), Column("what", N_("What is due"), 28, grow=3), Column("due", N_("Due by"), 11),
    Column("done", N_("Done on"), 11), Column("evidence", N_("Evidence"), 14, min_terminal_width=110, grow=2),
)
CHAIN = "A403-"
"""How the codes of the steps of an emergency removal begin (art. 403 c.c.)."""


class PaneRow(NamedTuple):
    """One deadline as a row."""

    key: object
    cells: tuple[str, ...]
    item: DueItem


class Deadlines(DeadlineActions, CasePane):
    """The list above, the selected deadline in full below."""

    NAME, TITLE, COMMANDS = "deadlines", N_("Deadlines"), agenda_keys.MARKS

    DEFAULT_CSS = """
    Deadlines SectionTable { height: 1fr; }
    Deadlines TextPane { height: 40%; min-height: 5; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self._wanted: object = None
        self._now = datetime.min
        self._items: Sequence[DueItem] = ()
        self.table = SectionTable(COLUMNS, empty=N_("Nothing falls due"))
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose(self) -> list[SectionTable | TextPane]:
        """List and text; Tab goes to the text, to scroll a long one."""
        return [self.table, self.detail]

    # ---- the selected deadline

    def select(self, key: object) -> None:
        """Put the cursor on this deadline when the case has been read."""
        self._wanted = key

    def due_item(self) -> DueItem | None:
        """The selected deadline."""
        row = self.table.current
        return row.item if isinstance(row, PaneRow) else None

    def due_session(self) -> Session:
        """The session of the case's screen."""
        return self.case.session

    def due_screen(self) -> MinoriScreen[None]:
        """The screen of the case."""
        return self.case

    def open_selected(self) -> None:
        """Enter: why that day."""
        if self.due_item() is not None:
            self.action_due_why()

    # ---- what it shows

    def read(self, context: Context, view: CaseView) -> list[DueItem]:
        """All deadlines of the case."""
        from minori_tui.services import due

        return due.of_case(context, view.case_id)

    def target(self) -> SectionTable:
        """The list."""
        return self.table

    def standing(self) -> str:
        """How many are to be done."""
        return n_("{count} deadline to be met", "{count} deadlines to be met",
                  sum(1 for item in self._items if item.deadline.pending and not item.deadline.waiting))

    def show(self, items: Sequence[DueItem], view: CaseView) -> None:
        """Show the deadlines; the cursor stays on its own, or goes to the one asked for."""
        self._items, self._now = items, self.case.session.context.clock.now()
        here = self.table.current
        key = self._wanted or (here.key if here else None)
        sections = sections_of(items, self._now)
        self.table.show(sections, keep_place=True)
        place = next((n for n, row in enumerate(sections.window(0, sections.total)) if row.key == key), None)
        if place is not None:
            self.table.go_to(place)
        self._wanted = None
        self._selected(self.table.current)

    def _selected(self, row: Row | None) -> None:
        item = row.item if isinstance(row, PaneRow) else None
        self.detail.say("\n".join(facts_of(item, self._now)) if item else "")
        if self.is_mounted:
            self.case.show_keys()


def sections_of(items: Iterable[DueItem], now: datetime) -> Sections:
    """The chains of emergency removals, then what is to be done by day, what waits, and what is settled."""
    chains: dict[int | None, list[DueItem]] = {}
    pending: list[DueItem] = []
    waiting: list[DueItem] = []
    settled: list[DueItem] = []
    for item in items:
        deadline = item.deadline
        if deadline.rule.code.startswith(CHAIN):
            chains.setdefault(deadline.subject_id, []).append(item)
        elif state(deadline, now) == "done":
            settled.append(item)
        else:
            (waiting if deadline.waiting else pending).append(item)
    parts = [Section(f"chain {number}", _chain_title(links), _rows(sorted(links, key=_step), now))
             for number, links in chains.items()]
    return Sections([*parts, Section("pending", _("To be done"), _rows(sorted(pending, key=_by_day), now)),
                     Section("waiting", _("Waiting for a step before"), _rows(sorted(waiting, key=_by_day), now)),
                     Section("settled", _("Done, over or not due"), _rows(sorted(settled, key=_by_end, reverse=True), now))])


def _chain_title(links: Sequence[DueItem]) -> str:
    """What the chain is, and when it began: the first step runs from the minute of the removal."""
    first = min(links, key=_step).deadline
    return _("Emergency removal, art. 403 c.c.: {at}", at=due_show.when(first.anchor_at))


def _rows(items: Iterable[DueItem], now: datetime) -> Filtered:
    return Filtered([PaneRow(item.deadline.key, _cells(item, now), item) for item in items])


def _cells(item: DueItem, now: datetime) -> tuple[str, ...]:
    deadline = item.deadline
    return (due_show.standing(deadline, now), due_show.title(deadline), due_show.brief_when(deadline.due),
            due_show.brief_when(deadline.done_at) if deadline.done_at else "", item.evidence or "")


def _step(item: DueItem) -> str:
    return item.deadline.rule.code


def _day(value: date) -> str:
    """A day or moment as something to sort by; moments in UTC, for the wall clock goes back once a year."""
    return f"{moments.day_of(value)} {moments.local(value).timestamp():015.0f}" if isinstance(value, datetime) else f"{value}"


def _by_day(item: DueItem) -> tuple[str, str]:
    return _day(item.deadline.due), item.deadline.rule.code


def _by_end(item: DueItem) -> tuple[str, str]:
    return _day(item.deadline.done_at or item.deadline.due), item.deadline.rule.code
