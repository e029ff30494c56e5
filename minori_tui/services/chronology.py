"""The timeline of a case on paper: words, names or initials, and the record that it left the archive.

Reserved entries are never in it. Unless names are asked for, every name on record becomes its initials, in the texts of the
entries too; what is not on record (a nickname, a teacher) cannot be known, and the paper says so.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from minori_tui.data.queries import timeline as queries
from minori_tui.domain.dates import format_date
from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.initials import Mask, family, initials
from minori_tui.domain.timeline import ADVERSE, Lane, Timeline
from minori_tui.domain.timeline_picture import ASCII, UNICODE, Signs
from minori_tui.i18n import _, language
from minori_tui.services import records, timeline
from minori_tui.services.context import Context
from minori_tui.services.journal import note_access
from minori_tui.services.timeline_words import TimelineWords, legend, weekday
from minori_tui.transfer.chronology import Chronology, Entry, Headings, Section

FORMATS = ("text", "json", "html", "pdf", "svg")
ENDINGS = {"txt": "text", "text": "text", "json": "json", "html": "html", "htm": "html", "pdf": "pdf", "svg": "svg"}
"""Endings of file names and the format each stands for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be on paper: the days (both included; None: no bound), names or initials, brothers and sisters too, signs of
    ASCII alone."""

    since: date | None = None
    until: date | None = None
    names: bool = False
    siblings: bool = False
    plain: bool = False


def export(context: Context, number: str, form: str, wanted: Wanted | None = None) -> bytes:
    """The timeline of a case in one of ``FORMATS``, written down in the record of accesses before it is given out.

    Raises ``InvalidInput`` (no such format, days in the wrong order) and ``NotFound``.
    """
    if form not in FORMATS:
        raise InvalidInput("{format} is not a format of timelines: choose among {formats}", code="no-such-format", format=form,
                           formats=", ".join(FORMATS))
    paper = chronology(context, number, wanted or Wanted())
    for section in paper.sections:
        detail = " ".join(filter(None, ("timeline", form, "names" if wanted and wanted.names else "")))
        note_access(context, "export", "case", section.timeline.case_id, detail)
    return _written(context, paper, form, ASCII if wanted and wanted.plain else UNICODE)


def save(context: Context, number: str, form: str, target: Path, wanted: Wanted | None = None, *,
         overwrite: bool = False) -> None:
    """The same into a file for its owner alone. Raises also what ``transfer.writers.new_file`` raises."""
    from minori_tui.transfer.writers import new_file

    with new_file(target, overwrite=overwrite) as stream:
        stream.write(export(context, number, form, wanted))


def _written(context: Context, paper: Chronology, form: str, signs: Signs) -> bytes:
    if form == "pdf":
        from minori_tui.transfer.timeline_pdf import document

        return document(paper, context.clock.now())
    if form == "text":
        from minori_tui.transfer.timeline_text import lines

        out = io.StringIO()
        out.writelines(f"{line}\n" for line in lines(paper, signs))
        return out.getvalue().encode()
    from importlib import import_module

    text: str = import_module(f"minori_tui.transfer.timeline_{form}").document(paper)
    return (text if text.endswith("\n") else text + "\n").encode()


def chronology(context: Context, number: str, wanted: Wanted) -> Chronology:
    """The paper of a case, every word in place. Raises ``NotFound`` and ``InvalidInput``."""
    today = context.clock.today()
    found = timeline.of_case(context, number, siblings=wanted.siblings, since=wanted.since, until=wanted.until, reserved=False)
    if not wanted.names:
        found = [_masked(context, one) for one in found]
    words = TimelineWords(labeller(context), today)
    first = wanted.since or min(one.first for one in found)
    last = wanted.until or max(one.last for one in found)
    who = context.actor.name or context.actor.code
    signs = ASCII if wanted.plain else UNICODE
    return Chronology(
        title=_("Timeline of case {number}", number=found[0].file_number),
        made=_("From {since} to {until} · made on {day} by {who}", since=format_date(first), until=format_date(last),
               day=format_date(today), who=who),
        language=language(), today=today, first=first, last=max(first, last),
        sections=tuple(_section(one, words, wanted.names) for one in found),
        words=Headings(_("When"), _("Lane"), _("What"), _("Picture"), _("By date"), _("page")), today_word=_("today"),
        notes=_notes(wanted), legend=tuple(legend(signs)), said=words.said, in_bar=words.in_bar)


def labeller(context: Context) -> Callable[[str, str | None], str]:
    """Labels of codes in the operator's language, each read once."""
    @cache
    def label(list_name: str, code: str | None) -> str:
        return records.label_of(context, list_name, code, language()) or ""

    return label


def _notes(wanted: Wanted) -> tuple[str, ...]:
    notes = [_("Reserved entries are left out.")]
    if not wanted.names:
        notes.append(_("Names on record are given as initials; names that are not on record may still stand in the texts: read "
                       "them before handing this out."))
    return tuple(notes)


def _section(one: Timeline, words: TimelineWords, names: bool) -> Section:
    name = f"{one.surname} {one.given_name}".strip() if names else initials(one.surname, one.given_name)
    return Section(words.whose(one, name), one, tuple(map(words.lane, one.lanes)), tuple(entries(one, words)))


def entries(one: Timeline, words: TimelineWords) -> list[Entry]:
    """Everything on the timeline by date: marks, beginnings and ends, defects of placements."""
    found: list[tuple[date, str, Entry]] = []
    for lane in one.lanes:
        name = words.lane(replace(lane, row=0))
        for mark in lane.marks:
            found.append((mark.at, mark.time, Entry(mark.at, _when(mark.at, mark.time), name, words.said(mark),
                                                    mark.state in ADVERSE)))
        for bar in lane.bars:
            said = words.said(bar)
            begins = _("PLANNED · {what}", what=said) if bar.planned else _("BEGINS · {what}", what=said)
            found.append((bar.since, "", Entry(bar.since, _when(bar.since), name, begins)))
            if bar.to is not None and not bar.planned:
                ended = " · ".join(filter(None, (words.kind(bar), bar.where)))
                found.append((bar.to, "", Entry(bar.to, _when(bar.to), name, _("ENDS · {what}", what=ended))))
    for span in (*one.gaps, *one.overlaps):
        lane_name = words.lane(Lane("placement"))
        found.append((span.since, "", Entry(span.since, _when(span.since), lane_name, words.said(span), True)))
    return [entry for _day, _time, entry in sorted(found, key=lambda item: item[:2])]


def _when(day: date, time: str = "") -> str:
    return f"{weekday(day)} {time}".rstrip()


def _masked(context: Context, one: Timeline) -> Timeline:
    """The timeline with initials in the place of every name on record; the family where the child is too."""
    with context.store.read() as connection:
        known = queries.known_names(connection, one.case_id)
        families = queries.families(connection, one.case_id)
    mask = Mask([*known, *((name, "") for name in families)])

    def where(name: str) -> str:
        return family(name) if name in families else mask(name)

    lanes: Sequence[Lane] = [replace(
        lane, where=where(lane.where), bars=tuple(replace(bar, where=where(bar.where)) for bar in lane.bars),
        marks=tuple(replace(mark_, text=mask(mark_.text)) for mark_ in lane.marks)) for lane in one.lanes]
    return replace(one, lanes=tuple(lanes))


__all__ = ["ENDINGS", "FORMATS", "Wanted", "chronology", "export", "labeller", "save"]
