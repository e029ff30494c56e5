"""What a typed key costs the store: processor time of parsing, searching and reading one page, key by key.

Usage: ``python benchmarks/lookup_sql.py --store FILE --config FOLDER [--samples N] [--page 37]``.
The words typed are taken from cases of the store itself (drawn with a fixed seed), letter by letter: surname and name in both
orders, fiscal code, telephone, file number, a stress set of one and two letters, rare pairs, and misspelt names.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from minori_tui.data import lookup_index
from minori_tui.data.queries.filters import resolve
from minori_tui.data.queries.lookup import FORGIVE_BELOW, Search, _count
from minori_tui.data.store import open_store
from minori_tui.domain.lookup import parse

TODAY = date(2026, 11, 22)
STRESS = ("a", "e", "m", "r", "s", "z", "r m", "m r", "a a", "ro ma", "ma ro", "co an", "de lu", "di gi", "rossi a", "rossi ma",
          "maria", "maria t", "francesco", "an fr", "bianchi f", "z z", "za zo", "stato:aperto", "stato:aperto r", "msna:si",
          "comune:clus", "comune:clus ros", "eta:6-10", "eta:6-10 ma", "scad:30g", "scad:30g r", "op:op1", "1", "11", "119",
          "2019", "2019/0", "333", "rossi 2019", "via rossi", "rssm", "rss")


def letters(text: str) -> Iterator[str]:
    """The text as it grows while it is typed."""
    return (text[:i] for i in range(1, len(text) + 1))


def typed(connection, samples: int) -> dict[str, list[str]]:
    """The keystrokes of each class, drawn from the store."""
    draw = random.Random(11)
    ids = [r[0] for r in connection.execute("SELECT case_id FROM lookup_case")]
    rows = [connection.execute("SELECT c.surname, c.given_name, c.file_number, p.fiscal_code, (SELECT match_key FROM contact k "
                               "WHERE k.person_id IN (SELECT other_id FROM relationship WHERE person_id = p.id) LIMIT 1) "
                               "FROM lookup_case c JOIN case_file f ON f.id = c.case_id JOIN person p ON p.id = f.person_id "
                               "WHERE c.case_id = ?", (i,)).fetchone() for i in draw.sample(ids, min(samples, len(ids)))]
    keys: dict[str, list[str]] = {n: [] for n in ("surname name", "name surname", "fiscal code", "telephone", "file number",
                                                  "stress", "rare pairs", "misspelt")}
    for surname, given, number, code, phone in rows:
        keys["surname name"] += letters(f"{surname} {given}".lower())
        keys["name surname"] += letters(f"{given} {surname}".lower())
        keys["fiscal code"] += letters(code or "")
        keys["telephone"] += letters(phone or "")
        keys["file number"] += letters(number)
        other = draw.choice(rows)
        keys["rare pairs"].append(f"{surname} {other[1]}".lower())
        at = draw.randrange(len(surname))
        keys["misspelt"].append((surname[:at] + draw.choice("aeiorstn") + surname[at + 1:] + " " + given).lower())
    keys["stress"] += STRESS
    return keys


def errors_forgiven(connection, text: str) -> bool:
    """Whether the words as typed find so little that near words are looked for."""
    query = parse(text, TODAY)
    return bool(query.names) and not query.codes and _count(connection, query, resolve(connection, query.filters)) < FORGIVE_BELOW


def cost(run: Callable[[], object]) -> float:
    """Processor time of one call, in milliseconds."""
    start = time.thread_time()
    run()
    return (time.thread_time() - start) * 1000


def row(name: str, times: list[float]) -> str:
    """One line of the table: how many, median, 95th and 99th percentile, worst."""
    times = sorted(times)
    at = [times[min(len(times) - 1, int(len(times) * q))] for q in (0.5, 0.95, 0.99)]
    return f"{name:<22}{len(times):>7}" + "".join(f"{t:>9.2f}" for t in (*at, times[-1]))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--store", type=Path, required=True)
    options.add_argument("--config", type=Path, required=True)
    options.add_argument("--samples", type=int, default=40)
    options.add_argument("--page", type=int, default=37)
    options.add_argument("--worst", type=int, default=0, help="print this many of the dearest keystrokes")
    options.add_argument("--cache", type=int, default=2_048, help="KiB of page cache of the reading connection")
    options.add_argument("--refresh", type=int, default=0, help="also index this many single cases again (rolled back)")
    asked = options.parse_args()
    store = open_store(asked.store, asked.config)
    with closing(store.connect(asked.cache)) as connection:
        cases = connection.execute("SELECT count(*) FROM lookup_case").fetchone()[0]
        keys = typed(connection, asked.samples)
        for text in STRESS:  # warm
            Search(connection, parse(text, TODAY)).window(0, asked.page)
        print(f"{cases:,} cases; milliseconds of processor time a key, {asked.page} rows read")
        print(f"{'':<22}{'keys':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}")
        typing: list[float] = []
        forgiven: list[float] = []
        for name, texts in keys.items():
            times = [(cost(lambda t=t: Search(connection, parse(t, TODAY)).window(0, asked.page)), t) for t in texts]
            print(row(name, [t for t, _ in times]))
            for spent, text in times:
                (forgiven if errors_forgiven(connection, text) else typing).append(spent)
            for spent, text in sorted(times, reverse=True)[:asked.worst]:
                print(f"    {spent:8.2f}  {text}")
        print(row("errors not forgiven", typing))
        print(row("errors forgiven", forgiven))
        counted = [t for name in ("surname name", "stress") for t in keys[name]]
        print(row("exact count", [cost(lambda t=t: Search(connection, parse(t, TODAY)).count()) for t in counted]))
    if asked.refresh:
        print(row("index one case again", refreshes(store, asked.refresh)))
    store.close()


def refreshes(store, count: int) -> list[float]:
    """The cost of indexing single cases again, each in a transaction of its own; everything is written as it was."""
    connection = store.connect(8_192)
    ids = [r[0] for r in connection.execute("SELECT case_id FROM lookup_case ORDER BY random() LIMIT ?", (count,))]

    def once(case_id: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        lookup_index.refresh_cases(connection, [case_id])
        connection.execute("COMMIT")

    times = [cost(lambda i=i: once(i)) for i in ids]
    connection.close()
    return times


if __name__ == "__main__":
    main()
