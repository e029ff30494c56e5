"""The diary of a case: searching it, and the earlier texts of an entry. Writing is in ``events``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minori_tui.data.queries import diary as queries
from minori_tui.data.queries.diary import EntryHead, Version
from minori_tui.domain.diary_search import UNKNOWN_NATURE, DiarySearch, parse
from minori_tui.domain.text import fold
from minori_tui.services.context import Context

__all__ = ["DiaryPage", "EntryHead", "Version", "search", "versions"]


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """The entries that were found, the latest first; how many there are in all; the search as it was understood."""

    entries: tuple[EntryHead, ...]
    total: int
    search: DiarySearch


def search(context: Context, case_id: int, typed: str = "") -> DiaryPage:
    """The entries of a case that fit what was typed (see ``domain.diary_search``)."""
    wanted = parse(typed, context.clock.today())
    with context.store.read() as connection:
        natures = _codes(context, "event_nature", wanted.nature)
        kinds = _codes(context, "event_kind", wanted.kind)
        authors = [fold(author) for author in wanted.author]

        def fits(text: str | None, author: str | None, by_whom: str | None) -> bool:
            return wanted.fits(text, author, by_whom) and all(a in fold(author or "") for a in authors)

        found = queries.heads(
            connection, case_id, natures=natures, kinds=kinds, since=wanted.since.isoformat() if wanted.since else None,
            until=wanted.until.isoformat() if wanted.until else None,
            reserved=wanted.reserved, fits=fits if wanted.words or authors else None)
        return DiaryPage(tuple(found), queries.count(connection, case_id), wanted)


def _codes(context: Context, list_name: str, typed: Sequence[str]) -> list[str | None] | None:
    """The codes that the words mean, by their code or the beginning of their label; None when nothing was asked. A word that
    means nothing finds nothing."""
    if not typed:
        return None
    with context.store.read() as connection:
        rows = connection.execute("SELECT code, label_it, label_en FROM code WHERE list = ?", (list_name,)).fetchall()
    found: list[str | None] = []
    for text in typed:
        if text == UNKNOWN_NATURE:
            found.append(None)
        wanted = fold(text)
        found += [code for code, *labels in rows
                  if text == code or (wanted and any(fold(label).startswith(wanted) for label in labels))]
    return found


def versions(context: Context, event_id: int) -> list[Version]:
    """The earlier texts of an entry, the latest first."""
    with context.store.read() as connection:
        return queries.versions(connection, event_id)
