"""The tables, one module an aggregate. Importing this package fills ``SQLModel.metadata``."""

from sqlmodel import SQLModel

from minori_tui.data.tables.base import Recorded
from minori_tui.data.tables.cases import Assignment, CaseFile, CaseSpell, Event, Facility, Referral
from minori_tui.data.tables.clock import DeadlineMark, Draft, Looked, Report, RuleSetting
from minori_tui.data.tables.imports import Code, ImportBatch, ImportRow
from minori_tui.data.tables.interventions import (
    DayCare,
    ExtendedCare,
    FosterPlacement,
    HomeSupport,
    Inquiry,
    Intervention,
    InterventionPause,
    ResidentialPlacement,
    SupervisedContact,
    SupportHours,
)
from minori_tui.data.tables.journal import (
    AccessEntry,
    History,
    JournalState,
    Operation,
    OperationInsert,
    Operator,
    StoreMeta,
)
from minori_tui.data.tables.lawyers import Lawyer, LawyerOffice, Roster, RosterEntry
from minori_tui.data.tables.legal import (
    Authority,
    CourtOrder,
    CustodyTerms,
    Hearing,
    LegalRole,
    OrderChild,
    OrderParent,
)
from minori_tui.data.tables.people import (
    Address,
    Contact,
    Household,
    HouseholdMember,
    Person,
    Relationship,
    Schooling,
)

metadata = SQLModel.metadata

__all__ = [
    "AccessEntry", "Address", "Assignment", "Authority", "CaseFile", "CaseSpell", "Code", "Contact", "CourtOrder",
    "CustodyTerms", "DayCare", "DeadlineMark", "Draft", "Event", "ExtendedCare", "Facility", "FosterPlacement",
    "Hearing", "History", "HomeSupport", "Household", "HouseholdMember", "ImportBatch", "ImportRow", "Inquiry",
    "Intervention", "InterventionPause", "JournalState", "Lawyer", "LawyerOffice", "LegalRole", "Looked", "Operation",
    "OperationInsert", "Operator", "OrderChild", "OrderParent", "Person", "Recorded", "Referral", "Relationship",
    "Report", "ResidentialPlacement", "Roster", "RosterEntry", "RuleSetting", "Schooling", "StoreMeta",
    "SupervisedContact", "SupportHours", "metadata",
]
