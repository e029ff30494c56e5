"""The paper of a report, line by line, in the operator's language. Made once and kept: it never reads differently later.

A line is (look, text) or, for a pair, (look, label, value). Homes and foster families are not named: the parties may read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from minori_tui.data.queries.interventions import InterventionView
from minori_tui.data.queries.orders import OrderView
from minori_tui.domain.dates import format_date
from minori_tui.domain.legal_clock import Deadline
from minori_tui.domain.moments import day_of
from minori_tui.domain.report import Entry, Period, Sections
from minori_tui.domain.text import shown
from minori_tui.i18n import _, n_

Line = tuple[str, ...]
Labeller = Callable[[str, str | None], str | None]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a report says."""

    child: str
    born: date | None
    file_number: str
    authority: str | None
    registry: str | None
    period: Period
    method: str | None
    author: str
    made_on: date
    sections: Sections
    orders: Sequence[OrderView]
    interventions: Sequence[InterventionView]
    kept: Sequence[Deadline]


def lines(paper: Paper, label: Labeller) -> list[Line]:
    """The whole paper."""
    made = [*_head(paper), *_section(_("1. Facts ascertained"), paper.sections.facts, label),
            *_section(_("2. Statements of parties and third persons"), paper.sections.statements, label),
            *_evaluations(paper, label), *_in_force(paper, label), *_kept(paper), *_apart(paper, label)]
    return [(line[0], *(shown(text, multiline=True) for text in line[1:])) for line in made]


def _head(paper: Paper) -> list[Line]:
    born = f", {_('born {day}', day=format_date(paper.born))}" if paper.born else ""
    since = format_date(paper.period.since) if paper.period.since else _("the beginning")
    return [("title", _("Update report")), ("pair", _("Addressed to"), paper.authority or _("TO BE FILLED IN")),
            *([("pair", _("Proceeding"), paper.registry)] if paper.registry else []),
            ("pair", _("Child"), paper.child + born), ("pair", _("File"), paper.file_number),
            ("pair", _("Period"), _("from {since} to {until}", since=since, until=format_date(paper.period.until))),
            ("pair", _("Drawn up by"), paper.author), ("pair", _("Made on"), format_date(paper.made_on)),
            ("note", _("Draft under art. 473-bis.27 c.p.c.: the parties may see and copy what is sent to the court."))]


def _section(title: str, entries: Sequence[Entry], label: Labeller) -> list[Line]:
    made: list[Line] = [("heading", title)]
    for entry in entries:
        made += [("entry", entry.text), ("source", source(entry, label))]
    return made if entries else [*made, ("note", _("Nothing is recorded in the period."))]


def source(entry: Entry, label: Labeller) -> str:
    """Where a statement comes from: number of the entry, moment, kind, with whom, who wrote it."""
    day, _sep, time = entry.at.partition("T")
    facts = [_("Entry {number} of {moment}", number=entry.event_id, moment=" ".join(
        filter(None, ("/".join(reversed(day.split("-"))), time[:5])))), label("event_kind", entry.kind)]
    facts += [label("event_outcome", entry.outcome) if entry.outcome else None,
              _("with {name}", name=entry.by_whom) if entry.by_whom else None,
              _("by {name}", name=entry.author) if entry.author else None,
              _("written after the last report") if entry.late else None, _("reserved") if entry.reserved else None]
    return " · ".join(filter(None, facts))


def _evaluations(paper: Paper, label: Labeller) -> list[Line]:
    title, *rest = _section(_("3. Evaluations of the operators"), paper.sections.evaluations, label)
    if not paper.sections.method_needed and not paper.method:
        return [title, *rest]
    return [title, ("pair", _("Method"), paper.method or _("TO BE FILLED IN")), *rest]


def _in_force(paper: Paper, label: Labeller) -> list[Line]:
    made: list[Line] = [("heading", _("4. Orders and interventions in force"))]
    for order in paper.orders:
        day = order.received_on or order.filed_on or order.effective_on
        made.append(("item", " · ".join(filter(None, (
            label("order_kind", order.what), order.authority, order.order_number,
            _("R.G. {number}", number=order.registry_number) if order.registry_number else None,
            _("of {day}", day=_day(day)) if day else None)))))
    for one in paper.interventions:
        made.append(("item", " · ".join(filter(None, (
            label("intervention_kind", one.kind), _("since {day}", day=_day(one.started_on)) if one.started_on else None,
            label("consent", one.consent) if one.consent else None)))))
    return made if len(made) > 1 else [*made, ("note", _("None is recorded."))]


def _kept(paper: Paper) -> list[Line]:
    if not paper.kept:
        return []
    return [("heading", _("5. Terms met in the period")), *(
        ("item", _("{title}: due on {due}, done on {done}", title=_(one.title), due=format_date(day_of(one.due)),
                   done=format_date(day_of(one.done_at)))) for one in paper.kept if one.done_at is not None)]


def _apart(paper: Paper, label: Labeller) -> list[Line]:
    made: list[Line] = []
    if paper.sections.unclassified:
        made += [("heading", _("TO BE CLASSIFIED, then taken out of here")), ("note", _(
            "Nobody has said of these entries whether they are facts, statements or evaluations. Correct them in the diary and "
            "make the draft again."))]
        for entry in paper.sections.unclassified:
            made += [("entry", entry.text), ("source", source(entry, label))]
    if paper.sections.left_out:
        made.append(("note", n_("{count} reserved entry is left out.", "{count} reserved entries are left out.",
                                len(paper.sections.left_out))))
    return made


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso[:10].split("-"))) if iso else ""
