"""The tables, one module an aggregate. Importing this package fills ``SQLModel.metadata``."""

from sqlmodel import SQLModel

from minori_tui.data.tables.base import Recorded
from minori_tui.data.tables.cases import Assignment, CaseFile, CaseSpell, Event, Facility, Referral
from minori_tui.data.tables.imports import Code, ImportBatch, ImportRow
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
    "AccessEntry", "Address", "Assignment", "CaseFile", "CaseSpell", "Code", "Contact", "Event", "Facility",
    "History", "Household", "HouseholdMember", "ImportBatch", "ImportRow", "JournalState", "Lawyer", "LawyerOffice",
    "Operation", "OperationInsert", "Operator", "Person", "Recorded", "Referral", "Relationship",
    "Roster", "RosterEntry", "Schooling", "StoreMeta", "metadata",
]
