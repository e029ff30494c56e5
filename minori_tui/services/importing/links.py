"""Which intervention of a case a diary entry is about, when its words name one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from minori_tui.data.codes import load_list
from minori_tui.data.queries.matching import Row
from minori_tui.domain import codes


@lru_cache(maxsize=10_000)
def _kind(text: str) -> str | None:
    found = codes.match(text, load_list("intervention_kind"))
    return found.code if found else None


def the_one_named(text: str | None, interventions: Iterable[Row]) -> Row | None:
    """The intervention that a text names by its kind; None when the case has none or several of that kind.

    The text is kept in any case: a link is only made where there is no doubt.
    """
    kind = _kind(text) if text else None
    found = [i for i in interventions if i["kind"] == kind] if kind else []
    return found[0] if len(found) == 1 else None
