"""Rows of lawyers: one person across files and terms, with as many offices as rows describe.

A row about the lawyer's first office speaks for the person as well; a row about a further office adds to what is known and
corrects only that office, so that two lists that each know one office do not correct each other for ever.
"""

from __future__ import annotations

import re
from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.errors import FieldProblem, InvalidInput
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.importing import base
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.compare import Work, keys_of
from minori_tui.services.importing.model import FieldChange, RowVerdict
from minori_tui.services.importing.names import match_key, name_key, same_name
from minori_tui.transfer.rows import Prepared
from minori_tui.transfer.table import Note

PERSON = (
    "fiscal_code",
    "title",
    "bar",
    "bar_number",
    "enrolled_on",
    "supreme_court",
    "email",
    "pec",
    "website",
    "languages",
    "subjects",
    "legal_aid",
    "minors_curator",
    "insurer",
    "insurance_expiry",
    "notes",
)
OFFICE = ("firm", "address", "postcode", "city", "province", "phone", "mobile", "fax")
ENTRY = ("joined_on", "left_on", "max_turns")
_TERM = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{4}))?", re.ASCII).fullmatch


class Lawyer:
    """A lawyer, stored or of this file, with offices and place on the roster."""

    __slots__ = ("entry", "offices", "row", "several")

    def __init__(self, row: Row, offices: list[Row]) -> None:
        self.row, self.offices = row, offices
        self.entry: Row | None = None
        self.several: list[Row] | None = None  # the values of all rows of the file about this lawyer, when there are several


class Lawyers(Comparer):
    """The comparison of lawyers."""

    table = "lawyer"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._by_code: dict[str, Lawyer] = {}
        self._by_name: dict[str, list[Lawyer]] = {}
        self._person = tuple(f for f in PERSON if f in setting.columns)
        self._office = tuple(f for f in OFFICE if f in setting.columns or f == "mobile")
        self._stored: list[Lawyer] = []
        self._new: list[Row] = []
        if not matching.is_empty(setting.connection, "lawyer"):
            self._load()
        self._roster = self._find_roster() if setting.options.roster else None

    def _load(self) -> None:
        offices: dict[int, list[Row]] = {}
        for row in matching.rows_of(self.setting.connection, "SELECT * FROM lawyer_office WHERE valid_to IS NULL ORDER BY id"):
            offices.setdefault(row["lawyer_id"], []).append(row)
        for row in matching.everything(self.setting.connection, "lawyer"):
            lawyer = Lawyer(row, offices.get(row["id"], []))
            self._stored.append(lawyer)
            self._know(lawyer, name_key(match_key(row["surname"], row["given_name"])))

    def _know(self, lawyer: Lawyer, key: str) -> None:
        code = lawyer.row.get("fiscal_code")
        if code is not None:
            self._by_code[code] = lawyer
        self._by_name.setdefault(key, []).append(lawyer)

    def _find_roster(self) -> Row:
        """The roster of the term, made when there is none."""
        term = (self.setting.options.roster or "").strip()
        found = _TERM(term)
        if found is None or int(found[2] or found[1]) < int(found[1]):
            raise InvalidInput(
                "Write the term of the roster as years, for example 2025-2027, not {term}", code="bad-term", term=term
            )
        first, last = found[1], found[2] or found[1]
        name = f"{first}-{last}" if found[2] else first
        stored = matching.rows_of(self.setting.connection, "SELECT * FROM roster WHERE term = ?", (name,))
        if not stored:
            return {"term": name, "valid_from": f"{first}-01-01", "valid_to": f"{last}-12-31"}
        entries = {
            r["lawyer_id"]: r
            for r in matching.rows_of(
                self.setting.connection, "SELECT * FROM roster_entry WHERE roster_id = ? ORDER BY id", (stored[0]["id"],)
            )
        }
        for lawyer in self._stored:
            lawyer.entry = entries.get(lawyer.row["id"])
        return stored[0]

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row: all are matched first, so that rows about one lawyer are compared together."""
        matched = [self._match(row) for row in rows]
        verdicts = []
        for row, found in zip(rows, matched, strict=True):
            if isinstance(found, RowVerdict):
                verdicts.append(found)
                continue
            lawyer, told = found
            name = f"{row.values['surname']} {row.values['given_name']}"
            if lawyer.row is row.values:
                verdicts.append(self._enter(row, lawyer, name, told))
            else:
                verdicts.append(self._compare(row, lawyer, name, told))
        if self._new:
            self.plan.rows["lawyer"] = self._new
        if self._roster is None and not self.setting.columns.isdisjoint(ENTRY):
            self.notes.append(
                Note("no-roster", N_("Days of joining and leaving are kept with a roster: say which one with --roster"), {})
            )
        return verdicts

    # --- who it is ---------------------------------------------------------------------------------------------------

    def _match(self, row: Prepared) -> RowVerdict | tuple[Lawyer, tuple[FieldProblem, ...]]:
        values: dict[str, Any] = row.values
        if row.problems:
            return self.rejected(row, row.problems, f"{values.get('surname') or ''} {values.get('given_name') or ''}".strip())
        code = values.get("fiscal_code")
        if code is not None and (known := self._by_code.get(code)) is not None:
            return self._same_person(known, values), ()
        values["match_key"] = joined = match_key(values["surname"], values["given_name"])
        key = name_key(joined)
        homonyms = self._by_name.get(key)
        told: tuple[FieldProblem, ...] = ()
        if homonyms:
            fitting = [h for h in homonyms if self._may_be(h, values, code)]
            chosen, told = self._choose(fitting, values) if fitting else ([], ())
            if len(chosen) > 1:
                records = ", ".join(f"n. {c.row['id']}" for c in chosen if "id" in c.row) or str(len(chosen))
                return self.conflict(
                    row,
                    f"{values['surname']} {values['given_name']}",
                    [base.problem("surname", "two-records", base.TWO_RECORDS, values["surname"], records=records)],
                )
            if chosen:
                return self._same_person(chosen[0], values), told
            told = (base.warning("surname", "homonym", base.HOMONYM),)
        lawyer = Lawyer(values, [])
        if code is not None:
            self._by_code[code] = lawyer
        if homonyms:
            homonyms.append(lawyer)
        else:
            self._by_name[key] = [lawyer]
        return lawyer, told

    @staticmethod
    def _same_person(lawyer: Lawyer, values: Row) -> Lawyer:
        if lawyer.several is None:
            lawyer.several = [] if "version" in lawyer.row else [dict(lawyer.row)]
        lawyer.several.append(values)
        return lawyer

    @staticmethod
    def _may_be(lawyer: Lawyer, values: Row, code: str | None) -> bool:
        """Whether nothing says that they are two people: another fiscal code, another number at the same bar, another name."""
        row = lawyer.row
        known = row.get("fiscal_code")
        if code is not None and known is not None:
            return False
        number, bar = values.get("bar_number"), values.get("bar")
        if (
            number
            and row.get("bar_number")
            and number != row["bar_number"]
            and (not bar or fold(bar) == fold(row.get("bar") or ""))
        ):
            return False
        return same_name(f"{row['surname']} {row['given_name']}", f"{values['surname']} {values['given_name']}")

    def _choose(self, fitting: list[Lawyer], values: Row) -> tuple[list[Lawyer], tuple[FieldProblem, ...]]:
        """Those that share what identifies a lawyer; else those with a supporting field; else one that agrees in everything."""
        strong = [f for f in fitting if self._shared(f, values, ("bar", "email", "pec"))]
        if strong:
            return strong, ()
        reasons = [(f, self._shared(f, values, ("phone", "firm", "city"))) for f in fitting]
        supported = [(f, reason) for f, reason in reasons if reason]
        if len(supported) == 1:
            return [supported[0][0]], (base.warning("surname", "recognised", base.RECOGNISED, reason=supported[0][1]),)
        if supported:
            return [f for f, _ in supported], ()
        given = {f: v for f, v in values.items() if v is not None and f in PERSON + OFFICE}
        return [f for f in fitting if self._agrees(f, given)][:1], ()

    @staticmethod
    def _texts(lawyer: Lawyer, field: str) -> frozenset[str]:
        """The keys of a field over the person and all offices, and over the rows of this file."""
        fields = ("phone", "mobile") if field == "phone" else (field,)
        holders = [lawyer.row, *lawyer.offices, *(lawyer.several or ())]
        return frozenset[str]().union(*(keys_of(f, h.get(f)) for h in holders for f in fields))

    def _shared(self, lawyer: Lawyer, values: Row, fields: tuple[str, ...]) -> str | None:
        """The first of the fields in which the row and the lawyer have something in common."""
        for field in fields:
            wanted = keys_of(field, values.get(field))
            if field == "phone":
                wanted |= keys_of("mobile", values.get("mobile"))
            if wanted and not wanted.isdisjoint(self._texts(lawyer, field)):
                return field
        return None

    @staticmethod
    def _agrees(lawyer: Lawyer, given: Row) -> bool:
        """Whether every value of the row is one of the lawyer's."""
        holders = [lawyer.row, *lawyer.offices]
        return all(any(h.get(f) == v for h in holders) for f, v in given.items())

    # --- what differs ------------------------------------------------------------------------------------------------

    def _enter(self, row: Prepared, lawyer: Lawyer, name: str, told: tuple[FieldProblem, ...]) -> RowVerdict:
        """A lawyer nobody knew: the row itself becomes the record."""
        values: dict[str, Any] = row.values
        self._new.append(values)
        if any(map(values.get, self._office)):
            lawyer.offices.append(values)
            self.plan.housed.append(values)
        if self._roster is not None:
            lawyer.entry = self.plan.add("roster_entry", self._new_entry(lawyer, values))
        return RowVerdict(
            row.line, "new", name, "lawyer", values, warnings=(*row.warnings, *told) if told else row.warnings, raw=row.raw
        )

    def _new_entry(self, lawyer: Lawyer, values: Row) -> Row:
        """A place on the roster, which is written with the first of its entries."""
        roster = self._roster
        assert roster is not None
        if "version" not in roster and "roster" not in self.plan.rows:
            self.plan.add("roster", roster)
        return {
            "roster_id": roster if "version" not in roster else roster["id"],
            "lawyer_id": lawyer.row if "version" not in lawyer.row else lawyer.row["id"],
            "state": "admitted",
            **{f: values.get(f) for f in ENTRY},
        }

    def _compare(self, row: Prepared, lawyer: Lawyer, name: str, told: tuple[FieldProblem, ...]) -> RowVerdict:
        values: dict[str, Any] = row.values
        stored = lawyer.row
        work = self.work()
        office = self._office_of(lawyer, values)
        about = any(values.get(f) is not None for f in self._office)
        further = about and bool(lawyer.offices) and office is not lawyer.offices[0]
        beside = lawyer.several if lawyer.several is not None and len(lawyer.several) > 1 else None
        key = {"match_key": match_key(values["surname"], values["given_name"])}
        if not same_name(f"{stored['surname']} {stored['given_name']}", name):
            for field in ("surname", "given_name"):
                work.value("lawyer", stored, field, values[field], also=key, fill_only=further, beside=_all(beside, field))
        for field in self._person:
            new = values.get(field)
            if new is not None and new != stored.get(field):
                work.value("lawyer", stored, field, new, fill_only=further, beside=_all(beside, field))
        if values.get("title") is not None and "title" not in self.setting.columns:
            work.value("lawyer", stored, "title", values["title"], fill_only=True)
        added = self._compare_office(work, lawyer, office, values)
        if self._roster is not None:
            self._compare_entry(work, lawyer, values)
        verdict = self.settle(row, name, stored, work, told)
        if verdict.verdict == "changed":
            if added is not None:
                lawyer.offices.append(added)
            if "version" in stored:
                self.plan.lawyers.append(stored)
        return verdict

    def _office_of(self, lawyer: Lawyer, values: Row) -> Row | None:
        """The office a row is about; None when it is another one (or the first)."""
        given = [(f, v) for f in self._office if (v := values.get(f)) is not None]
        for office in lawyer.offices:
            if all(office.get(f) == v for f, v in given):
                return office
        address, city = fold(values.get("address") or ""), fold(values.get("city") or "")
        if not address and not city:
            return self._only_office(lawyer, values)
        bare = None
        for office in lawyer.offices:
            there, town = fold(office.get("address") or ""), fold(office.get("city") or "")
            if there == address and (town == city or not town or not city) and (address or town == city):
                return office
            if not there and (not town or town == city):
                bare = bare or office  # an office known by telephone or town alone gets its address
            elif not address and town == city:
                return office
        return bare

    @staticmethod
    def _only_office(lawyer: Lawyer, values: Row) -> Row | None:
        """The office of a row without address: the one with the same firm or telephone, else the first."""
        for office in lawyer.offices:
            if any(values.get(f) and keys_of(f, values[f]) & keys_of(f, office.get(f)) for f in ("firm", "phone", "mobile")):
                return office
        return lawyer.offices[0] if lawyer.offices else None

    def _compare_office(self, work: Work, lawyer: Lawyer, office: Row | None, values: Row) -> Row | None:
        """Compare the fields of an office, or add it; returns an office that was added."""
        given = {f: v for f in self._office if (v := values.get(f)) is not None}
        if not given:
            return None
        if office is None:
            shown = ", ".join(str(given[f]) for f in ("firm", "address", "city", "phone", "mobile") if f in given)
            return work.add(
                "lawyer_office",
                {**given, "lawyer_id": _reference(lawyer.row)},
                "office",
                shown or str(next(iter(given.values()))),
            )
        numbers = keys_of("phone", office.get("phone")) | keys_of("mobile", office.get("mobile"))
        same_office = (
            [v for v in lawyer.several or () if self._office_of(lawyer, v) is office] if len(lawyer.several or ()) > 1 else None
        )
        for field, new in given.items():
            if new == office.get(field) or (field in ("phone", "mobile") and keys_of(field, new) <= numbers):
                continue
            work.value("lawyer_office", office, field, new, beside=_all(same_office, field))
        return None

    def _compare_entry(self, work: Work, lawyer: Lawyer, values: Row) -> None:
        if lawyer.entry is None:
            lawyer.entry = work.add(
                "roster_entry", self._new_entry(lawyer, values), "roster", self._roster and self._roster["term"]
            )
            return
        for field in ENTRY:
            work.value("roster_entry", lawyer.entry, field, values.get(field))


def _reference(row: Row) -> Any:
    return row["id"] if "version" in row else row


def _all(rows: list[Row] | None, field: str) -> frozenset[Any] | None:
    """The values that several rows of the file give to one field."""
    return frozenset(r.get(field) for r in rows) if rows and len(rows) > 1 else None


__all__ = ["FieldChange", "Lawyer", "Lawyers"]
