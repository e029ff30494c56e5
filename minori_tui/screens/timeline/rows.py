"""The lines of many cases: a line each, read page by page as they come on the screen; those unfolded with all their lanes."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.domain.timeline import Timeline
from minori_tui.screens import due_show
from minori_tui.services import timeline
from minori_tui.services.context import Context
from minori_tui.services.timeline import Group, Strip
from minori_tui.services.timeline_words import TimelineWords
from minori_tui.widgets.timeline import TimelineRow

PAGE = 32
KEPT_PAGES = 32
WHOLE = -1
"""In the key of a line: the whole case."""


def is_strip(row: TimelineRow) -> bool:
    """Whether the line is that of a whole case, and not one of its lanes."""
    return isinstance(row.key, tuple) and row.key[1] == WHOLE


class GroupRows:
    """Constant memory and cost at any number of cases: a page is a few milliseconds, and the last pages are kept."""

    def __init__(self, context: Context, group: Group, words: TimelineWords) -> None:
        self._context, self._words, self.group = context, words, group
        self._pages: dict[int, list[Strip]] = {}
        self._unfolded: dict[int, Timeline] = {}  # by the place of the case in the group

    @property
    def total(self) -> int:
        """A line a case, and the lanes of those unfolded."""
        return len(self.group.case_ids) + sum(len(one.lanes) for one in self._unfolded.values())

    def row(self, index: int) -> TimelineRow:
        """A line of the picture."""
        place, lane = self.place(index)
        strip, one = self.strip(place), self._unfolded.get(place)
        if lane is None or one is None:
            name = f"{strip.file_number} {due_show.short_name(strip)}"  # of a narrow margin the number is never cut
            return TimelineRow((strip.case_id, WHOLE), name, strip.lane, strong=one is not None)
        return TimelineRow((strip.case_id, lane), "  " + self._words.lane(one.lanes[lane]), one.lanes[lane])

    def place(self, index: int) -> tuple[int, int | None]:
        """Which case of the group a line belongs to, and which of its lanes it is (None: the line of the case itself)."""
        shift = 0
        for place in sorted(self._unfolded):
            if index <= place + shift:
                break
            lanes = len(self._unfolded[place].lanes)
            if index <= place + shift + lanes:
                return place, index - place - shift - 1
            shift += lanes
        return index - shift, None

    def index_of(self, place: int) -> int:
        """The line of a case."""
        return place + sum(len(one.lanes) for other, one in self._unfolded.items() if other < place)

    def strip(self, place: int) -> Strip:
        """A case of the group."""
        page = place // PAGE
        if page not in self._pages:
            if len(self._pages) >= KEPT_PAGES:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = timeline.strips(self._context, self.group, page * PAGE, PAGE)
        return self._pages[page][place % PAGE]

    def is_unfolded(self, place: int) -> bool:
        """Whether the lanes of a case show."""
        return place in self._unfolded

    def unfold(self, place: int, found: Sequence[Timeline]) -> None:
        """Show the lanes of a case."""
        self._unfolded[place] = found[0]

    def fold(self, place: int) -> None:
        """Show one line again."""
        self._unfolded.pop(place, None)
