"""What the tests of imports and exports share: a context on a real store, files made of text, the rows of the tables."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from minori_tui.data.store import create_store
from minori_tui.domain.clock import FixedClock
from minori_tui.services.context import Actor, Context
from minori_tui.services.importing import ImportOptions, Rehearsal, Summary, apply, rehearse

NOW = datetime(2026, 11, 22, 10, 0)
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
CONTENT = (
    "person",
    "address",
    "contact",
    "relationship",
    "household",
    "household_member",
    "schooling",
    "case_file",
    "case_spell",
    "referral",
    "assignment",
    "event",
    "facility",
    "lawyer",
    "lawyer_office",
    "roster",
    "roster_entry",
)


def context_at(folder: Path) -> Context:
    """A new store in a folder."""
    return Context(create_store(folder / "test.minori", folder / "config"), Actor("rossi", "Carla Rossi"), FixedClock(NOW))


def upload(text: str, name: str = "list.csv") -> io.BytesIO:
    """A text as the file of that name."""
    stream = io.BytesIO(text.encode())
    stream.name = name
    return stream


def table(*lines: str) -> str:
    """Lines of cells with semicolons."""
    return "\n".join(lines) + "\n"


def taken(context: Context, text: str, **options: Any) -> tuple[Rehearsal, Summary]:
    """Rehearse and apply a text."""
    rehearsal = rehearse(context, upload(text), ImportOptions(**options))
    return rehearsal, apply(context, rehearsal)


def verdicts(rehearsal: Rehearsal) -> list[str]:
    """The verdicts in the order of the file."""
    return [row.verdict for row in rehearsal.rows]


def rows(context: Context, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the store."""
    with context.store.read() as connection:
        return [tuple(r) for r in connection.execute(sql, values)]


def counts(context: Context) -> dict[str, int]:
    """How many rows each content table has (empty ones are left out)."""
    found = {name: rows(context, f"SELECT count(*) FROM {name}")[0][0] for name in CONTENT}
    return {name: count for name, count in found.items() if count}


needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the public files are not beside the project")
