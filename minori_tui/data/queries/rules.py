"""The rules of the legal clock as this office adjusted them."""

from __future__ import annotations

from typing import Any

from minori_tui.data.driver import Connection
from minori_tui.domain.legal_clock import STANDARD, Adjustment, RuleBook


def adjustments(connection: Connection) -> list[Adjustment]:
    """What the coordinator changed, in the order in which it was first changed."""
    return [_adjustment(*row) for row in connection.execute(
        "SELECT rule, number, unit, warn_days, active, reason FROM rule_setting ORDER BY id")]


def _adjustment(rule: str, number: int | None, unit: Any, warn_days: str | None, active: int | None, reason: str) -> Adjustment:
    return Adjustment(rule, number, unit, None if warn_days is None else tuple(int(day) for day in warn_days.split()),
                      None if active is None else bool(active), reason)


def rule_book(connection: Connection) -> RuleBook:
    """The rules with the adjustments of this office."""
    found = adjustments(connection)
    return RuleBook(found) if found else STANDARD
