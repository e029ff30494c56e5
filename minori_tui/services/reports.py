"""Update reports: making a draft, making one again exactly, writing down that it was sent."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from minori_tui.data.queries import reports as queries
from minori_tui.data.queries.reports import ReportRow
from minori_tui.domain import report as rules
from minori_tui.domain.authorities import Office
from minori_tui.domain.dates import parse_date
from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields, InvalidInput, NotFound
from minori_tui.domain.legal_clock import Deadline, DeadlineKey
from minori_tui.domain.moments import day_of
from minori_tui.domain.report import Entry, Period, Sections
from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _, language
from minori_tui.services import authorities, due, interventions, orders, records
from minori_tui.services.context import Context
from minori_tui.services.journal import note_access
from minori_tui.services.report_words import Paper, lines
from minori_tui.transfer import papers

__all__ = ["FORMATS", "Beginning", "ReportRow", "Wanted", "again", "beginning", "draft", "mark", "of_case", "pending",
           "reserved_in", "send", "usual_office", "write"]

FORMATS = papers.FORMATS
LAST = "last"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is asked to be. ``since``: a day, ``last`` (after the last report to this authority) or empty (from the
    beginning); ``until``: a day, empty for today; ``authority`` empty: that of the latest order in force."""

    since: str = LAST
    until: str = ""
    authority: str = ""
    method: str = ""
    reserved: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a report begins, and why: the last report that was made here, or sent as the diary says; None for the first."""

    since: date | None
    last_event: int | None = None
    after: str | None = None  # the day of the last report, ISO


def beginning(context: Context, case_id: int, authority_id: int | None, authority: str, until: date) -> Beginning:
    """After the last report to an authority, whether made here or only told by the diary (to nobody in particular, or to that
    authority by its name)."""
    with context.store.read() as connection:
        made = [r for r in queries.of_case(connection, case_id) if r.sent_on and r.authority_id == authority_id]
        told = queries.sent_elsewhere(connection, case_id, until.isoformat())
    name = fold(authority)
    others = [at[:10] for at, to in told if not to or fold(to) in name or name in fold(to)]
    last = max(made, key=lambda r: (r.until, r.report_id), default=None)
    if last is not None and (not others or others[0] <= last.until):
        return Beginning(date.fromisoformat(last.until) + timedelta(days=1), last.content.get("last_event"), last.sent_on)
    return Beginning(date.fromisoformat(others[0]), None, others[0]) if others else Beginning(None)


def draft(context: Context, number: str, wanted: Wanted) -> ReportRow:
    """Make the draft of a report and keep it. Raises ``InvalidFields`` and ``NotFound``."""
    view = records.peek(context, number)
    today = context.clock.today()
    until = _day(wanted.until, today, "until") or today
    in_force = _orders(context, view.case_id, until)
    office = _office(context, wanted.authority, until) if wanted.authority.strip() else usual_office(context, view.case_id, until)
    name = office.name if office else None
    period = _period(context, view.case_id, wanted, until, office.authority_id if office else None, name or "")
    sections = rules.compose(_entries(context, view.case_id, until), period, wanted.reserved)
    own = next((o for o in in_force if office is not None and o.authority == office.name), None)
    paper = Paper(
        f"{view.surname} {view.given_name}".strip(), date.fromisoformat(view.birth_date) if view.birth_date else None,
        view.file_number, name, own.registry_number if own else None, period, wanted.method.strip() or None,
        context.actor.name or context.actor.code, today, sections, in_force, _interventions(context, view.case_id, until),
        _kept(context, view.case_id, period))
    with context.store.read() as connection:
        last_event = queries.last_event(connection, view.case_id)
    content = {"form": 1, "language": language(), "last_event": last_event, "sections": _as_data(sections),
               "lines": lines(paper, _labels(context))}
    from minori_tui.data.tables import Report

    with context.unit("report.draft", view.file_number) as unit:
        row = unit.add(Report(
            case_id=view.case_id, authority_id=authorities.entered(unit, office) if office else None,
            order_id=own.order_id if own else None, since=period.since.isoformat() if period.since else None,
            until=until.isoformat(), method=paper.method, content=json.dumps(content, ensure_ascii=False)))
    return again(context, int(row.id or 0))


def _day(text: str, today: date, field: str) -> date | None:
    """A day as typed; None when nothing is."""
    try:
        return parse_date(text, today, field=field) if text.strip() else None
    except FieldError as error:
        raise InvalidFields([error.problem]) from None


def usual_office(context: Context, case_id: int, day: date) -> Office | None:
    """To whom a report of the case goes: the authority of the latest order in force on a day."""
    return next((o.office for o in _orders(context, case_id, day)), None)


def _office(context: Context, text: str, day: date) -> Office:
    try:
        return authorities.find(authorities.authorities(context), text, day)
    except FieldError as error:
        raise InvalidFields([error.problem]) from None


def _period(context: Context, case_id: int, wanted: Wanted, until: date, authority_id: int | None, authority: str) -> Period:
    today = context.clock.today()
    if until > today:
        raise InvalidFields([FieldProblem("until", "future", N_("A report tells what has happened: today at the latest"), {},
                                          wanted.until)])
    if wanted.since == LAST:
        found = beginning(context, case_id, authority_id, authority, until)
        since, last_event = found.since, found.last_event
    else:
        since, last_event = _day(wanted.since, today, "since"), None
    if since is not None and since > until and last_event is None:
        raise InvalidFields([FieldProblem("since", "after-until", N_("The period begins after it ends ({until})"),
                                          {"until": until}, wanted.since)])
    return Period(since, until, last_event)


def _entries(context: Context, case_id: int, until: date) -> list[Entry]:
    with context.store.read() as connection:
        rows = queries.events(connection, case_id, until.isoformat())
    return [Entry(number, at, kind, nature, text, author, by_whom, outcome, bool(reserved))
            for number, at, kind, nature, text, author, by_whom, outcome, reserved in rows]


def reserved_in(context: Context, case_id: int) -> list[int]:
    """The numbers of the reserved entries of a case, for who chooses all of them."""
    return [e.event_id for e in _entries(context, case_id, context.clock.today()) if e.reserved]


def _orders(context: Context, case_id: int, day: date) -> list[orders.OrderView]:
    """The orders in force on a day, the latest to arrive first; expired ones that nobody ended are among them."""
    iso = day.isoformat()
    return [o for o in orders.of_case(context, case_id) if (o.received_on or o.filed_on or o.effective_on or "") <= iso
            and orders.state(o, day)[0] in ("in_force", "expired")]


def _interventions(context: Context, case_id: int, day: date) -> list[interventions.InterventionView]:
    return [i for i in interventions.of_case(context, case_id) if i.started_on and i.started_on <= day.isoformat()
            and (i.ended_on is None or i.ended_on > day.isoformat())]


def _kept(context: Context, case_id: int, period: Period) -> list[Deadline]:
    """The terms of the service that were met in the period, in order of time."""
    done = [item.deadline for item in due.of_case(context, case_id) if item.deadline.done_at is not None
            and item.deadline.rule.owner == "service"]
    return sorted((d for d in done if d.done_at is not None and (period.since is None or day_of(d.done_at) >= period.since)
                   and day_of(d.done_at) <= period.until), key=lambda d: str(d.done_at))


def _labels(context: Context) -> Any:
    def label(name: str, code: str | None) -> str | None:
        return records.label_of(context, name, code, language())

    return label


def _as_data(sections: Sections) -> dict[str, Any]:
    """The sections with their sources; of what is left out the numbers alone."""
    told = {name: [asdict(entry) for entry in getattr(sections, name)]
            for name in ("facts", "statements", "evaluations", "unclassified")}
    return {**told, "left_out": [entry.event_id for entry in sections.left_out]}


# ---- afterwards

def of_case(context: Context, case_id: int) -> list[ReportRow]:
    """The reports of a case, the latest first."""
    with context.store.read() as connection:
        return queries.of_case(connection, case_id)


def again(context: Context, report_id: int) -> ReportRow:
    """A report as it was made. Raises ``NotFound``."""
    with context.store.read() as connection:
        found = queries.one(connection, report_id)
    if found is None:
        raise NotFound(N_("There is no report {number}."), code="no-report", number=report_id)
    return found


def write(context: Context, report: ReportRow, file_format: str, target: Path | BinaryIO, *, overwrite: bool = False) -> None:
    """Write a report to a file or stream; that it goes out is recorded first. Raises ``InvalidInput``."""
    if file_format not in FORMATS:
        raise InvalidInput(N_("{format} is not a format of reports: choose among {formats}"), code="no-such-format",
                           format=file_format, formats=", ".join(FORMATS))
    note_access(context, "export", "case", report.case_id, f"report {report.report_id} {file_format}")
    papers.write(target, report.content["lines"], file_format, made_at=report.made_at, overwrite=overwrite)


def pending(context: Context, case_id: int) -> list[due.DueItem]:
    """The deadlines of the case that a report meets, the nearest first."""
    found = [i for i in due.of_case(context, case_id) if i.deadline.pending and i.deadline.rule.code in rules.REPORT_RULES]
    return sorted(found, key=lambda item: day_of(item.deadline.due))


def send(context: Context, report: ReportRow, day_text: str) -> int:
    """Write down that a report was sent, on a day: an entry of the diary, which is returned. Raises ``InvalidFields``."""
    today = context.clock.today()
    try:
        day = parse_date(day_text, today, rule="past", field="sent_on")
    except FieldError as error:
        raise InvalidFields([error.problem]) from None
    problem = None
    if report.sent_on is not None:
        problem = FieldProblem("sent_on", "sent-already", N_("It was sent on {day}"), {"day": date.fromisoformat(report.sent_on)})
    elif day.isoformat() < report.until:
        problem = FieldProblem("sent_on", "before-end", N_("The report goes up to {until}: it cannot have been sent before"),
                               {"until": date.fromisoformat(report.until)}, day_text)
    if problem is not None:
        raise InvalidFields([problem])
    from minori_tui.data.tables import Event, Report

    with context.unit("report.sent", report.file_number) as unit:
        row = unit.add(Event(
            case_id=report.case_id, at=day.isoformat(), kind="report_sent", nature="fact", by_whom=report.authority,
            author=context.actor.name or context.actor.code, text=_("Update report no. {number}, up to {until}.",
                                                                    number=report.report_id, until=_shown(report.until))))
        unit.change(Report, report.report_id, report.version, sent_on=day.isoformat(), event_id=int(row.id or 0))
        unit.touched_cases.add(report.case_id)
    return int(row.id or 0)


def mark(context: Context, report: ReportRow, key: DeadlineKey) -> None:
    """Write down that the report met a deadline. Raises what ``due.mark_done`` raises."""
    due.mark_done(context, key, _shown(report.sent_on or ""), _("Update report no. {number}", number=report.report_id))


def _shown(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))

