"""Real rosters, synthetic returns, and files made to break parsers: read only where they lie beside the project."""

from datetime import date
from pathlib import Path

import pytest

from minori_tui.domain.errors import MinoriError
from minori_tui.transfer import mapping, rows
from minori_tui.transfer.cells import Context
from minori_tui.transfer.readers import read_file

SHARED = Path(__file__).parents[3] / "shared" / "data"
NASTY = sorted(p for p in (SHARED / "nasty").rglob("*") if p.is_file()) if SHARED.exists() else []
TODAY = Context(date(2026, 11, 22))
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="no shared files beside the project")]


def outcome(path, kind):
    """How many rows come out of a file, or the error that says why none do."""
    try:
        table = read_file(path)
        return len(list(rows.prepare(table, mapping.build(table, kind=kind), TODAY)))
    except MinoriError as error:
        return error


@pytest.mark.parametrize("path", NASTY, ids=lambda p: f"{p.parent.name}/{p.name}")
@pytest.mark.parametrize("kind", ["people", None])
def test_every_nasty_file_ends_in_rows_or_a_sentence(path, kind):
    found = outcome(path, kind)
    if isinstance(found, MinoriError):
        assert found.message.format(**found.facts)
        assert found.facts["code"]
    else:
        assert found >= 0


def prepared(name, **options):
    table = read_file(SHARED / name, **options)
    return list(rows.prepare(table, mapping.build(table), TODAY))


@pytest.mark.parametrize(("name", "count", "rejected"), [
    ("rosters/lawyers_a.csv", 54, []), ("rosters/lawyers_a.json", 54, []), ("rosters/lawyers_b_cp1252.csv", 47, []),
    ("rosters/lawyers_c.xlsx", 17, ["many-people"]), ("rosters/lawyers_c_later.xlsx", 16, []),
    ("placements/cases.csv", 2675, []), ("placements/events.csv", 12582, []),
])
def test_rows_and_rejections(name, count, rejected):
    found = prepared(name)
    assert len(found) == count
    assert [p.code for row in found for p in row.problems] == rejected


def test_contacts_of_a_mixed_column_are_taken_apart():
    found = prepared("rosters/lawyers_b_cp1252.csv")
    assert all(row.values.get("phone") and "@" in row.values["email"] for row in found)
    assert not any("@" in row.values["phone"] or "tel" in row.values["phone"] for row in found)
    assert sum(";" in row.values["email"] for row in found) == 2
    assert not any(row.values["surname"].isupper() for row in found)
    assert {row.values["title"] for row in found if row.values.get("title")} == {"Avv."}
    assert {row.values["province"] for row in found if row.values.get("province")} == {"FM", "MC", "PU"}
    assert not any("Ã" in str(value) or "\x92" in str(value) for row in found for value in row.values.values())


def test_the_same_roster_as_csv_and_json_gives_the_same_values():
    def known(row):
        return {k: v for k, v in row.values.items() if v is not None}

    assert [known(r) for r in prepared("rosters/lawyers_a.csv")] == [known(r) for r in prepared("rosters/lawyers_a.json")]


def test_episodes_of_a_kind_that_is_not_there_are_refused_with_the_nearest():
    table = read_file(SHARED / "placements" / "interventions.csv")
    if "interventions" in {c.kind.name for c in mapping.guess_kind(table.headers)}:
        assert mapping.build(table).kind.name == "interventions"
    else:
        with pytest.raises(MinoriError) as caught:
            mapping.build(table)
        assert caught.value.facts["candidates"][0] == "events"
