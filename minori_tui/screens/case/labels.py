"""What the fields of a case are called: in forms, and in the register of changes."""

from __future__ import annotations

from minori_tui.i18n import N_

LABELS = {
    "surname": N_("Surname"), "given_name": N_("Given name"), "sex": N_("Sex"), "birth_date": N_("Born on"),
    "birth_place": N_("Born in"), "fiscal_code": N_("Fiscal code"), "citizenship": N_("Citizenship"),
    "comune": N_("Municipality"), "address": N_("Address"), "protected_address": N_("Protected address"),
    "phone": N_("Telephone"), "email": N_("E-mail"), "msna": N_("Unaccompanied (MSNA)"), "school": N_("School"),
    "review_on": N_("Planned review"), "legal_situation": N_("Legal situation"), "strengths": N_("Strengths, wishes"),
    "notes": N_("Notes"), "opened_on": N_("Open from"), "referral_source": N_("Referred by"),
    "referral_date": N_("Referred on"), "mother": N_("Mother"), "father": N_("Father"), "social_worker": N_("Social worker"),
    "municipality": N_("Municipality"), "closed_on": N_("Closed on"), "closing_reason": N_("Reason"),
    "closing_note": N_("In words"), "valid_from": N_("From"), "valid_to": N_("Until"), "operator_id": N_("Operator"),
    "role": N_("Role"), "at": N_("When"), "kind": N_("What"), "nature": N_("Nature"), "outcome": N_("Outcome"),
    "text": N_("Text"), "author": N_("Written by"), "by_whom": N_("With whom"), "reserved": N_("Reserved"),
    "street": N_("Address"), "value": N_("Telephone"), "protected": N_("Protected address"), "source": N_("Referred by"),
    "received_on": N_("Referred on"), "file_number": N_("File"), "other_id": N_("Family"),
}
