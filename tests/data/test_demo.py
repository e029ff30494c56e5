"""The synthetic archive: the same every time, exact in number, believable, valid by the program's own rules."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from minori_tui.data import demo, lookup_index
from minori_tui.data.codes import load_list
from minori_tui.data.demo import draw, names, people, places, writer
from minori_tui.data.queries.lookup import Search
from minori_tui.data.store import Store, create_store, open_store
from minori_tui.domain import fiscal_code, lookup
from minori_tui.domain.caseload import overlaps
from minori_tui.domain.contacts import parse_email, parse_phone
from minori_tui.domain.errors import InvalidInput, StoreTrouble

TODAY = date(2026, 11, 22)
SMALL = 150


def digest(path: Path, config: Path) -> str:
    """One number for every row of an archive, ids included; only what identifies the file itself is left out."""
    store, summed = open_store(path, config), hashlib.sha256()
    try:
        with store.read() as connection:
            tables = [r[0] for r in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'lookup_text%' AND "
                "name NOT LIKE 'lookup_lawyer%' AND name NOT IN ('store_meta', 'sqlite_stat1') ORDER BY name")]
            for table in tables:
                for row in sorted(repr(tuple(r)) for r in connection.execute(f"SELECT * FROM {table}")):
                    summed.update(f"{table}{row}".encode())
            summed.update(connection.execute("SELECT value FROM store_meta WHERE key = 'demo'").fetchone()[0].encode())
    finally:
        store.close()
    return summed.hexdigest()


def made(folder: Path, **options: object) -> str:
    demo.make(folder / "a.minori", folder / "config", today=TODAY, **options)  # type: ignore[arg-type]
    return digest(folder / "a.minori", folder / "config")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    steps: list[tuple[int, int]] = []
    manifest = demo.make(folder / "s.minori", folder / "config", today=TODAY, progress=lambda *s: steps.append(s))
    store = open_store(folder / "s.minori", folder / "config")
    yield store, manifest, steps
    store.close()


def rows(store: Store, sql: str, *values: object) -> list[tuple]:
    with store.read() as connection:
        return [tuple(r) for r in connection.execute(sql, values)]


@pytest.fixture(scope="module")
def small_digest(tmp_path_factory):
    return made(tmp_path_factory.mktemp("small"), size=SMALL)


# --- the same every time ------------------------------------------------------------------------------------------------

def test_the_same_seed_gives_the_same_rows_in_any_process_and_chunk(tmp_path, monkeypatch, small_digest):
    monkeypatch.setattr(writer, "FULL", 40)
    assert made(tmp_path / "chunks", size=SMALL, seed=1) == small_digest
    code = ("import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import test_demo as t; "
            "print(t.made(Path(sys.argv[2]), size=t.SMALL))")
    done = subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path / "other")],
                          env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == small_digest


def test_another_seed_gives_other_people(tmp_path, small_digest):
    assert made(tmp_path, size=SMALL, seed=2) != small_digest


# --- how many -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("size", "open_cases", "past_cases"), [
    ("S", 240, 900), ("m", 1_500, 15_000), (" L ", 54_000, 6_000), ("XL", 360_000, 40_000),
    (100, 80, 20), ("1000", 210, 790), (20_000, 4_200, 15_800), (20_001, 18_000, 2_001)])
def test_sizes(size, open_cases, past_cases):
    plan = demo.plan_for(size)
    assert (plan.open_cases, plan.past_cases) == (open_cases, past_cases)


@pytest.mark.parametrize("size", ["", "XXL", "-5", 0, 99, 1_000_001, "1e3", "١٢٣٤", "240.0"])
def test_a_size_that_is_none_makes_nothing(size, tmp_path):
    with pytest.raises(InvalidInput):
        demo.make(tmp_path / "a.minori", tmp_path / "config", size=size, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_size_s_is_exact(archive):
    store, manifest, steps = archive
    by_state = rows(store, "SELECT status, count(*) FROM lookup_case GROUP BY status ORDER BY status")
    assert by_state == [("closed", 900), ("open", 240)]
    open_spells = rows(store, "SELECT count(DISTINCT case_id) FROM case_spell WHERE closed_on IS NULL")
    assert open_spells == [(240,)]
    assert steps[-1] == (1140, 1140)
    assert [s[0] for s in steps] == sorted(s[0] for s in steps)
    for table, count in manifest.counts.items():
        extra = 1 if table == "operator" else 0  # the operator who made the archive
        assert rows(store, f"SELECT count(*) FROM {table}") == [(count + extra,)], table


def test_a_nation_has_many_surnames_and_towns():
    surnames = {n.text for n in names.italian(True).surnames}
    assert len(surnames) >= 15_000
    assert len(set(names.composed_surnames(names.COMPOSED))) == names.COMPOSED
    assert len({t.code for t in places.towns(True)}) > 7_500
    assert len({t.code for t in places.towns(False)}) == 24


def test_one_operation_in_the_journal(archive):
    store, manifest, _ = archive
    assert rows(store, "SELECT kind, subject FROM operation ORDER BY id") == [("operator.add", "demo"), ("demo.fill", "S")]
    ranges = {r[0]: r[1:] for r in rows(store, "SELECT tbl, first_id, last_id FROM operation_insert WHERE op_id = 2")}
    assert ranges["event"] == (1, manifest.counts["event"])
    assert rows(store, "SELECT count(*) FROM history") == [(0,)]
    assert rows(store, "PRAGMA foreign_key_check") == []


# --- nothing half done --------------------------------------------------------------------------------------------------

def test_an_interrupted_making_leaves_nothing(tmp_path, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(lookup_index, "rebuild", stop)
    with pytest.raises(KeyboardInterrupt):
        demo.make(tmp_path / "a.minori", tmp_path / "config", size=SMALL, today=TODAY)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_an_archive_that_exists_stays(tmp_path):
    create_store(tmp_path / "a.minori", tmp_path / "config").close()
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(StoreTrouble):
        demo.make(tmp_path / "a.minori", tmp_path / "config", today=TODAY)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_the_manifest_can_be_read_again(archive, tmp_path):
    store, manifest, _ = archive
    assert demo.read_manifest(store) == manifest
    assert store.meta()["synthetic"] == "1"
    plain = create_store(tmp_path / "a.minori", tmp_path / "config")
    assert demo.read_manifest(plain) is None
    plain.close()


# --- valid by the program's own rules -----------------------------------------------------------------------------------

def test_fiscal_codes_hold_and_belong_to_their_persons(archive):
    store, _, _ = archive
    seen, kinds = set(), defaultdict(int)
    for code, surname, given, sex, born in rows(
            store, "SELECT fiscal_code, surname, given_name, sex, birth_date FROM person WHERE fiscal_code IS NOT NULL"):
        read = fiscal_code.check(code, TODAY)
        assert fiscal_code.cross_check(read, surname, given, sex, date.fromisoformat(born)) == []
        assert code not in seen
        seen.add(code)
        kinds[read.kind] += 1
    assert kinds["personal"] > 1_000
    assert kinds["provisional"] >= 5
    assert rows(store, "SELECT count(*) FROM person p JOIN case_file c ON c.person_id = p.id "
                       "WHERE p.fiscal_code IS NULL")[0][0] >= 10


def test_contacts_are_as_the_forms_would_keep_them(archive):
    store, _, _ = archive
    for kind, value, key in rows(store, "SELECT kind, value, match_key FROM contact"):
        if kind == "email":
            assert parse_email(value) == key
        else:
            read = parse_phone(value)
            assert (read.shown, read.digits, read.problem) == (value, key, None)


@pytest.mark.parametrize(("sql", "list_name"), [
    ("SELECT DISTINCT source FROM referral", "referral_source"), ("SELECT DISTINCT kind FROM event", "event_kind"),
    ("SELECT DISTINCT kind FROM relationship", "relationship_kind"), ("SELECT DISTINCT role FROM assignment", "assignment_role"),
    ("SELECT DISTINCT role FROM household_member", "household_role"), ("SELECT DISTINCT kind FROM facility", "facility_kind"),
    ("SELECT DISTINCT closing_reason FROM case_spell WHERE closed_on IS NOT NULL", "closing_reason"),
    ("SELECT DISTINCT citizenship FROM person WHERE citizenship IS NOT NULL", "citizenship"),
    ("SELECT DISTINCT nature FROM event WHERE nature IS NOT NULL", "event_nature"),
    ("SELECT DISTINCT outcome FROM event WHERE outcome IS NOT NULL", "event_outcome")])
def test_codes_are_those_of_the_lists(archive, sql, list_name):
    found = {r[0] for r in rows(archive[0], sql)}
    assert found
    assert found <= {item.code for item in load_list(list_name)}


def test_histories_are_in_order(archive):
    store, _, _ = archive
    spells, born = defaultdict(list), {}
    for case_id, opened, closed, reason, birth in rows(
            store, "SELECT s.case_id, s.opened_on, s.closed_on, s.closing_reason, p.birth_date FROM case_spell s "
                   "JOIN case_file c ON c.id = s.case_id JOIN person p ON p.id = c.person_id ORDER BY s.id"):
        assert birth <= opened <= (closed or TODAY.isoformat()) <= TODAY.isoformat()
        assert (closed is None) == (reason is None)
        spells[case_id].append((opened, closed))
        born[case_id] = date.fromisoformat(birth)
    for case_id, stretches in spells.items():
        assert all(a[1] is not None and a[1] <= b[0] for a, b in pairwise(stretches))
        assert date.fromisoformat(stretches[0][0]) < date(born[case_id].year + 18, 12, 31)
    for case_id, at, kind, outcome, text in rows(store, "SELECT case_id, at, kind, outcome, text FROM event ORDER BY id"):
        assert text
        planned = kind in ("supervised_contact", "hearing") and outcome is None
        assert any(o <= at[:10] <= (c or TODAY.isoformat()) or (planned and c is None) for o, c in spells[case_id])
        assert planned == (at[:10] > TODAY.isoformat()) or (planned and at[:10] == TODAY.isoformat())
        assert date.fromisoformat(at[:10]).weekday() < 5 or any(o == at[:10] for o, _ in spells[case_id])


def test_one_person_in_a_role_at_a_time_and_at_work_then(archive):
    store, _, _ = archive
    held = defaultdict(list)
    for case_id, role, operator, since, until, own, begins, ends in rows(
            store, "SELECT a.case_id, a.role, o.code, a.valid_from, a.valid_to, o.role, o.active_from, o.active_to "
                   "FROM assignment a JOIN operator o ON o.id = a.operator_id"):
        first, last = date.fromisoformat(since), date.fromisoformat(until) if until else None
        assert not any(other == role and overlaps(first, last, *days) for other, _, *days in held[case_id])
        held[case_id].append((role, operator, first, last))
        assert role == own
        assert begins <= since
        assert (until or "9") <= (ends or "9")
    followed = [c for c, a in held.items() if any(x[3] is None for x in a)]
    assert len(followed) == 239  # all open ones but the one that nobody follows


def test_families_are_possible(archive):
    store, _, _ = archive
    for child, parent in rows(store, "SELECT c.birth_date, o.birth_date FROM relationship r "
                                     "JOIN person c ON c.id = r.person_id "
                                     "JOIN person o ON o.id = r.other_id WHERE r.kind IN ('mother', 'father', 'grandparent') "
                                     "AND o.birth_date IS NOT NULL"):
        assert 15 <= int(child[:4]) - int(parent[:4]) <= 85
    kinds = dict(rows(store, "SELECT kind, count(*) FROM relationship GROUP BY kind"))
    assert kinds["half_sibling"] >= 20
    fathers = rows(store, "SELECT count(*) FROM (SELECT person_id FROM relationship WHERE kind = 'mother' GROUP BY person_id "
                          "HAVING count(*) > 1)")
    assert fathers == [(0,)]
    lonely = rows(store, "SELECT count(*) FROM relationship a WHERE kind LIKE '%sibling' AND NOT EXISTS "
                         "(SELECT 1 FROM relationship b WHERE b.person_id = a.other_id AND b.other_id = a.person_id "
                         "AND b.kind = a.kind)")
    assert lonely == [(0,)]


def test_rosters(archive):
    store, _, _ = archive
    terms = rows(store, "SELECT term, valid_from, valid_to FROM roster ORDER BY term")
    assert terms == [("2022-2024", "2022-01-01", "2024-12-31"), ("2025-2027", "2025-01-01", "2027-12-31")]
    for term, first, last in terms:
        entries = rows(store, "SELECT joined_on, left_on FROM roster_entry e JOIN roster r ON r.id = e.roster_id "
                              "WHERE term = ?", term)
        assert 6 <= len(entries) <= 25
        assert sum(joined > first for joined, _ in entries) == 2
        assert sum(left is not None for _, left in entries) == 1
        assert all(first <= joined <= last for joined, _ in entries)
    both = rows(store, "SELECT count(*) FROM (SELECT lawyer_id FROM roster_entry GROUP BY lawyer_id HAVING count(*) = 2)")
    assert both[0][0] >= 10
    homeless = rows(store, "SELECT count(*) FROM lawyer l WHERE NOT EXISTS (SELECT 1 FROM lawyer_office WHERE lawyer_id = l.id)")
    assert homeless == [(0,)]


def test_no_known_person_is_named():
    paolo, ugo = names.given("Paolo"), names.given("Ugo")
    stream = draw.Draw(5)
    found = {names.first_name(stream, (paolo, ugo), names.surname("Savoldelli")).text for _ in range(50)}
    assert found == {"Ugo"}
    assert {names.first_name(stream, (paolo, ugo), names.surname("Bendotti")).text for _ in range(50)} == {"Paolo", "Ugo"}


def test_telephones_reach_nobody(archive):
    for kind, key in rows(archive[0], "SELECT kind, match_key FROM contact"):
        if kind == "mobile":
            assert key[:3] in places.MOBILES
        elif kind == "phone":
            assert key.startswith(("0346", "035"))
            assert key[4 if key.startswith("0346") else 3] == "0"
        else:
            assert key.endswith(".example")


# --- what is planted ----------------------------------------------------------------------------------------------------

_PERSON = "SELECT {} FROM person p JOIN case_file c ON c.person_id = p.id WHERE c.file_number = ?"
_PLANTED = [
    ("hostile-name", "p.surname LIKE '%[%' AND p.surname LIKE '%]%'"), ("long-name", "length(p.surname) > 60"),
    ("apostrophes", "p.surname LIKE '%''%'"), ("leap-day", "p.birth_date LIKE '%-02-29'"),
    ("nearly-adult", "p.birth_date > '2008-11-22' AND p.birth_date <= '2008-12-22'"),
    ("just-adult", "p.birth_date BETWEEN '2008-11-01' AND '2008-11-21'"),
    ("newborn", "p.fiscal_code IS NULL AND p.birth_date > '2026-10-01'"),
    ("unaccompanied", "c.msna = 1 AND length(p.fiscal_code) = 11 AND NOT EXISTS (SELECT 1 FROM relationship r "
                      "WHERE r.person_id = p.id AND r.kind <> 'guardian')"),
    ("unknown-data", "p.sex IS NULL AND p.birth_place IS NULL"),
    ("three-fathers", "(SELECT count(*) FROM relationship r WHERE r.person_id = p.id AND r.kind = 'half_sibling') = 2"),
    ("reopened-twice", "(SELECT count(*) FROM case_spell s WHERE s.case_id = c.id) = 3"),
    ("no-worker", "NOT EXISTS (SELECT 1 FROM assignment a WHERE a.case_id = c.id)"),
    ("protected-address", "(SELECT max(protected) FROM address a WHERE a.person_id = p.id) = 1"),
    ("omocodia", "substr(p.fiscal_code, 13, 3) GLOB '[L-V][L-V][L-V]'"),
    ("two-households", "(SELECT count(DISTINCT household_id) FROM household_member m WHERE m.person_id = p.id) = 2"),
    ("foreign-letters", "p.surname || p.given_name GLOB '*[ŁłĐđøÇë]*'"),
    ("long-entry", "(SELECT max(length(text)) FROM event e WHERE e.case_id = c.id) > 10000"),
]


@pytest.mark.parametrize(("code", "condition"), _PLANTED)
def test_planted_cases_show_what_they_say(archive, code, condition):
    store, manifest, _ = archive
    planted = next(p for p in manifest.planted if p.code == code)
    assert planted.file_numbers
    for number in planted.file_numbers:
        assert rows(store, _PERSON.format(condition), number) == [(1,)], number


@pytest.mark.parametrize(("code", "same", "different"), [
    ("homonyms", "p.surname, p.given_name, p.birth_date, p.sex", "p.fiscal_code"),
    ("twins", "p.surname, p.birth_date", "p.given_name"),
    ("joined-surnames", "1", "p.surname"), ("joined-given-names", "1", "p.given_name"), ("joined-from-abroad", "1", "p.surname"),
    ("two-municipalities", "p.id", "c.municipality"),
    ("shared-phone", "(SELECT match_key FROM contact k JOIN relationship r ON r.other_id = k.person_id "
                     "WHERE r.person_id = p.id)", "p.id")])
def test_planted_cases_that_belong_together(archive, code, same, different):
    store, manifest, _ = archive
    numbers = next(p for p in manifest.planted if p.code == code).file_numbers
    assert len(numbers) > 1
    assert len({rows(store, _PERSON.format(same), n)[0] for n in numbers}) == 1
    assert len({rows(store, _PERSON.format(different), n)[0] for n in numbers}) == len(numbers)


def test_every_planted_code_is_tested_and_every_file_is_there(archive):
    store, manifest, _ = archive
    codes = [p.code for p in manifest.planted]
    assert len(codes) == len(set(codes)) == 24 + 25  # those of orders and interventions are in test_demo_law
    for planted in manifest.planted:
        for number in planted.file_numbers:
            assert rows(store, "SELECT count(*) FROM lookup_case WHERE file_number = ?", number) == [(1,)]


@pytest.mark.parametrize(("typed", "code"), [
    ("deluca tobia", "joined-surnames"), ("gian luca morstabilini", "joined-given-names"), ("abdelrahman", "joined-from-abroad"),
    ("zenoni", "hostile-name"), ("glowacki", "foreign-letters"), ("d'angelo nicc", "apostrophes")])
def test_planted_cases_are_found(archive, typed, code):
    store, manifest, _ = archive
    numbers = set(next(p for p in manifest.planted if p.code == code).file_numbers)
    with store.read() as connection:
        hits = Search(connection, lookup.parse(typed, TODAY)).window(0, 20)
    assert numbers & {h.file_number for h in hits}


# --- the parts ----------------------------------------------------------------------------------------------------------

def test_weighted_draws_keep_every_item():
    table = draw.spread([("often", 97), ("seldom", 3), ("hardly", 0.001)], 100)
    assert set(table) == {"often", "seldom", "hardly"}
    assert table.count("often") == 97
    ranks = draw.zipf(range(50), 1_000)
    counts = [ranks.count(i) for i in range(50)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] >= 1


@pytest.mark.parametrize(("day", "years", "expected"), [
    (date(2024, 2, 29), -1, date(2023, 2, 28)), (date(2024, 2, 29), -4, date(2020, 2, 29)), (TODAY, -18, date(2008, 11, 22))])
def test_days_moved_by_years(day, years, expected):
    assert draw.ordinal(day, years) == expected.toordinal()
    assert draw.iso(expected.toordinal()) == expected.isoformat()


@pytest.mark.parametrize("changes", range(1, 8))
def test_omocodia_forms_hold(changes):
    plain = fiscal_code.compute("Noris", "Elia", "M", date(2017, 2, 9), "G574")
    other = people.omocodia(plain, changes)
    assert other != plain
    assert fiscal_code.check(other, TODAY).birth_date == date(2017, 2, 9)
    assert sum(a != b for a, b in zip(plain[:15], other[:15], strict=True)) == changes


@pytest.mark.parametrize("number", [1, 7, 1_234_567_890, 9_999_999_999])
def test_provisional_codes_hold(number):
    assert fiscal_code.check(people.provisional(number), TODAY).kind == "provisional"


def test_nobody_holds_two_posts_at_once(archive):
    store, _, _ = archive
    turns = rows(store, "SELECT role, active_from, active_to FROM operator WHERE role IS NOT NULL")
    now = [t for t in turns if t[2] is None]
    assert 8 <= len(now) <= 15
    leaders = sorted((date.fromisoformat(a), date.fromisoformat(b) if b else None)
                     for role, a, b in turns if role == "coordinator")
    assert not any(overlaps(*x, *y) for x, y in pairwise(leaders))


def test_a_killed_filling_leaves_nothing_to_open(tmp_path: Path) -> None:
    path, config = tmp_path / "a.minori", tmp_path / "config"
    script = (f"import os, signal; from datetime import date; from pathlib import Path; from minori_tui.data.demo import make\n"
              f"def kill(done, of): os.kill(os.getpid(), signal.SIGKILL)\n"
              f"make(Path({str(path)!r}), Path({str(config)!r}), size=200, today=date(2026, 11, 22), progress=kill)")
    killed = subprocess.run([sys.executable, "-c", script], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not path.exists()
    demo.make(path, config, size=200, today=date(2026, 11, 22))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.minori", "a.minori.keys", "config"]
    store = open_store(path, config)
    assert demo.read_manifest(store) is not None
    store.close()
