"""Text typed into a form and not saved yet. It is kept in the archive, encrypted as everything there, and is no part of the
journal: nobody is told about words that were never said. One draft an operator, form and subject."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from minori_tui.services.context import Context


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, by field; what was stored in those fields when the form was opened; when it was kept (UTC)."""

    values: dict[str, str]
    stored: dict[str, str]
    saved_at: str


def save(context: Context, form: str, subject: str, values: Mapping[str, str], stored: Mapping[str, str]) -> None:
    """Keep the draft in the place of the one before; it is on disk when this returns. Raises ``StoreTrouble``."""
    content = json.dumps({"values": dict(values), "stored": dict(stored)}, ensure_ascii=False)
    with context.store.read() as connection:
        connection.execute(
            "INSERT INTO draft (operator_code, form, subject, content, saved_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (operator_code, form, subject) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
            (context.actor.code, form, subject, content, context.clock.utc()))


def load(context: Context, form: str, subject: str) -> Draft | None:
    """The draft of this operator, if there is one."""
    with context.store.read() as connection:
        row = connection.execute("SELECT content, saved_at FROM draft WHERE operator_code = ? AND form = ? AND subject = ?",
                                 (context.actor.code, form, subject)).fetchone()
    if row is None:
        return None
    content = json.loads(row[0])
    return Draft(content["values"], content["stored"], row[1])


def discard(context: Context, form: str, subject: str) -> None:
    """Forget the draft: its text was saved, or is not wanted."""
    with context.store.read() as connection:
        connection.execute("DELETE FROM draft WHERE operator_code = ? AND form = ? AND subject = ?",
                           (context.actor.code, form, subject))
