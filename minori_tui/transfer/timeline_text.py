"""The chronology as plain text: the picture in signs, then every entry on a line of its own, for paper and for screen readers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from minori_tui.domain.text import shown
from minori_tui.domain.time_scale import Scale, Tick, scale_for, ticks
from minori_tui.domain.timeline_picture import Signs, paint
from minori_tui.transfer.chronology import Chronology, Section

GUTTER = 24
"""Characters of the names of the lanes."""
KEEP = "\u2007"
"""A blank at which no line is broken."""


def lines(paper: Chronology, signs: Signs, width: int = 100) -> Iterator[str]:
    """The lines of the text, at most ``width`` characters long."""
    yield paper.title
    yield paper.made
    room = width - GUTTER
    scale = scale_for("all", paper.first, paper.last, room)
    for section in paper.sections:
        yield ""
        yield section.heading
        yield "=" * min(width, len(section.heading))
        yield ""
        yield from _picture(paper, section, signs, scale, room)
        yield ""
        yield from _listing(section, width)
    yield ""
    kept = "   ".join(f"{sign} {meaning}".replace(" ", KEEP) for sign, meaning in paper.legend)
    yield from (line.replace(KEEP, " ") for line in textwrap.wrap(kept, width))
    for note in paper.notes:
        yield from textwrap.wrap(note, width)


def _picture(paper: Chronology, section: Section, signs: Signs, scale: Scale, room: int) -> Iterator[str]:
    """Axis and lanes; an empty timeline has no picture."""
    if not section.timeline.lanes:
        return
    for line in ticks(scale, 0, room, paper.language):
        if line:
            yield (" " * GUTTER + _axis(line, room)).rstrip()
    now = scale.column(paper.today)
    if 0 <= now < room:
        word = signs.today + paper.today_word
        at = now if now + len(word) <= room else now - len(word) + 1
        yield " " * (GUTTER + at) + (word if at == now else paper.today_word + signs.today)
    for lane, name in zip(section.timeline.lanes, section.names, strict=True):
        runs = paint(lane, scale, 0, room, paper.today, signs, paper.in_bar)
        name = shown(name)
        name = name if len(name) < GUTTER else name[:GUTTER - 2] + "."
        yield (f"{name:<{GUTTER}}" + "".join(text for text, _look in runs)).rstrip()


def _axis(line: tuple[Tick, ...], room: int) -> str:
    cells = [" "] * room
    for tick in line:
        cells[tick.column:tick.column + len(tick.label)] = tick.label
    return "".join(cells[:room])


def _listing(section: Section, width: int) -> Iterator[str]:
    """An entry: the day, the lane, what it says; long texts go on below themselves."""
    for entry in section.entries:
        head = f"{'!' if entry.alarm else ' '} {entry.when}  "
        text = f"{entry.lane}: {shown(entry.text)}"
        wrapped = textwrap.wrap(text, width - len(head)) or [""]
        yield head + wrapped[0]
        yield from (" " * len(head) + rest for rest in wrapped[1:])
