"""What the fields of orders, roles and hearings are called."""

from __future__ import annotations

from minori_tui.i18n import N_
from minori_tui.services.order_words import POINTS

ORDER = {
    "authority": N_("Authority"), "kind": N_("What it orders"), "order_number": N_("Number of order"),
    "registry_number": N_("R.G. number"), "filed_on": N_("Filed on"), "received_on": N_("Received on"),
    "occurred_at": N_("Placed in safety"), "provisional": N_("Provisional"), "effective_on": N_("In force from"),
    "duration_months": N_("Duration (months)"), "report_every_months": N_("Report every (mths)"),
    "due_on": N_("Date set by court"), "hearing_at": N_("Hearing fixed for"), "follows": N_("Follows the order"),
    "child_kind": N_("For this child"), "placed_with": N_("Placed with"), "mother_responsibility": N_("Responsibility: mother"),
    "father_responsibility": N_("Responsibility: father"), "note": N_("Note on this child"), **POINTS, "ended_on": N_("Ended on"),
    "end_reason": N_("How it ended"), "text": N_("Text"),
}
OUTCOME = {"kind": N_("For this child"), "placed_with": N_("Placed with"), "mother_responsibility": N_("Responsibility: mother"),
           "father_responsibility": N_("Responsibility: father"), "note": N_("Note")}
ROLE = {"role": N_("Role"), "lawyer": N_("Lawyer of roster"), "name": N_("Name"), "contact": N_("Contact"),
        "order": N_("Given by order"), "valid_from": N_("From"), "valid_to": N_("Until"), "note": N_("Note")}
HEARING = {"at": N_("When"), "authority": N_("Authority"), "registry_number": N_("R.G. number"),
           "carers_summoned_on": N_("Summons of carers"), "outcome": N_("Outcome"), "by_whom": N_("Present"), "text": N_("Text")}
HELP = {
    "authority": N_("«TM Brescia», «GT Bergamo»; F4 lists those known, others are entered"),
    "filed_on": N_("The day the order was filed at the registry of the court"),
    "received_on": N_("The day it reached the service: terms run from here"),
    "occurred_at": N_("Day and minute: 22/11/2026 18:40. The 24 hours of art. 403 c.c. run from it"),
    "effective_on": N_("Only when it differs from the day it was filed"),
    "duration_months": N_("Foster care and custody: 24 at most; an extension is an order of its own"),
    "report_every_months": N_("Foster care and custody: 6 at most"),
    "due_on": N_("The day the court fixed for the report: it counts before the rule"),
    "hearing_at": N_("A date, and the time when it is known"),
    "follows": N_("The order it extends, changes or revokes (F4); a revocation ends it"),
    "child_kind": N_("Only when it differs from what the order says for all"),
    "placed_with": N_("Family, home or parent the child is placed with"),
    "mother_responsibility": N_("What the order does to her parental responsibility; empty when it says nothing"),
    "father_responsibility": N_("What the order does to his parental responsibility; empty when it says nothing"),
    "custody_placed_with": N_("Art. 5-bis c. 1 lett. a L. 184/1983: with whom the child lives"),
    "service_acts": N_("Lett. b: what the service does directly"), "carer_acts": N_("Lett. c: what the carer may do"),
    "parent_acts": N_("Lett. d: what the parents may do"),
    "curator_acts": N_("Lett. e: what the curator named under art. 333 c.c. may do"),
    "service_tasks": N_("Lett. f: support and supervision the service is charged with"),
    "responsible": N_("Whose name goes to court and parents within 15 days (art. 5-bis c. 4)"),
    "lawyer": N_("Links the lawyer of the roster (F4); then the name may stay empty"),
    "order": N_("The order that gave the role (F4)"),
    "valid_to": N_("From this day on nobody has the role; empty while it holds"),
    "carers_summoned_on": N_("Foster carers must be summoned, on pain of nullity (art. 5 c. 1 L. 184/1983)"),
    "at": N_("A date, and the time when it matters: 22/11/2026 14:30, oggi, ieri"),
}
