"""Whether the operator at work follows cases: then the agenda begins with those."""

from __future__ import annotations

from minori_tui.services.context import Context
from minori_tui.services.due_items import mine_of


def follows_cases(context: Context) -> bool:
    """Whether the operator at work follows at least one case today."""
    with context.store.read() as connection:
        mine = mine_of(context, connection)
        return bool(connection.execute(f"SELECT EXISTS ({mine.sql})", mine.values).fetchone()[0])
