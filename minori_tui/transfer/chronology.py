"""A chronology ready to be written down: every word is there already, only the form is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from minori_tui.domain.timeline import Bar, Span, Timeline, TimeMark

Item = Bar | TimeMark | Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the listing: the day (and minute), the lane, what it says. ``alarm``: it must not be overlooked."""

    on: date
    when: str
    lane: str
    text: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One case: its heading, its picture with the names of the lanes, its listing by date."""

    heading: str
    timeline: Timeline
    names: tuple[str, ...]  # of the lanes, in their order
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """The fixed words of a chronology in the language of its reader."""

    when: str
    lane: str
    what: str
    picture: str
    listing: str
    page: str


@dataclass(frozen=True, slots=True)
class Chronology:
    """The whole paper. ``said`` puts an item into words, ``in_bar`` gives the label of a bar; ``legend`` explains the signs
    of the text, ``notes`` stand at the end."""

    title: str
    made: str
    language: str
    today: date
    first: date
    last: date
    sections: tuple[Section, ...]
    words: Headings
    today_word: str
    notes: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    said: Callable[[Item], str]
    in_bar: Callable[[Bar], str]
