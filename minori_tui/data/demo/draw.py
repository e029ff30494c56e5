"""Chance that can be repeated: everything is drawn from one seeded stream of ``random()``, whose values Python promises to
keep the same from version to version (its other methods may change).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from math import log
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A seeded stream of numbers and the few ways in which the archive uses it."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed).random

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely (a list weighted by ``spread`` makes some likelier)."""
        return items[int(self.rnd() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order, each as likely: drawn like cards, their shares come out nearly exact."""
        cards = list(items)
        for last in range(len(cards) - 1, 0, -1):
            other = int(self.rnd() * (last + 1))
            cards[last], cards[other] = cards[other], cards[last]
        return cards

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.rnd() * (high - low + 1))

    def waiting(self, mean: float) -> int:
        """A waiting time in whole days: exponential, so that most are short and a few very long."""
        return int(-log(1.0 - self.rnd()) * mean)


def spread(weights: Sequence[tuple[T, float]], slots: int) -> tuple[T, ...]:
    """Each item as many times as its share of about ``slots`` places, once at least: a weighted draw is then one look-up."""
    total = sum(weight for _, weight in weights)
    return tuple(item for item, weight in weights for _ in range(max(1, round(slots * weight / total))))


def zipf(items: Sequence[T], slots: int, offset: float = 3.0, slope: float = 0.85) -> tuple[T, ...]:
    """Items by rank, as surnames are distributed: a few very common, a long tail."""
    return spread([(item, (rank + offset) ** -slope) for rank, item in enumerate(items)], slots)


_ISO: dict[int, str] = {}


def iso(day: int) -> str:
    """The ISO text of a day given as its proleptic ordinal; each day is worked out once."""
    text = _ISO.get(day)
    if text is None:
        text = _ISO[day] = date.fromordinal(day).isoformat()
    return text


def ordinal(day: date, years: int = 0, days: int = 0) -> int:
    """The ordinal of a date, moved by whole years (29 February becomes the 28th) and days."""
    year = day.year + years
    try:
        moved = day.replace(year=year)
    except ValueError:
        moved = date(year, 2, 28)
    return moved.toordinal() + days


def working(day: int) -> int:
    """The day, or the Monday after it."""
    weekday = day % 7  # 0 is a Sunday, 6 a Saturday
    return day + (1 if weekday == 0 else 2 if weekday == 6 else 0)


def working_before(day: int) -> int:
    """The day, or the Friday before it."""
    weekday = day % 7
    return day - (2 if weekday == 0 else 1 if weekday == 6 else 0)
