"""Rows of cases: the file, the child, the spells, and everything a row tells about the family and those who follow it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain import caseload
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_
from minori_tui.services.importing import base, parts
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.compare import Work
from minori_tui.services.importing.families import Families, Operators
from minori_tui.services.importing.model import RowVerdict
from minori_tui.services.importing.parts import Belongings, reference
from minori_tui.transfer.rows import Prepared

ROLES = ("social_worker", "psychologist", "educator")
PHONE = ("phone", "mobile")
_NUMBER = re.compile(r"(\d{4})/(\d+)", re.ASCII).fullmatch


class Case:
    """A case that rows may be about, stored or of this file; its parts are read when a row is about it."""

    __slots__ = ("assignments", "file", "id", "number", "person", "person_id", "referrals", "schools", "spells")

    def __init__(self, case_id: int | None, number: str, person_id: int | None) -> None:
        self.id, self.number, self.person_id = case_id, number, person_id
        self.file: Row = {}
        self.person: Row = {}
        self.spells: list[Row] = []
        self.referrals: list[Row] = []
        self.assignments: list[Row] = []
        self.schools: list[Row] = []


class Cases(Comparer):
    """The comparison of cases."""

    table = "case_file"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._by_number: dict[str, Case] = {}
        self._by_code: dict[str, list[Case]] = {}
        self._by_birth: dict[tuple[str, str], list[Case]] = {}
        self._last: dict[int, int] = {}  # year -> the highest number given away
        self._heads: list[tuple[Row, str, str]] = []
        wants_siblings = "siblings" in setting.columns
        for case_id, number, person_id, surname, given, birth, code in matching.case_heads(setting.connection):
            case = Case(case_id, number, person_id)
            self._know(case, parts.word_key(surname, given), birth, code)
            if wants_siblings:
                self._heads.append(({"id": person_id, "version": 0, "surname": surname, "given_name": given}, surname, given))
        self._free: dict[tuple[str, str | None], list[int]] = {}  # persons of the store by name and birth date
        self._free_codes: dict[str, int] = {}
        for person_id, surname, given, birth, code in matching.person_heads(setting.connection):
            self._free.setdefault((parts.word_key(surname, given), birth), []).append(person_id)
            if code:
                self._free_codes[code] = person_id
        self._operators = Operators(setting)

    def _know(self, case: Case, name: str, birth: str | None, code: str | None) -> None:
        self._by_number[case.number] = case
        if birth:
            self._by_birth.setdefault((name, birth), []).append(case)
        if code:
            self._by_code.setdefault(code, []).append(case)
        if found := _NUMBER(case.number):
            year = int(found[1])
            self._last[year] = max(self._last.get(year, 0), int(found[2]))

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        told: list[list[FieldProblem]] = []
        wrong: list[list[FieldProblem]] = []
        for row in rows:
            warnings: list[FieldProblem] = []
            problems = list(row.problems) or self._checked(row.values, warnings)
            told.append(warnings)
            wrong.append(problems)
        self._read([row for row, problems in zip(rows, wrong, strict=True) if not problems])
        self._families.learn_order([row.values for row in rows])
        return [self._row(row, problems, warnings) for row, problems, warnings in zip(rows, wrong, told, strict=True)]

    def _checked(self, values: dict[str, Any], told: list[FieldProblem]) -> list[FieldProblem]:
        """Codes in the place of words, and the rules of a spell."""
        parts.take_place(values, "comune", told)
        for field, list_name in (
            ("citizenship", "citizenship"),
            ("referral_source", "referral_source"),
            ("closing_reason", "closing_reason"),
        ):
            parts.take_code(values, field, list_name, told)
        parts.check_code(values, self.setting, told)
        opened = date.fromisoformat(values["opened_on"])
        closed = date.fromisoformat(values["closed_on"]) if values.get("closed_on") else None
        if values["birth_date"] > values["opened_on"]:
            told.append(
                base.warning("opened_on", "before-birth", N_("The case was opened before the birth date"), values["opened_on"])
            )
        return caseload.check_spell(opened, closed, self.setting.today)

    # --- which case it is --------------------------------------------------------------------------------------------

    def _candidates(self, values: dict[str, Any]) -> list[Case]:
        """The cases that the row may be about: by file number; else by fiscal code; else by name and birth date."""
        number = values.get("file_number")
        if number is not None:
            return [self._by_number[number]] if number in self._by_number else []
        if found := self._by_code.get(values.get("fiscal_code") or ""):
            return found
        return self._by_birth.get((parts.word_key(values["surname"], values["given_name"]), values["birth_date"]), [])

    def _person_of(self, values: dict[str, Any]) -> int | None:
        """A person of the store without regard to cases: the child may have been entered with another list."""
        code = values.get("fiscal_code")
        if code in self._free_codes:
            return self._free_codes[code]
        found = self._free.get((parts.word_key(values["surname"], values["given_name"]), values["birth_date"]), [])
        return found[0] if len(found) == 1 else None

    def _read(self, rows: list[Prepared]) -> None:
        """Everything about the cases that the rows may be about."""
        cases = {c.id: c for row in rows for c in self._candidates(row.values) if c.id is not None}
        persons = {c.person_id for c in cases.values() if c.person_id is not None}
        persons |= {p for row in rows if not self._candidates(row.values) and (p := self._person_of(row.values)) is not None}
        connection = self.setting.connection
        self._persons = {i: found[0] for i, found in matching.by_ids(connection, "person", "id", persons).items()}
        grouped = {
            table: matching.by_ids(connection, table, "case_id", cases) for table in ("case_spell", "referral", "assignment")
        }
        files = matching.by_ids(connection, "case_file", "id", cases)
        self._schools = matching.by_ids(connection, "schooling", "person_id", persons)
        for case_id, case in cases.items():
            case.file, case.person = files[case_id][0], self._persons[case.person_id or 0]
            case.spells = sorted(grouped["case_spell"].get(case_id, []), key=lambda s: s["opened_on"])
            case.referrals = grouped["referral"].get(case_id, [])
            case.assignments = grouped["assignment"].get(case_id, [])
            case.schools = [s for s in self._schools.get(case.person_id or 0, []) if s["valid_to"] is None]
        self._belongings = Belongings(self.setting, persons)
        self._families = Families(self.setting, self._persons)
        self._families.children([(self._persons.get(head["id"], head), surname, given) for head, surname, given in self._heads])

    def _row(self, row: Prepared, problems: list[FieldProblem], told: list[FieldProblem]) -> RowVerdict:
        values: dict[str, Any] = row.values
        name = str(values.get("file_number") or f"{values.get('surname') or ''} {values.get('given_name') or ''}".strip())
        if problems:
            return self.rejected(row, problems, name)
        found = self._candidates(values)
        if len(found) > 1:
            numbers = ", ".join(c.number for c in found)
            return self.conflict(row, name, [base.problem("file_number", "two-records", base.TWO_RECORDS, name, records=numbers)])
        if not found:
            return self._enter(row, told)
        case = found[0]
        work = self.work()
        parts.compare_person(work, case.person, values)
        self._compare_file(work, case, values, told)
        verdict = self.settle(row, case.number, case.file, work, tuple(told))
        if verdict.verdict == "changed" and "version" in case.file:
            self.plan.cases.append(case.file)
            self.plan.persons.add(case.person["id"])
        return verdict

    # --- a new case --------------------------------------------------------------------------------------------------

    def _enter(self, row: Prepared, told: list[FieldProblem]) -> RowVerdict:
        values: dict[str, Any] = row.values
        number = values.get("file_number") or self._next_number(values["opened_on"])
        known = self._person_of(values)
        work = self.work()
        if known is not None:
            person = self._persons[known]
            parts.compare_person(work, person, values)
            if work.conflicts:
                return self.conflict(row, number, work.conflicts)
        elif (sibling := self._families.awaited(values)) is not None:
            person = sibling
            person.update(parts.new_person(values))
        else:
            person = work.extra("person", parts.new_person(values))
        case = Case(None, number, None)
        case.person = person
        case.file = work.extra(
            "case_file", {"file_number": number, "person_id": reference(person), **{c: values.get(f) for c, f in _FILE.items()}}
        )
        self._know(case, parts.word_key(person["surname"], person["given_name"]), values["birth_date"], values.get("fiscal_code"))
        self._families.enlist(person)
        self._compare_file(work, case, values, told)
        work.write(self.plan)
        self.plan.cases.append(case.file)
        return RowVerdict(row.line, "new", number, "case_file", case.file, warnings=(*row.warnings, *told), raw=row.raw)

    def _next_number(self, opened_on: str) -> str:
        """The next free number of the year of opening (``YYYY/NNNN``)."""
        year = int(opened_on[:4])
        self._last[year] = self._last.get(year, 0) + 1
        return f"{year:04d}/{self._last[year]:04d}"

    # --- what differs ------------------------------------------------------------------------------------------------

    def _compare_file(self, work: Work, case: Case, values: dict[str, Any], told: list[FieldProblem]) -> None:
        for column, field in _FILE.items():
            work.value("case_file", case.file, column, values.get(field), field=field)
        self._compare_spell(work, case, values)
        self._compare_referral(work, case, values)
        address = (
            values
            if not case.id or self._belongings.address(case.person)
            else {**values, "comune": case.file.get("municipality")}
        )
        self._belongings.compare_address(work, case.person, address, None, values["opened_on"])
        self._belongings.compare_contacts(work, case.person, "phone", PHONE, values.get("phone"))
        self._compare_school(work, case, values.get("school"))
        self._families.compare_household(work, case.person, values.get("household"))
        self._families.compare_parents(work, case.person, values)
        self._families.compare_siblings(work, case.person, values)
        for role in ROLES:
            if values.get(role):
                self._compare_worker(work, case, role, str(values[role]), values, told)

    def _compare_spell(self, work: Work, case: Case, values: dict[str, Any]) -> None:
        """The spell that began on that day; else the only one is corrected, or a new one follows a closed one."""
        opened, closed = values["opened_on"], values.get("closed_on")
        spell = next((s for s in case.spells if s["opened_on"] == opened), None)
        if spell is None:
            last = case.spells[-1] if case.spells else None
            overlap = any(
                caseload.overlaps(_day(opened), _day(closed), _day(s["opened_on"]), _day(s["closed_on"])) for s in case.spells
            )
            if last is None or not overlap:
                new = {
                    "case_id": reference(case.file),
                    "opened_on": opened,
                    "closed_on": closed,
                    "closing_reason": values.get("closing_reason"),
                }
                case.spells.append(work.add("case_spell", new, "opened_on", opened, last and last["opened_on"]))
                case.spells.sort(key=lambda s: s["opened_on"])
                return
            if len(case.spells) > 1:
                work.conflicts.append(
                    base.problem(
                        "opened_on",
                        "which-spell",
                        N_("The case was open several times and none began on that day: correct it on the case"),
                        opened,
                    )
                )
                return
            spell = last
        last_day = closed or spell.get("closed_on")
        if last_day is not None and opened > last_day:
            work.conflicts.append(
                base.problem(
                    "opened_on",
                    "after-closing",
                    N_("The stored case was closed on {day}, before this opening"),
                    opened,
                    day=last_day,
                )
            )
            return
        if closed and not spell.get("closed_on"):
            for held in case.assignments:
                if held.get("valid_to") is None:
                    work.put("assignment", held, valid_to=max(closed, held.get("valid_from") or ""))
        for field in ("opened_on", "closed_on", "closing_reason"):
            work.value("case_spell", spell, field, values.get(field), owner=("case_file", case.file))

    def _compare_referral(self, work: Work, case: Case, values: dict[str, Any]) -> None:
        """The report of concern: the same is known, a gap is filled, another date is another report."""
        source, day = values.get("referral_source"), values.get("referral_date")
        if source is None and day is None:
            return
        fitting = [
            r
            for r in case.referrals
            if (source is None or r.get("source") in (None, source)) and (day is None or r.get("received_on") in (None, day))
        ]
        exact = [
            r for r in fitting if (source is None or r.get("source") == source) and (day is None or r.get("received_on") == day)
        ]
        if exact:
            return
        if fitting:
            work.value("referral", fitting[-1], "source", source, field="referral_source")
            work.value("referral", fitting[-1], "received_on", day, field="referral_date")
            return
        row = {"case_id": reference(case.file), "source": source, "received_on": day}
        case.referrals.append(work.add("referral", row, "referral_source", source or day))

    def _compare_school(self, work: Work, case: Case, school: str | None) -> None:
        if not school or any(s["school"] == school for s in case.schools):
            return
        old = case.schools[-1] if case.schools else None
        if old is not None:
            if work.kept(old["school"]) or "version" not in old:
                return
            if work.newer(work.origins.of_row("schooling", old, "person", case.person), "school", school, old["school"]):
                return
            work.put("schooling", old, valid_to=max(self.setting.today.isoformat(), old.get("valid_from") or ""))
        row = {"person_id": reference(case.person), "school": school}
        case.schools = [work.add("schooling", row, "school", school, old and old["school"])]

    def _compare_worker(
        self, work: Work, case: Case, role: str, text: str, values: dict[str, Any], told: list[FieldProblem]
    ) -> None:
        operator = self._operators.find(text)
        held = [a for a in case.assignments if a["role"] == role]
        now = [a for a in held if a.get("valid_to") is None] or held[-1:]
        if operator is not None and any(
            a["operator_id"] in (operator.get("id", -1), operator)
            if not isinstance(a["operator_id"], dict)
            else a["operator_id"] is operator
            for a in now
        ):
            return
        today, closed = self.setting.today.isoformat(), values.get("closed_on")
        old = now[-1] if now else None
        shown = old and self._operators.names.get(old["operator_id"] if isinstance(old["operator_id"], int) else 0, "")
        if old is not None:
            if work.kept(shown) or "version" not in old:
                return
            if work.newer(work.origins.of_row("assignment", old, "case_file", case.file), role, text, shown):
                return
            if old.get("valid_to") is None:
                work.put("assignment", old, valid_to=max(today, old.get("valid_from") or ""))
        if operator is None:
            operator = self._operators.enter(work, text, role)
            told.append(
                base.warning(role, "new-operator", N_("{name} was not among the operators and is entered"), text, name=text)
            )
        row = {
            "case_id": reference(case.file),
            "operator_id": reference(operator),
            "role": role,
            "valid_from": values["opened_on"] if old is None else today,
        }
        if closed:
            row["valid_to"] = max(closed, row["valid_from"])
        case.assignments.append(work.add("assignment", row, role, text, shown))


_FILE = {"municipality": "comune", "msna": "msna", "notes": "notes"}


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


__all__ = ["Case", "Cases"]
