"""What saves leave for later is done at rest, in steps, or at the end; it changes nothing of what the archive says."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from office import add_children, lookup_tables
from relevance import crowd

from minori_tui.data import lookup_index, upkeep
from minori_tui.data import store as stores
from minori_tui.data.keyring import keyring_path
from minori_tui.data.queries.lookup import Search
from minori_tui.data.store import Store, open_store
from minori_tui.data.tables import CaseFile
from minori_tui.data.unit import Unit
from minori_tui.domain.errors import StoreTrouble
from minori_tui.domain.lookup import parse

TODAY = date(2026, 11, 22)


@pytest.fixture
def cases(store: Store) -> list[int]:
    """Thirty cases in the archive."""
    with store.read() as connection:
        return sorted(add_children(connection, crowd(30)).values())


def save(store: Store, *ids: int) -> None:
    """One operation that writes the cases again."""
    with Unit(store, "mr", "M. R.", "2026-11-22T09:00:00.000Z", "test") as unit:
        for case in ids:
            version = unit.rows("SELECT version FROM case_file WHERE id = ?", (case,))[0][0]
            unit.change(CaseFile, case, version, review_on=f"2027-{1 + version % 12:02d}-{1 + case % 28:02d}")
        unit.touched_cases.update(ids)


def pieces(store: Store) -> int:
    with store.read() as connection:
        return int(connection.execute("SELECT count(DISTINCT segid) FROM lookup_text_idx").fetchone()[0])


def until(reached: Callable[[], bool]) -> None:
    """Wait for another thread; one that never gets there fails the test."""
    last = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_pieces_are_merged_later_and_say_the_same(store: Store, cases: list[int]) -> None:
    before = pieces(store)
    for case in cases:
        save(store, case)
    assert pieces(store) == before + len(cases) == before + store.unmerged
    with store.read() as connection:
        said = lookup_tables(connection)
    assert upkeep.tidy(store)
    assert store.unmerged == 0
    assert pieces(store) <= 2 * lookup_index.PIECES
    with store.read() as connection:
        assert lookup_tables(connection) == said
        connection.execute("BEGIN")
        assert lookup_index.rebuild(connection) == len(cases)
        again = lookup_tables(connection)
        connection.execute("ROLLBACK")
    assert {t: again[t] for t in ("lookup_case", "lookup_text", "lookup_code")} == {
        t: said[t] for t in ("lookup_case", "lookup_text", "lookup_code")}


def test_a_merge_in_steps_can_be_left_and_gone_on_with(store: Store, cases: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "STEP_PAGES", 1)
    for case in cases:
        save(store, case)
    assert not upkeep.tidy(store, stop=lambda: True)
    assert not upkeep.tidy(store, steps=1)
    assert store.unmerged == len(cases)
    assert upkeep.tidy(store)
    assert upkeep.tidy(store)
    assert store.unmerged == 0


def test_who_never_rests_merges_at_each_save(store: Store, cases: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MOST_UNMERGED", 10)
    before = pieces(store)
    for case in cases * 2:
        save(store, case)
    assert store.unmerged == 10
    assert pieces(store) < before + 10 + 2 * lookup_index.PIECES


def test_large_operations_merge_for_themselves(store: Store, cases: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "FEW_CASES", 2)
    save(store, *cases[:2])
    assert store.unmerged == 1
    save(store, *cases[:3])
    assert store.unmerged == 1


def test_closing_merges_what_was_left(store: Store, cases: list[int], tmp_path: Path) -> None:
    for case in cases:
        save(store, case)
    left = pieces(store)
    store.close()
    again = open_store(store.path, tmp_path / "store" / "config")
    assert pieces(again) < left - lookup_index.PIECES
    again.close()


def test_the_log_is_brought_into_the_archive(store: Store, cases: list[int], tmp_path: Path) -> None:
    save(store, cases[0])
    upkeep.tidy(store)
    copy = tmp_path / "copy.minori"
    shutil.copyfile(store.path, copy)  # without the log beside it
    shutil.copyfile(keyring_path(store.path), keyring_path(copy))
    other = open_store(copy, tmp_path / "store" / "config")
    with other.read() as connection:
        assert connection.execute("SELECT version FROM case_file WHERE id = ?", (cases[0],)).fetchone() == (2,)
    other.close()


def test_the_log_is_left_alone_by_saves_until_it_is_long(store: Store, cases: list[int]) -> None:
    save(store, cases[0])
    size = store.path.stat().st_size
    with Unit(store, "mr", "", "2026-11-22T09:00:00.000Z", "test") as unit:
        assert unit.rows("PRAGMA wal_autocheckpoint") == [(stores.LOG_PAGES,)]
        unit.run("INSERT INTO household (version, op_id, label) VALUES (1, ?, ?)", (unit.op_id, "x" * 4_096 * 1_500))
    assert store.path.stat().st_size == size
    with Unit(store, "mr", "", "2026-11-22T09:00:00.000Z", "test") as unit:
        unit.run("INSERT INTO household (version, op_id, label) VALUES (1, ?, ?)", (unit.op_id, "x" * 4_096 * stores.LOG_PAGES))
    assert store.path.stat().st_size > size + 4_096 * stores.LOG_PAGES


def test_at_rest_it_happens_by_itself(store: Store, cases: list[int]) -> None:
    keeper = upkeep.Upkeep(store, quiet=0)
    save(store, cases[0])
    until(lambda: store.unmerged == 0)
    save(store, cases[1])
    until(lambda: store.unmerged == 0)
    keeper.stop()
    save(store, cases[2])
    assert store.unmerged == 1
    keeper.stop()


def test_a_save_puts_the_upkeep_off(store: Store, cases: list[int]) -> None:
    keeper = upkeep.Upkeep(store, quiet=3_600)
    for case in cases[:3]:
        save(store, case)
    assert store.unmerged == 3
    keeper.stop()  # at once, not after an hour


def test_somebody_who_writes_is_not_disturbed(store: Store, cases: list[int]) -> None:
    keeper = upkeep.Upkeep(store, quiet=0)
    other = store.connect()
    save(store, cases[0])
    until(lambda: store.unmerged == 0)
    store.unmerged = 1
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreTrouble):
        upkeep.tidy(store)
    store.written()  # the upkeep finds it busy too, and goes on living
    upkeep.at_close(store)
    assert store.unmerged == 1
    other.execute("ROLLBACK")
    other.close()
    save(store, cases[1])
    until(lambda: store.unmerged == 0)
    keeper.stop()


def test_what_was_saved_is_found_before_anything_is_merged(store: Store, cases: list[int]) -> None:
    with Unit(store, "mr", "", "2026-11-22T09:00:00.000Z", "test") as unit:
        unit.change(CaseFile, cases[0], 1, file_number="2026/7777")
        unit.touched_cases.add(cases[0])
    with store.read() as connection:
        assert Search(connection, parse("2026/7777", TODAY)).count() == 1
