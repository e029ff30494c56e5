"""The facts of cases for the rules (``domain.facts``): one query a table for thousands of cases, never one a case.

A page of deadlines, the derived index and the checks of data quality all read through here: it also runs for a whole store.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, grouped, marks
from minori_tui.domain.facts import CaseFacts, HearingFacts, InterventionFacts, Mark, OrderFacts, RoleFacts
from minori_tui.domain.moments import read

_UNDATED = date.min

_HEADS = """SELECT c.id, c.file_number, p.surname, p.given_name, p.birth_date, c.msna, c.review_on, s.opened_on, s.closed_on
FROM case_file c JOIN person p ON p.id = c.person_id
LEFT JOIN case_spell s ON s.id =
  (SELECT x.id FROM case_spell x WHERE x.case_id = c.id ORDER BY x.opened_on DESC, x.id DESC LIMIT 1)
WHERE c.id IN ({ids})"""

_ORDERS = """SELECT r.case_id, o.id, coalesce(r.kind, o.kind), coalesce(o.order_number, o.registry_number, ''), a.name, a.kind,
  o.filed_on, o.received_on, o.effective_on, o.occurred_at, o.duration_months, o.report_every_months, o.due_on, o.hearing_at,
  r.ended_on, o.follows_id, t.responsible
FROM order_child r JOIN court_order o ON o.id = r.order_id JOIN authority a ON a.id = o.authority_id
LEFT JOIN custody_terms t ON t.order_id = o.id
WHERE r.case_id IN ({ids})"""

_INTERVENTIONS = """SELECT i.case_id, i.id, i.kind, i.planned_start, i.started_on, i.planned_end, i.ended_on, i.consent,
  i.order_id, i.agreement_on, i.provider, f.name, i.family, coalesce(f.family_type, r.family_type),
  r.with_parent, coalesce(a.nights_per_week, r.nights_per_week), a.executive_on, coalesce(h.project_on, r.plan_on),
  coalesce(r.why_not_home, '') <> '', coalesce(r.why_not_foster, '') <> '', q.due_on, q.extended_to,
  e.requested_on, e.consent_on, e.withdrawn_on
FROM intervention i
LEFT JOIN facility f ON f.id = i.facility_id
LEFT JOIN home_support h ON h.intervention_id = i.id
LEFT JOIN foster_placement a ON a.intervention_id = i.id
LEFT JOIN residential_placement r ON r.intervention_id = i.id
LEFT JOIN inquiry q ON q.intervention_id = i.id
LEFT JOIN extended_care e ON e.intervention_id = i.id
WHERE i.case_id IN ({ids})"""

_PAUSES = """SELECT i.case_id, p.intervention_id, p.valid_from, p.valid_to
FROM intervention i JOIN intervention_pause p ON p.intervention_id = i.id WHERE i.case_id IN ({ids})
ORDER BY p.valid_from, p.id"""

_MARKS = """SELECT case_id, rule, subject, subject_id, occurrence, act, at, new_due, reason, evidence
FROM deadline_mark WHERE case_id IN ({ids}) ORDER BY id"""

_ROLES = """SELECT case_id, role, name, valid_from, valid_to FROM legal_role WHERE case_id IN ({ids}) ORDER BY valid_from, id"""

_HEARINGS = """SELECT e.case_id, e.id, substr(e.at, 1, 10), h.carers_summoned_on
FROM event e LEFT JOIN hearing h ON h.event_id = e.id
WHERE e.kind = 'hearing' AND e.outcome IS NOT 'cancelled' AND e.case_id IN ({ids}) ORDER BY e.at, e.id"""

Rows = dict[int, list[tuple[Any, ...]]]


def case_facts(connection: Connection, case_ids: Sequence[int]) -> dict[int, CaseFacts]:
    """The facts of the named cases by case id, in the order given; a case that does not exist is left out."""
    found: dict[int, CaseFacts] = {}
    for chunk in chunks(case_ids):
        found |= _chunk(connection, chunk)
    return found


def _chunk(connection: Connection, ids: Sequence[int]) -> dict[int, CaseFacts]:
    heads = {row[0]: row for row in connection.execute(_HEADS.format(ids=marks(ids)), tuple(ids))}
    orders, interventions, pauses, acts, roles, hearings = (
        grouped(connection, sql, ids) for sql in (_ORDERS, _INTERVENTIONS, _PAUSES, _MARKS, _ROLES, _HEARINGS))
    found: dict[int, CaseFacts] = {}
    for case_id in ids:
        if (head := heads.get(case_id)) is None:
            continue
        _, number, surname, given, born, msna, review, opened, closed = head
        found[case_id] = CaseFacts(
            case_id, number, surname, given, _day(born), None if msna is None else bool(msna),
            opened is not None and closed is None, _day(opened), _day(review),
            _orders(orders[case_id]) if case_id in orders else (),
            _interventions(interventions[case_id], pauses.get(case_id, ())) if case_id in interventions else (),
            tuple(map(_mark, acts[case_id])) if case_id in acts else (),
            tuple(RoleFacts(role, name, _day(since), _day(until)) for role, name, since, until in roles.get(case_id, ())),
            tuple(HearingFacts(event, date.fromisoformat(on), _day(told)) for event, on, told in hearings.get(case_id, ())))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    """A moment to the minute. A day alone has no minute: a term in hours cannot run from it."""
    found = read(text) if text else None
    return found if isinstance(found, datetime) else None


def _orders(rows: Sequence[tuple[Any, ...]]) -> tuple[OrderFacts, ...]:
    """The orders about one child in the order in which they arrived."""
    found = [OrderFacts(
        order_id=number, kind=kind, number=name, authority=authority, authority_kind=authority_kind, filed_on=_day(filed),
        received_on=_day(received), effective_on=_day(effective), occurred_at=_moment(occurred), duration_months=months,
        report_every_months=every, due_on=_day(due), hearing_at=read(hearing) if hearing else None, ended_on=_day(ended),
        follows_id=follows, responsible=responsible)
        for (number, kind, name, authority, authority_kind, filed, received, effective, occurred, months, every, due, hearing,
             ended, follows, responsible) in rows]
    if len(found) > 1:
        found.sort(key=lambda o: (o.received_on or o.filed_on or (o.occurred_at.date() if o.occurred_at else _UNDATED),
                                  o.order_id))
    return tuple(found)


def _interventions(rows: Sequence[tuple[Any, ...]], pauses: Sequence[tuple[Any, ...]]) -> tuple[InterventionFacts, ...]:
    """The interventions of one child in the order of their start (planned ones by the day they are planned for)."""
    held: dict[int, tuple[tuple[date, date | None], ...]] = {}
    for intervention, since, until in pauses:
        held[intervention] = (*held.get(intervention, ()), (date.fromisoformat(since), _day(until)))
    found = [InterventionFacts(
        intervention_id=number, kind=kind, planned_start=_day(planned), started_on=_day(started), planned_end=_day(planned_end),
        ended_on=_day(ended), consent=consent, order_id=order, agreement_on=_day(agreed), provider=provider, facility=home,
        family=family, family_type=None if family_type is None else bool(family_type),
        with_parent=None if parent is None else bool(parent), nights_per_week=nights, executive_on=_day(executive),
        project_on=_day(project), why_not_home=bool(not_home), why_not_foster=bool(not_foster), inquiry_due_on=_day(due),
        inquiry_extended_to=_day(extended), requested_on=_day(requested), consent_on=_day(consented),
        withdrawn_on=_day(withdrawn), pauses=held.get(number, ()))
        for (number, kind, planned, started, planned_end, ended, consent, order, agreed, provider, home, family, family_type,
             parent, nights, executive, project, not_home, not_foster, due, extended, requested, consented, withdrawn) in rows]
    if len(found) > 1:
        found.sort(key=lambda i: (i.started_on or i.planned_start or _UNDATED, i.intervention_id))
    return tuple(found)


def _mark(row: tuple[Any, ...]) -> Mark:
    rule, subject, subject_id, occurrence, act, at, new_due, reason, evidence = row
    return Mark(rule, subject, subject_id, occurrence, act, read(at) if at else None, read(new_due) if new_due else None, reason,
                evidence)
