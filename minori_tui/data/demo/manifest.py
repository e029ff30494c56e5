"""What a synthetic archive holds: how it was made, how many rows of each kind, and the edge cases planted in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from minori_tui.data.demo.planted import Planted
from minori_tui.data.store import Store

KEY = "demo"


@dataclass(frozen=True, slots=True)
class Manifest:
    """How the archive was made and what is in it; the same size, seed and day give the same rows."""

    size: str
    seed: int
    today: date
    counts: dict[str, int]
    planted: tuple[Planted, ...]

    def to_json(self) -> str:
        """The manifest as it is kept in the store."""
        return json.dumps({**asdict(self), "today": self.today.isoformat()}, ensure_ascii=False)


def read_manifest(store: Store) -> Manifest | None:
    """The manifest of a synthetic archive; None when the archive is not one."""
    text = store.meta().get(KEY)
    if text is None:
        return None
    facts = json.loads(text)
    planted = tuple(Planted(p["code"], p["description"], tuple(p["file_numbers"])) for p in facts["planted"])
    return Manifest(facts["size"], facts["seed"], date.fromisoformat(facts["today"]), facts["counts"], planted)
