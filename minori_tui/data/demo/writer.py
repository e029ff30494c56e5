"""Rows on their way to the store: kept by table with the ids they will have, written in bulk in the order of the references."""

from __future__ import annotations

from typing import Any

from minori_tui.data.unit import Unit

# Tables in the order in which their rows may be written, with the columns that are given; the others stay unknown.
COLUMNS = {
    "operator": ("code", "name", "role", "active_from", "active_to"),
    "person": ("surname", "given_name", "match_key", "sex", "birth_date", "birth_place", "birth_place_code", "fiscal_code",
               "citizenship"),
    "household": ("label",),
    "address": ("person_id", "street", "postcode", "municipality", "protected", "valid_from", "valid_to"),
    "contact": ("person_id", "kind", "value", "match_key", "valid_from"),
    "relationship": ("person_id", "other_id", "kind", "valid_from"),
    "household_member": ("household_id", "person_id", "role", "valid_from", "valid_to"),
    "schooling": ("person_id", "school", "valid_from", "valid_to"),
    "facility": ("facility_code", "name", "match_key", "kind", "family_type", "coordinator", "municipality", "address",
                 "phone", "email", "places", "age_from", "age_to", "daily_fee"),
    "lawyer": ("surname", "given_name", "match_key", "fiscal_code", "title", "bar", "bar_number", "enrolled_on",
               "supreme_court", "email", "pec", "languages", "subjects", "legal_aid", "minors_curator", "insurer",
               "insurance_expiry"),
    "case_file": ("file_number", "person_id", "municipality", "msna", "review_on", "legal_situation", "strengths", "notes"),
    "case_spell": ("case_id", "opened_on", "closed_on", "closing_reason", "closing_note"),
    "assignment": ("case_id", "operator_id", "role", "valid_from", "valid_to"),
    "referral": ("case_id", "source", "received_on", "note"),
    "authority": ("name", "match_key", "kind", "seat", "pec", "valid_from", "valid_to"),
    "court_order": ("authority_id", "registry_number", "order_number", "match_key", "kind", "provisional", "filed_on",
                    "received_on", "occurred_at", "effective_on", "duration_months", "report_every_months", "due_on",
                    "hearing_at", "follows_id", "text"),
    "order_child": ("order_id", "case_id", "kind", "placed_with", "ended_on", "end_reason"),
    "order_parent": ("order_id", "case_id", "parent", "person_id", "measure"),
    "custody_terms": ("order_id", "placed_with", "service_acts", "carer_acts", "parent_acts", "curator_acts", "service_tasks",
                      "responsible"),
    "legal_role": ("case_id", "role", "name", "person_id", "lawyer_id", "order_id", "valid_from", "valid_to"),
    "intervention": ("case_id", "kind", "planned_start", "started_on", "planned_end", "ended_on", "end_reason", "consent",
                     "order_id", "agreement_on", "provider", "facility_id", "family", "daily_fee"),
    "intervention_pause": ("intervention_id", "valid_from", "valid_to", "reason"),
    "home_support": ("intervention_id", "weekly_minutes", "weekly_visits", "educator", "project_on"),
    "support_hours": ("intervention_id", "worked_on", "minutes", "whole_month"),
    "supervised_contact": ("intervention_id", "with_whom", "person_id", "place", "every_days", "time_of_day", "minutes"),
    "foster_placement": ("intervention_id", "kinship", "time", "character", "nights_per_week", "executive_on"),
    "residential_placement": ("intervention_id", "character", "with_parent", "nights_per_week", "why_not_home",
                              "why_not_foster", "plan_on"),
    "day_care": ("intervention_id", "days_per_week", "lunch", "transport"),
    "inquiry": ("intervention_id", "question", "due_on", "extension_asked_on", "extended_to"),
    "extended_care": ("intervention_id", "requested_on", "consent_on"),
    "event": ("case_id", "at", "kind", "nature", "outcome", "by_whom", "author", "author_id", "reserved", "text",
              "intervention_id"),
    "hearing": ("event_id", "authority_id", "registry_number", "carers_summoned_on"),
    "deadline_mark": ("case_id", "rule", "subject", "subject_id", "occurrence", "act", "at", "evidence"),
    "lawyer_office": ("lawyer_id", "firm", "address", "postcode", "city", "province", "phone", "mobile", "valid_from",
                      "valid_to"),
    "roster": ("term", "valid_from", "valid_to", "act"),
    "roster_entry": ("roster_id", "lawyer_id", "state", "joined_on", "left_on", "max_turns", "note"),
}
FULL = 8_000  # rows of one table that are held before they are written


class Rows:
    """The rows of one table that wait to be written."""

    __slots__ = ("_op_id", "first", "last", "rows")

    def __init__(self, op_id: int, last: int) -> None:
        self._op_id, self.first, self.last = op_id, last, last
        self.rows: list[tuple[Any, ...]] = []

    def put(self, *values: Any) -> int:
        """Keep a row, in the order of ``COLUMNS``; returns the id it will have."""
        self.last = row_id = self.last + 1
        self.rows.append((row_id, self._op_id, *values))
        return row_id


class Sink:
    """The tables to be filled, within one unit of work. Nobody else writes meanwhile, so ids are known beforehand."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        seen = dict(unit.rows("SELECT name, seq FROM sqlite_sequence"))
        self._tables = {name: Rows(unit.op_id, seen.get(name, 0)) for name in COLUMNS}
        self._sql = {name: f"INSERT INTO {name} (id, version, op_id, {', '.join(columns)}) "
                           f"VALUES (?, 1, ?{', ?' * len(columns)})" for name, columns in COLUMNS.items()}

    def __getitem__(self, table: str) -> Rows:
        return self._tables[table]

    def flush_when_full(self) -> None:
        """Write what is held if it has become much, so that memory stays bounded at any size."""
        if len(self._tables["person"].rows) >= FULL or len(self._tables["event"].rows) >= FULL:
            self.flush()

    def flush(self) -> None:
        """Write everything that is held."""
        for name, table in self._tables.items():
            self._unit.many(self._sql[name], table.rows)
            table.rows.clear()

    def counts(self) -> dict[str, int]:
        """How many rows were given to each table."""
        return {name: table.last - table.first for name, table in self._tables.items()}
