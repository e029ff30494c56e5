"""The interventions of a case as they stand: what is common, the details of the kind, pauses, hours done, contacts held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.many import grouped, marks

DETAILS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ADM": ("home_support", ("weekly_minutes", "weekly_visits", "educator", "project_on")),
    "IP": ("supervised_contact", ("with_whom", "place", "every_days", "time_of_day", "minutes")),
    "AFF": ("foster_placement", ("kinship", "time", "character", "nights_per_week", "emergency", "legal_risk", "executive_on",
                                 "signs_ordinary", "signs_extraordinary")),
    "COM": ("residential_placement", ("character", "with_parent", "family_type", "emergency", "nights_per_week", "why_not_home",
                                      "why_not_foster", "plan_on")),
    "SEMI": ("day_care", ("days_per_week", "lunch", "dinner", "transport")),
    "IND": ("inquiry", ("question", "due_on", "extension_asked_on", "extended_to")),
    "PRO": ("extended_care", ("requested_on", "consent_on", "withdrawn_on")),
}
"""The table of the details of a kind and its columns; kinds that have none are not here."""


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A time in which an intervention is suspended (ISO dates; no end: it still is)."""

    pause_id: int
    version: int
    valid_from: str
    valid_to: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class ContactCount:
    """How many contacts had an outcome (None: not told yet), and because of whom."""

    outcome: str | None
    by_whom: str | None
    count: int


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Minutes of home education done on a day, or in the month that ends on it."""

    hours_id: int
    version: int
    worked_on: str
    minutes: int
    whole_month: int
    by_whom: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class InterventionView:
    """One intervention. Dates ISO, money in cents, codes as stored, unknown None; ``version`` and ``details_row`` (id, version)
    guard a later change."""

    intervention_id: int
    version: int
    case_id: int
    kind: str
    planned_start: str | None
    started_on: str | None
    planned_end: str | None
    ended_on: str | None
    end_reason: str | None
    consent: str | None
    order_id: int | None
    order_number: str | None
    order_kind: str | None
    agreement_on: str | None
    provider: str | None
    facility_id: int | None
    facility: str | None
    facility_family_type: int | None
    family: str | None
    daily_fee: int | None
    notes: str | None
    details: Mapping[str, Any] = field(default_factory=dict)
    details_row: tuple[int, int] | None = None
    pauses: tuple[PauseRow, ...] = ()
    minutes_done: int | None = None
    contacts: tuple[ContactCount, ...] = ()

    @property
    def where(self) -> str | None:
        """With whom, or by whom: the family, the home, who is met, the provider."""
        return self.family or self.facility or self.details.get("with_whom") or self.provider

    @property
    def pause_days(self) -> tuple[tuple[date, date | None], ...]:
        """The pauses as days."""
        return tuple((date.fromisoformat(p.valid_from), date.fromisoformat(p.valid_to) if p.valid_to else None)
                     for p in self.pauses)

    def contacts_with(self, outcome: str | None) -> int:
        """How many contacts had an outcome; None: how many have none told yet."""
        return sum(c.count for c in self.contacts if c.outcome == outcome)


_MAIN = """SELECT i.id, i.version, i.case_id, i.kind, i.planned_start, i.started_on, i.planned_end, i.ended_on, i.end_reason,
  i.consent, i.order_id, coalesce(o.order_number, o.registry_number, '#' || o.id), o.kind, i.agreement_on, i.provider,
  i.facility_id, f.name, f.family_type, i.family, i.daily_fee, i.notes
FROM intervention i LEFT JOIN court_order o ON o.id = i.order_id LEFT JOIN facility f ON f.id = i.facility_id """
_ORDER = " ORDER BY coalesce(i.started_on, i.planned_start) DESC, i.id DESC"


def of_case(connection: Connection, case_id: int) -> list[InterventionView]:
    """The interventions of a case, the latest start first."""
    return _whole(connection, connection.execute(f"{_MAIN} WHERE i.case_id = ?{_ORDER}", (case_id,)).fetchall())


def one(connection: Connection, intervention_id: int) -> InterventionView | None:
    """One intervention, or None."""
    found = _whole(connection, connection.execute(f"{_MAIN} WHERE i.id = ?", (intervention_id,)).fetchall())
    return found[0] if found else None


def _whole(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> list[InterventionView]:
    """The rows with what belongs to them: one query a table, for the interventions of its kind."""
    ids = tuple(row[0] for row in rows)
    if not ids:
        return []
    details = _details(connection, {row[0]: row[3] for row in rows})
    pauses = grouped(connection, "SELECT intervention_id, id, version, valid_from, valid_to, reason FROM intervention_pause "
                      "WHERE intervention_id IN ({ids}) ORDER BY valid_from, id", ids)
    done = grouped(connection, "SELECT intervention_id, sum(minutes) FROM support_hours WHERE intervention_id IN ({ids}) "
                    "GROUP BY intervention_id", ids)
    met = grouped(connection, "SELECT intervention_id, outcome, by_whom, count(*) FROM event WHERE intervention_id IN ({ids}) "
                   "AND kind = 'supervised_contact' GROUP BY intervention_id, outcome, by_whom", ids)
    found = []
    for row in rows:
        values, details_row = details.get(row[0], ({}, None))
        main: dict[str, Any] = dict(zip(InterventionView.__dataclass_fields__, row, strict=False))
        found.append(InterventionView(
            **main, details=values, details_row=details_row, pauses=tuple(PauseRow(*p) for p in pauses.get(row[0], ())),
            minutes_done=done[row[0]][0][0] if row[0] in done else None,
            contacts=tuple(ContactCount(*c) for c in met.get(row[0], ()))))
    return found


def _details(connection: Connection, kinds: Mapping[int, str]) -> dict[int, tuple[dict[str, Any], tuple[int, int]]]:
    """The details of each intervention, and the id and version of their row."""
    found: dict[int, tuple[dict[str, Any], tuple[int, int]]] = {}
    for kind in sorted(set(kinds.values()) & DETAILS.keys()):
        table, columns = DETAILS[kind]
        ids = tuple(number for number, its in kinds.items() if its == kind)
        for number, row_id, version, *values in connection.execute(
                f"SELECT intervention_id, id, version, {', '.join(columns)} FROM {table} "
                f"WHERE intervention_id IN ({marks(ids)})", ids):
            found[number] = dict(zip(columns, values, strict=True)), (row_id, version)
    return found


def hours(connection: Connection, intervention_id: int, limit: int = 100) -> list[HoursRow]:
    """The hours done, the latest first."""
    return [HoursRow(*r) for r in connection.execute(
        "SELECT id, version, worked_on, minutes, whole_month, by_whom, note FROM support_hours WHERE intervention_id = ? "
        "ORDER BY worked_on DESC, id DESC LIMIT ?", (intervention_id, limit))]


def contacts(connection: Connection, intervention_id: int, limit: int = 100) -> list[tuple[int, str, str | None, str | None]]:
    """The contacts of an intervention, the latest first: (diary entry, moment, outcome, because of whom)."""
    return [(r[0], r[1], r[2], r[3]) for r in connection.execute(
        "SELECT id, at, outcome, by_whom FROM event WHERE intervention_id = ? AND kind = 'supervised_contact' "
        "ORDER BY at DESC, id DESC LIMIT ?", (intervention_id, limit))]


def contact_on(connection: Connection, intervention_id: int, at: str) -> int | None:
    """The planned contact of a moment, or of a day (when the moment has no time): one that has no outcome yet."""
    row = connection.execute("SELECT id FROM event WHERE intervention_id = ? AND kind = 'supervised_contact' AND outcome IS NULL "
                             "AND substr(at, 1, ?) = ? ORDER BY at, id LIMIT 1", (intervention_id, len(at), at)).fetchone()
    return int(row[0]) if row else None


def contacts_ahead(connection: Connection, intervention_id: int, day: str) -> list[tuple[int, int, str]]:
    """The contacts from a day on that have no outcome: (diary entry, version, moment)."""
    return [(r[0], r[1], r[2]) for r in connection.execute(
        "SELECT id, version, at FROM event WHERE intervention_id = ? AND kind = 'supervised_contact' AND outcome IS NULL "
        "AND at >= ? ORDER BY at, id", (intervention_id, day))]


def facilities(connection: Connection) -> list[tuple[int, str | None, str, str, int | None, str | None]]:
    """The homes and day centres: (id, code, name, kind, of family type, municipality)."""
    return [tuple(r) for r in connection.execute(
        "SELECT id, facility_code, name, kind, family_type, municipality FROM facility ORDER BY name, id")]


def orders_of(connection: Connection, case_id: int) -> list[tuple[int, str | None, str | None, str, str | None]]:
    """The orders about a child: (id, order number, R.G. number, what is ordered for the child, when it arrived or was filed)."""
    return [tuple(r) for r in connection.execute(
        "SELECT o.id, o.order_number, o.registry_number, coalesce(r.kind, o.kind), coalesce(o.received_on, o.filed_on) "
        "FROM order_child r JOIN court_order o ON o.id = r.order_id WHERE r.case_id = ? "
        "ORDER BY coalesce(o.received_on, o.filed_on, o.effective_on) DESC, o.id DESC", (case_id,))]
