"""A synthetic archive: an invented district with believable people and histories, the same for the same seed.

Sizes follow the published figures: a district of 42,000 inhabitants has about 240 children in charge and 80-120 new cases
a year; Italy had 345,083 in charge at the end of 2024, of 374,327 during the year (Quaderni della ricerca sociale 66).
Nothing in it is taken from a real person; see ``names`` and ``places`` for how that is made sure.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from minori_tui.data import keyring, lookup_index
from minori_tui.data.demo.cases import Filler, Plan
from minori_tui.data.demo.courts import Courts
from minori_tui.data.demo.draw import Draw
from minori_tui.data.demo.histories import Histories, Register
from minori_tui.data.demo.manifest import KEY, Manifest, read_manifest
from minori_tui.data.demo.measures import Measures
from minori_tui.data.demo.people import People
from minori_tui.data.demo.planted import Planted, Scene, plant
from minori_tui.data.demo.planted_law import plant_law
from minori_tui.data.demo.staff import Office, add_facilities, add_rosters
from minori_tui.data.demo.stories import Stories
from minori_tui.data.demo.writer import Sink
from minori_tui.data.files import alone, make_folder, sync_folder
from minori_tui.data.store import Store, create_store
from minori_tui.data.unit import Unit
from minori_tui.domain.errors import InvalidInput, StoreTrouble

__all__ = ["SIZES", "Manifest", "Planted", "make", "plan_for", "read_manifest"]

SMALLEST, LARGEST = 100, 1_000_000
_CACHE_KIB = 65_536  # page cache while filling: the indexes are written out of order


def _nation(cases: int) -> Plan:
    """A region or the country: nearly all open, as in the yearly count, and few diary entries each."""
    is_open = cases * 9 // 10
    return Plan(is_open, cases - is_open, 5, True, (1, 2), (0, 2))


SIZES = {"S": Plan(240, 900), "M": Plan(1_500, 15_000), "L": _nation(60_000), "XL": _nation(400_000)}
_DISTRICT_AT_MOST = 20_000
_OPEN_SHARE = 0.21  # of the cases of a district over its years: that of size S
_LEAST_OPEN = 80  # room for the edge cases


def plan_for(size: str | int) -> Plan:
    """The plan of a size by its letter or by a number of cases. Raises ``InvalidInput`` for anything else."""
    text = str(size).strip().upper()
    if text in SIZES:
        return SIZES[text]
    if not text.isascii() or not text.isdecimal() or not SMALLEST <= int(text) <= LARGEST:
        raise InvalidInput("The size is S, M, L, XL or a number of cases from {low} to {high}.", low=SMALLEST, high=LARGEST)
    cases = int(text)
    if cases > _DISTRICT_AT_MOST:
        return _nation(cases)
    is_open = max(_LEAST_OPEN, round(cases * _OPEN_SHARE))
    return Plan(is_open, cases - is_open)


def make(path: Path, config: Path, *, size: str | int = "S", seed: int = 1, today: date,
         progress: Callable[[int, int], None] | None = None) -> Manifest:
    """Make a synthetic archive at ``path`` (keys in ``config``) and index it for lookup; one operation, all or nothing.

    It gets its name when it is whole: a program that is killed leaves nothing that could be opened by mistake. ``today``
    is the day on which the invented office stands. ``progress`` is called with cases done and cases in all.
    Raises ``InvalidInput`` for an unknown size and ``StoreTrouble`` when there already is an archive.
    """
    plan = plan_for(size)
    make_folder(path.parent)
    workshop = path.parent / f".{path.name}.making"
    with alone(path.parent):
        if path.exists() or keyring.keyring_path(path).exists():
            raise StoreTrouble("There already is an archive at {file}. Nothing was changed.", code="exists", file=str(path))
        shutil.rmtree(workshop, ignore_errors=True)  # of a program that was killed: nobody else works here now
        store = create_store(workshop / path.name, config, name=f"Demo {size}", synthetic=True)
        try:
            try:
                manifest = _fill(store, plan, str(size).strip().upper(), seed, today, progress)
            finally:
                store.close()
            keyring.keyring_path(store.path).replace(keyring.keyring_path(path))
            store.path.replace(path)
            sync_folder(path.parent)
        except BaseException:
            keyring.device_key_path(config, store.vault).unlink(missing_ok=True)
            raise
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    return manifest


def _fill(store: Store, plan: Plan, size: str, seed: int, today: date, progress: Callable[[int, int], None] | None) -> Manifest:
    """Fill a new store within one unit of work."""
    at = f"{today.isoformat()}T08:00:00.000Z"
    with Unit(store, "demo", "Archivio dimostrativo", at, "demo.fill", size) as unit:
        unit.raw.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        counts, planted = _write(Sink(unit), Draw(seed), plan, today, progress)
        lookup_index.rebuild(unit.raw)
        manifest = Manifest(size, seed, today, counts, planted)
        unit.run("INSERT INTO store_meta (key, value) VALUES (?, ?)", (KEY, manifest.to_json()))
    return manifest


def _write(sink: Sink, draw: Draw, plan: Plan, today: date,
           progress: Callable[[int, int], None] | None) -> tuple[dict[str, int], tuple[Planted, ...]]:
    """Write every row: the office, the edge cases, then families until the plan is met."""
    people = People(sink, draw, today, plan.nationwide)
    office = Office(sink, draw, today, plan.open_cases)
    histories = Histories(sink, draw, office, Register(plan.cases, plan.years), today, nationwide=plan.nationwide,
                          events_open=plan.events_open, events_closed=plan.events_past)
    homes = add_facilities(sink, draw, plan.open_cases)
    courts = Courts(sink, draw, add_rosters(sink, draw, people), today.toordinal(), nationwide=plan.nationwide)
    stories = Stories(draw, courts, Measures(sink, draw, courts, homes, today.toordinal()), today.toordinal())
    scene = Scene(sink, draw, people, histories, today)
    planted = plant(scene) + plant_law(scene, stories)
    for done in Filler(plan, people, histories, stories).run():
        sink.flush_when_full()
        if progress:
            progress(done, plan.cases)
    sink.flush()
    return sink.counts(), planted
