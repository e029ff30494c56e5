"""Every way of looking for somebody that the lookup promises, among several thousand people with nearly the same names.

``pytest -s tests/data/test_relevance.py`` prints the figures.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from office import add_children
from relevance import CAST, crowd

from minori_tui.data.queries.explain import explain
from minori_tui.data.queries.lookup import Search
from minori_tui.data.store import Store
from minori_tui.domain.lookup import parse

TODAY = date(2026, 11, 22)
CROWD = 4_000
FIRST = 10
with (Path(__file__).parent / "relevance.csv").open(encoding="utf-8", newline="") as _stream:
    PAIRS = list(csv.DictReader(_stream))


@pytest.fixture
def town(store: Store) -> Store:
    """The cast in its crowd."""
    with store.read() as connection:
        add_children(connection, [*CAST.values(), *crowd(CROWD)])
    return store


def test_the_suite_is_large_and_names_only_the_cast() -> None:
    assert len(PAIRS) >= 220
    for pair in PAIRS:
        assert {pair["found"], *filter(None, pair["never_above"].split(";"))} <= set(CAST), pair
    assert len({(p["query"], p["found"]) for p in PAIRS}) == len(PAIRS)


def test_everybody_is_found_and_no_false_friend_stands_above(town: Store) -> None:
    ranks: dict[str, list[int | None]] = defaultdict(list)
    missed, above, unexplained = [], [], []
    with town.read() as connection:
        for pair in PAIRS:
            query = parse(pair["query"], TODAY)
            hits = Search(connection, query).window(0, 200)
            order = {h.file_number: i for i, h in enumerate(hits)}
            rank = order.get(CAST[pair["found"]].number)
            ranks[pair["class"]].append(rank)
            if rank is None or rank >= FIRST:
                missed.append((pair["query"], pair["found"], rank))
            for friend in filter(None, pair["never_above"].split(";")):
                if order.get(CAST[friend].number, len(hits)) < (len(hits) if rank is None else rank):
                    above.append((pair["query"], pair["found"], friend))
            if rank is not None and not explain(connection, hits[rank].case_id, query):
                unexplained.append(pair["query"])
    print(f"\n{len(PAIRS)} pairs among {CROWD + len(CAST):,} cases")
    print(f"{'':<16}{'pairs':>6}{'recall@10':>11}{'first':>8}{'1/rank':>8}")
    every = [r for group in ranks.values() for r in group]
    for name, group in [*ranks.items(), ("all", every)]:
        seen = [r for r in group if r is not None and r < FIRST]
        print(f"{name:<16}{len(group):>6}{len(seen) / len(group):>11.3f}{sum(r == 0 for r in seen) / len(group):>8.3f}"
              f"{sum(1 / (r + 1) for r in seen) / len(group):>8.3f}")
    print(f"false friends above a true one: {len(above)}")
    for line in (*missed, *above, *unexplained):
        print("  ", line)
    assert not above
    assert not unexplained
    assert sum(r is not None and r < FIRST for r in every) / len(every) >= 0.98
