"""Records as flat rows of the exchange fields, a chunk at a time: what exports write and imports compare with.

A case is one row a spell, a lawyer one row an office, so that nothing is lost on the way out; values are those of the store
(codes, ISO dates, 1/0).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.data.many import chunks, marks
from minori_tui.data.queries.matching import CHUNK, by_ids, rows_of

Row = dict[str, Any]
ROLES = ("social_worker", "psychologist", "educator")


def ids_of(connection: Connection, table: str) -> list[int]:
    """The ids of a table, in order."""
    return [r[0] for r in connection.execute(f"SELECT id FROM {table} ORDER BY id")]


def _present(rows: list[Row]) -> list[Row]:
    """Those that have not ended."""
    return [r for r in rows if r["valid_to"] is None]


def _listed(values: list[str]) -> str | None:
    return "; ".join(values) or None


def _full(person: Row) -> str:
    return f"{person['surname']} {person['given_name']}".strip()


def people(connection: Connection, ids: Sequence[int]) -> Iterator[Row]:
    """Persons with their present address and contacts."""
    for chunk in chunks(ids, CHUNK):
        contacts = by_ids(connection, "contact", "person_id", chunk)
        addresses = by_ids(connection, "address", "person_id", chunk)
        for rows in by_ids(connection, "person", "id", chunk).values():
            person = rows[0]
            now = _present(addresses.get(person["id"], []))
            home: Row = now[-1] if now else {}
            reach = _present(contacts.get(person["id"], []))
            yield person | {
                "comune": home.get("municipality"),
                "address": home.get("street"),
                "protected_address": home.get("protected") or None,
                **{kind: _listed([c["value"] for c in reach if c["kind"] == kind]) for kind in ("phone", "mobile", "email")},
            }


def cases(connection: Connection, ids: Sequence[int]) -> Iterator[Row]:
    """Cases with the child and the family, one row a spell (the last reports of concern stand on the last row)."""
    for chunk in chunks(ids, CHUNK):
        files = {i: rows[0] for i, rows in by_ids(connection, "case_file", "id", chunk).items()}
        children = {p["id"]: p for p in people(connection, sorted({f["person_id"] for f in files.values()}))}
        parts = {t: by_ids(connection, t, "case_id", chunk) for t in ("case_spell", "referral", "assignment")}
        family = _family(connection, sorted(children))
        operators = {o["id"]: o for o in rows_of(connection, "SELECT * FROM operator")}
        for case_id, file in files.items():
            yield from _case_rows(
                file,
                children[file["person_id"]],
                {t: g.get(case_id, []) for t, g in parts.items()},
                family.get(file["person_id"], {}),
                operators,
            )


def _case_rows(file: Row, child: Row, parts: dict[str, list[Row]], family: Row, operators: dict[int, Row]) -> Iterator[Row]:
    phones = _listed([v for v in (child["phone"], child["mobile"]) if v])
    common = (
        child
        | family
        | {
            "id": file["id"],
            "person": child["id"],
            "file_number": file["file_number"],
            "msna": file["msna"],
            "phone": phones,
            "comune": file["municipality"],
            "notes": file["notes"],
            "referral_source": None,
            "referral_date": None,
        }
    )
    for role in ROLES:
        held = [a for a in parts["assignment"] if a["role"] == role]
        now = _present(held) or held[-1:]
        common[role] = operators[now[-1]["operator_id"]] if now else None
    spells = sorted(parts["case_spell"], key=lambda s: s["opened_on"]) or [{}]
    for spell in spells:
        row = common | {f: spell.get(f) for f in ("opened_on", "closed_on", "closing_reason")}
        if spell is spells[-1] and parts["referral"]:
            last = parts["referral"][-1]
            row |= {"referral_source": last["source"], "referral_date": last["received_on"]}
        yield row


def _family(connection: Connection, persons: Sequence[int]) -> dict[int, Row]:
    """Parents, brothers and sisters, household and school of children."""
    related = by_ids(connection, "relationship", "person_id", persons)
    others = {
        i: rows[0]
        for i, rows in by_ids(connection, "person", "id", (r["other_id"] for rows in related.values() for r in rows)).items()
    }
    members = by_ids(connection, "household_member", "person_id", persons)
    houses = by_ids(connection, "household", "id", (m["household_id"] for rows in members.values() for m in rows))
    schools = by_ids(connection, "schooling", "person_id", persons)
    found: dict[int, Row] = {}
    for person in persons:
        now = _present(related.get(person, []))
        kin = {kind: [_full(others[r["other_id"]]) for r in now if r["kind"] == kind] for kind in ("mother", "father")}
        siblings = [_full(others[r["other_id"]]) for r in now if r["kind"] in ("sibling", "half_sibling")]
        labels = [houses[m["household_id"]][0]["label"] for m in _present(members.get(person, []))]
        attended = [s["school"] for s in _present(schools.get(person, []))]
        found[person] = {kind: names[-1] if names else None for kind, names in kin.items()} | {
            "siblings": _listed(siblings),
            "household": labels[-1] if labels else None,
            "school": attended[-1] if attended else None,
        }
    return found


def events(connection: Connection, cases_wanted: Sequence[int]) -> Iterator[Row]:
    """The diary of cases, in the order of time."""
    for chunk in chunks(cases_wanted, CHUNK):
        yield from rows_of(
            connection,
            "SELECT e.*, c.file_number FROM event e JOIN case_file c ON c.id = e.case_id "
            f"WHERE e.case_id IN ({marks(chunk)}) ORDER BY e.case_id, e.at, e.id",
            chunk,
        )


_ORDERS = """SELECT o.*, r.case_id, c.file_number, a.name AS authority, coalesce(r.kind, o.kind) AS ordered,
  (SELECT measure FROM order_parent p WHERE p.order_id = o.id AND p.case_id = r.case_id AND p.parent = 'mother')
    AS mother_responsibility,
  (SELECT measure FROM order_parent p WHERE p.order_id = o.id AND p.case_id = r.case_id AND p.parent = 'father')
    AS father_responsibility
FROM order_child r JOIN court_order o ON o.id = r.order_id JOIN case_file c ON c.id = r.case_id
JOIN authority a ON a.id = o.authority_id WHERE r.case_id IN ({marks}) ORDER BY r.case_id, r.id"""

_INTERVENTIONS = """SELECT i.*, c.file_number, coalesce(i.started_on, i.planned_start) AS began,
  coalesce(o.order_number, o.registry_number) AS order_number, coalesce(f.facility_code, f.name) AS facility,
  h.weekly_minutes AS weekly_hours, coalesce(n.nights_per_week, r.nights_per_week) AS nights_per_week, s.with_whom
FROM intervention i JOIN case_file c ON c.id = i.case_id LEFT JOIN court_order o ON o.id = i.order_id
LEFT JOIN facility f ON f.id = i.facility_id LEFT JOIN home_support h ON h.intervention_id = i.id
LEFT JOIN foster_placement n ON n.intervention_id = i.id LEFT JOIN residential_placement r ON r.intervention_id = i.id
LEFT JOIN supervised_contact s ON s.intervention_id = i.id
WHERE i.case_id IN ({marks}) AND (i.started_on IS NOT NULL OR (i.ended_on IS NULL AND i.planned_start > ?)
  OR (i.ended_on IS NOT NULL AND i.end_reason = 'not_started'))
ORDER BY i.case_id, began, i.id"""


def orders(connection: Connection, cases_wanted: Sequence[int]) -> Iterator[Row]:
    """Court orders, one row a child, with what is ordered for that child."""
    for chunk in chunks(cases_wanted, CHUNK):
        for row in rows_of(connection, _ORDERS.format(marks=marks(chunk)), chunk):
            yield row | {"kind": row["ordered"]}


def interventions(connection: Connection, cases_wanted: Sequence[int], today: str) -> Iterator[Row]:
    """Interventions that began, that are planned for a day to come, or that were given up.

    One planned for a day that has passed, of which nobody said that it began, has no line: a file could not tell it from one
    that did begin.
    """
    for chunk in chunks(cases_wanted, CHUNK):
        for row in rows_of(connection, _INTERVENTIONS.format(marks=marks(chunk)), [*chunk, today]):
            yield row | {"started_on": row["began"]}


def lawyers(connection: Connection, ids: Sequence[int], roster: str | None = None) -> Iterator[Row]:
    """Lawyers, one row an office; with a roster only those on it, with their days and turns."""
    for chunk in chunks(ids, CHUNK):
        offices = by_ids(connection, "lawyer_office", "lawyer_id", chunk)
        entries = (
            {}
            if roster is None
            else {
                e["lawyer_id"]: e
                for e in rows_of(
                    connection,
                    f"SELECT e.* FROM roster_entry e JOIN roster r ON r.id = e.roster_id WHERE r.term = ? "
                    f"AND e.lawyer_id IN ({marks(chunk)})",
                    (roster, *chunk),
                )
            }
        )
        for rows in by_ids(connection, "lawyer", "id", chunk).values():
            lawyer = rows[0]
            if roster is not None and lawyer["id"] not in entries:
                continue
            entry = entries.get(lawyer["id"], {})
            for office in _present(offices.get(lawyer["id"], [])) or [{}]:
                yield {**office, **{f: entry.get(f) for f in ("joined_on", "left_on", "max_turns")}, **lawyer}


def facilities(connection: Connection, ids: Sequence[int]) -> Iterator[Row]:
    """Facilities."""
    for chunk in chunks(ids, CHUNK):
        for rows in by_ids(connection, "facility", "id", chunk).values():
            yield rows[0] | {"comune": rows[0]["municipality"]}
