"""Rows of people: told apart by fiscal code, else by name and birth date, else by what else they share."""

from __future__ import annotations

from typing import Any

from minori_tui.data.queries import matching
from minori_tui.data.queries.matching import Row
from minori_tui.domain.errors import FieldProblem
from minori_tui.services.importing import base, parts
from minori_tui.services.importing.base import Comparer, Setting
from minori_tui.services.importing.compare import keys_of
from minori_tui.services.importing.model import RowVerdict
from minori_tui.services.importing.parts import Belongings
from minori_tui.transfer.rows import Prepared

PHONE = ("phone", "mobile")


class Known:
    """A person that rows may be about: stored (``row`` is read when it is needed) or of this file."""

    __slots__ = ("birth", "code", "id", "key", "row", "rows")

    def __init__(self, person_id: int | None, key: str, birth: str | None, code: str | None) -> None:
        self.id, self.key, self.birth, self.code = person_id, key, birth, code
        self.row: Row | None = None
        self.rows: list[Prepared] = []


class People(Comparer):
    """The comparison of people."""

    table = "person"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._by_code: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        for person_id, surname, given, birth, code in matching.person_heads(setting.connection):
            self._know(Known(person_id, parts.word_key(surname, given), birth, code))

    def _know(self, known: Known) -> None:
        self._by_name.setdefault(known.key, []).append(known)
        if known.code:
            self._by_code.setdefault(known.code, []).append(known)

    def judge(self, rows: list[Prepared]) -> list[RowVerdict]:
        """The verdict of every row."""
        told: list[list[FieldProblem]] = []
        for row in rows:
            found: list[FieldProblem] = []
            if not row.problems:
                parts.take_place(row.values, "comune", found)
                parts.take_code(row.values, "citizenship", "citizenship", found)
                parts.check_code(row.values, self.setting, found)
            told.append(found)
        candidates = [self._candidates(row) for row in rows]
        self._read({k.id for found in candidates for k in found if k.id is not None})
        return [self._row(row, warnings) for row, warnings in zip(rows, told, strict=True)]

    def _candidates(self, row: Prepared) -> list[Known]:
        values = row.values
        if row.problems:
            return []
        code = values.get("fiscal_code")
        if code is not None and str(code) in self._by_code:
            return self._by_code[str(code)]
        same = self._by_name.get(parts.word_key(_text(values, "surname"), _text(values, "given_name")), [])
        birth = values.get("birth_date")
        return [k for k in same if not (code and k.code) and not (birth and k.birth and birth != k.birth)]

    def _read(self, ids: set[int]) -> None:
        rows = matching.by_ids(self.setting.connection, "person", "id", ids)
        for known in (k for found in self._by_name.values() for k in found):
            if known.id in rows:
                known.row = rows[known.id][0]
        self._belongings = Belongings(self.setting, ids)

    def _row(self, row: Prepared, told: list[FieldProblem]) -> RowVerdict:
        values: dict[str, Any] = row.values
        name = f"{values.get('surname') or ''} {values.get('given_name') or ''}".strip()
        if row.problems:
            return self.rejected(row, row.problems, name)
        fitting = self._fitting(self._candidates(row), values, told)
        if len(fitting) > 1:
            fitting = [k for k in fitting if self._agrees(k, values)][:1] or fitting
        if len(fitting) > 1:
            records = ", ".join(f"n. {k.id}" for k in fitting if k.id is not None) or str(len(fitting))
            return self.conflict(row, name, [base.problem("surname", "two-records", base.TWO_RECORDS, name, records=records)])
        if not fitting:
            return self._enter(row, name, told)
        known = fitting[0]
        person = known.row
        assert person is not None
        work = self.work()
        parts.compare_person(work, person, values)
        work.value("person", person, "notes", values.get("notes"))
        self._belong(work, person, values)
        verdict = self.settle(row, name, person, work, tuple(told))
        if verdict.verdict == "changed" and "version" in person:
            self.plan.persons.add(person["id"])
        return verdict

    def _belong(self, work: Any, person: Row, values: dict[str, Any]) -> None:
        self._belongings.compare_address(work, person, values, "comune")
        numbers = "; ".join(v for f in PHONE if (v := values.get(f)))
        self._belongings.compare_contacts(work, person, "phone", PHONE, numbers)
        self._belongings.compare_contacts(work, person, "email", ("email",), values.get("email"))

    def _enter(self, row: Prepared, name: str, told: list[FieldProblem]) -> RowVerdict:
        values: dict[str, Any] = row.values
        person = self.plan.add("person", parts.new_person(values) | {"notes": values.get("notes")})
        known = Known(None, parts.word_key(person["surname"], person["given_name"]), person["birth_date"], person["fiscal_code"])
        known.row = person
        self._know(known)
        work = self.work()
        self._belong(work, person, values)
        work.write(self.plan)
        return RowVerdict(row.line, "new", name, "person", person, warnings=(*row.warnings, *told), raw=row.raw)

    def _fitting(self, candidates: list[Known], values: dict[str, Any], told: list[FieldProblem]) -> list[Known]:
        """Who a row is about: by code; by birth date; by a telephone, e-mail or street; by agreeing in everything."""
        code, birth = values.get("fiscal_code"), values.get("birth_date")
        if not candidates:
            return []
        if code and any(k.code == code for k in candidates):
            return [k for k in candidates if k.code == code]
        if birth and (dated := [k for k in candidates if k.birth == birth]):
            return dated
        shared = [(k, reason) for k in candidates if (reason := self._shared(k, values))]
        if shared:
            told.append(base.warning("surname", "recognised", base.RECOGNISED, reason=shared[0][1]))
            return [k for k, _ in shared]
        agreeing = [k for k in candidates if self._agrees(k, values)]
        if not agreeing:
            told.append(base.warning("surname", "homonym", base.HOMONYM))
        return agreeing[:1]

    def _shared(self, known: Known, values: dict[str, Any]) -> str | None:
        person = known.row
        assert person is not None
        numbers = {c["match_key"] for c in self._belongings.numbers(person, PHONE)}
        if numbers & (keys_of("phone", values.get("phone")) | keys_of("phone", values.get("mobile"))):
            return "phone"
        if {c["match_key"] for c in self._belongings.numbers(person, ("email",))} & keys_of("email", values.get("email")):
            return "email"
        address = self._belongings.address(person)
        if address and values.get("address") and address.get("street") == values["address"]:
            return "address"
        return None

    def _agrees(self, known: Known, values: dict[str, Any]) -> bool:
        """Whether nothing in the row is more, or other, than what is known."""
        person = known.row
        assert person is not None
        if any(values.get(f) not in (None, person.get(f)) for f in (*parts.PERSON[2:], "notes")):
            return False
        address = self._belongings.address(person) or {}
        if any(
            values.get(f) not in (None, address.get(column))
            for f, column in (("comune", "municipality"), ("address", "street"), ("protected_address", "protected"))
        ):
            return False
        numbers = {c["match_key"] for c in self._belongings.numbers(person, PHONE)}
        emails = {c["match_key"] for c in self._belongings.numbers(person, ("email",))}
        wanted = keys_of("phone", values.get("phone")) | keys_of("phone", values.get("mobile"))
        return wanted <= numbers and keys_of("email", values.get("email")) <= emails


def _text(values: dict[str, Any], field: str) -> str | None:
    value = values.get(field)
    return None if value is None else str(value)
