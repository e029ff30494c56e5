"""The record of who looked at what. Written by plain SQL, since looking must not load what writing needs."""

from __future__ import annotations

from minori_tui.data.store import Store


def note(store: Store, operator: str, at: str, act: str, entity: str, entity_id: int | None, detail: str | None) -> None:
    """One entry, committed at once."""
    with store.read() as connection:
        connection.execute("INSERT INTO access_entry (at, operator, act, entity, entity_id, detail) VALUES (?, ?, ?, ?, ?, ?)",
                           (at, operator, act, entity, entity_id, detail))
