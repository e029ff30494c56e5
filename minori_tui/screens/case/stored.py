"""Stored values in the operator's words: what a field is called, and its value as a label, a name, a day or an amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from minori_tui.domain.interventions import end_list
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.labels import LABELS
from minori_tui.screens.case.pane import Labeller
from minori_tui.services import records
from minori_tui.services.journal import Change

Names = Mapping[tuple[str, int], str]
"""What the records are called that fields point to: (field, number of the row)."""

_ORDER = "court_order"
FIELDS = {
    (_ORDER, "kind"): N_("Order"), (_ORDER, "text"): N_("Text of the order"), (_ORDER, "received_on"): N_("Received on"),
    (_ORDER, "due_on"): N_("Due on"), ("order_child", "kind"): N_("For this child"), ("order_parent", "parent"): N_("Parent"),
    ("order_parent", "measure"): N_("Responsibility"), ("intervention", "kind"): N_("Intervention"),
    ("custody_terms", "placed_with"): "(a)", ("custody_terms", "service_acts"): "(b)", ("custody_terms", "carer_acts"): "(c)",
    ("custody_terms", "parent_acts"): "(d)", ("custody_terms", "curator_acts"): "(e)", ("custody_terms", "service_tasks"): "(f)",
    ("legal_role", "name"): N_("Name"), ("legal_role", "role"): N_("Part in the proceeding"),
    ("deadline_mark", "rule"): N_("Deadline"), ("deadline_mark", "act"): N_("What was done"),
    ("deadline_mark", "at"): N_("Done on"),
    ("support_hours", "minutes"): N_("Minutes done"), ("intervention_pause", "valid_from"): N_("Suspended from"),
    ("intervention_pause", "valid_to"): N_("Suspended until"),
}
"""Fields whose name depends on the table."""
NAMES = LABELS | {
    "authority_id": N_("Authority"), "registry_number": N_("R.G. number"), "order_number": N_("Order number"),
    "filed_on": N_("Filed on"), "occurred_at": N_("In safety at"), "effective_on": N_("Effective on"),
    "duration_months": N_("Duration (months)"), "report_every_months": N_("Report every (months)"),
    "hearing_at": N_("Hearing"), "follows_id": N_("Follows order"), "provisional": N_("Provisional"),
    "ended_on": N_("Ended on"), "end_reason": N_("Why it ended"), "note": N_("Note"), "placed_with": N_("Placed with"),
    "responsible": N_("Responsible"), "carers_summoned_on": N_("Carers summoned on"), "planned_start": N_("Planned start"),
    "started_on": N_("Started on"), "planned_end": N_("Planned end"), "consent": N_("Consent"), "order_id": N_("Order"),
    "agreement_on": N_("Written agreement"), "provider": N_("Provider"), "facility_id": N_("Facility"),
    "family": N_("Foster family"), "daily_fee": N_("Daily fee"), "reason": N_("Reason"), "weekly_minutes": N_("Minutes a week"),
    "weekly_visits": N_("Visits a week"), "educator": N_("Educator"), "project_on": N_("Project of"), "worked_on": N_("Done on"),
    "with_whom": N_("With whom"), "place": N_("Place"), "every_days": N_("Every (days)"), "time_of_day": N_("At"),
    "minutes": N_("Minutes"), "kinship": N_("Kinship"), "time": N_("Time"), "character": N_("Character"),
    "nights_per_week": N_("Nights a week"), "emergency": N_("Emergency"), "legal_risk": N_("Legal risk"),
    "executive_on": N_("Executive since"), "signs_ordinary": N_("Signs ordinary acts"),
    "signs_extraordinary": N_("Signs extraordinary acts"), "with_parent": N_("With a parent"),
    "family_type": N_("Of family type"), "why_not_home": N_("Why not at home"), "why_not_foster": N_("Why not foster care"),
    "plan_on": N_("Educational plan of"), "days_per_week": N_("Days a week"), "lunch": N_("Lunch"), "dinner": N_("Dinner"),
    "transport": N_("Transport"), "question": N_("Question"), "due_on": N_("Due on"), "extended_to": N_("Extended to"),
    "extension_asked_on": N_("Extension asked on"), "requested_on": N_("Requested on"), "consent_on": N_("Consent of"),
    "withdrawn_on": N_("Withdrawn on"), "person_id": N_("Person"), "lawyer_id": N_("Lawyer"), "contact": N_("Contact"),
    "new_due": N_("New date"), "evidence": N_("Evidence"), "event_id": N_("Diary entry"), "occurrence": N_("Time"),
    "due": N_("Fell due on"), "whole_month": N_("Whole month"), "household_id": N_("Household"), "label": N_("Household"),
    "author_id": N_("Written by"), "birth_place_code": N_("Place of birth (code)"), "died_on": N_("Died on"),
    "intervention": N_("Intervention"), "postcode": N_("Postcode"),
}
_LISTS = {
    "source": "referral_source", "closing_reason": "closing_reason", "nature": "event_nature", "outcome": "event_outcome",
    "sex": "sex", "citizenship": "citizenship", "measure": "parent_measure", "consent": "consent", "kinship": "foster_kinship",
    "time": "foster_time",
}
_LISTS_OF = {
    ("assignment", "role"): "assignment_role", ("event", "kind"): "event_kind", ("contact", "kind"): "contact_kind",
    (_ORDER, "kind"): "order_kind", ("order_child", "kind"): "order_kind", ("intervention", "kind"): "intervention_kind",
    ("legal_role", "role"): "legal_role",
    ("household_member", "role"): "household_role", ("foster_placement", "character"): "foster_character",
    ("residential_placement", "character"): "residential_character",
}
_WORDS = {"mother": N_("mother"), "father": N_("father"), "other": N_("other"), "done": N_("done"),
          "rescheduled": N_("rescheduled"), "court_date": N_("date of the court"), "waived": N_("does not apply")}
_YES_NO = frozenset({"msna", "protected", "reserved", "provisional", "emergency", "legal_risk", "with_parent", "family_type",
                     "lunch", "dinner", "transport", "whole_month"})
_MOMENTS = frozenset({"at", "occurred_at", "hearing_at", "new_due", "due", "valid_from", "valid_to"})
INNER = frozenset({"match_key", "case_id", "subject", "subject_id", "intervention_id"})
"""Fields that only the program needs."""


def field_name(change: Change) -> str:
    """What the field is called, translated."""
    return _(FIELDS.get((change.table, change.field)) or NAMES.get(change.field, change.field))


class Values:
    """Stored values in words: labels for codes, names for numbers of rows, days as they are written here."""

    def __init__(self, label: Labeller, names: Names) -> None:
        self._label, self._names = label, names

    def text(self, change: Change, value: Any) -> str:
        """One value of a changed field."""
        name = change.field
        if value is None:
            return show.UNKNOWN
        listed = _LISTS_OF.get((change.table, name)) or _LISTS.get(name)
        if name == "end_reason":
            listed = end_list(self._names.get(("kind", change.row_id), ""))
        if name == "kind" and change.table == "relationship":
            return _(show.RELATIONS.get(str(value), str(value)))
        if listed:
            return self._label(listed, str(value))
        if name in _YES_NO:
            return show.yes_no(value)
        if name == "municipality":
            return records.place(str(value)) or show.UNKNOWN
        if isinstance(value, int) and name.endswith("_id"):
            return self._names.get((name, value), str(value))
        if name == "daily_fee":
            return f"{value // 100},{value % 100:02} €"
        if name in ("parent", "act"):
            return _(_WORDS.get(str(value), str(value)))
        if name in _MOMENTS or name.endswith(("_on", "_date")):
            return show.moment(str(value))
        return str(value)
