"""What can go wrong, as values: a code, the facts, and a sentence in the operator's language made from both.

The sentence is an English message id with ``{facts}``; front ends translate and fill it. It never holds a value of a
record unless the front end is showing that value to the operator who typed it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


class MinoriError(Exception):
    """Base of everything Minori raises on purpose."""

    exit_code = 70

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class InvalidInput(MinoriError):
    """The request is not usable as it stands: nothing was done (exit 2)."""

    exit_code = 2


class Refused(MinoriError):
    """A rule, a right or a conflict forbids it: nothing was done (exit 3)."""

    exit_code = 3


class Conflict(Refused):
    """Somebody changed the record in the meantime, or two records fit."""


class StoreTrouble(MinoriError):
    """The store is busy, missing, damaged, locked, newer or on a bad medium (exit 4)."""

    exit_code = 4


class NotFound(MinoriError):
    """There is no such record (exit 5)."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field: what, and how to mend it."""

    field: str
    code: str
    message: str  # English message id with {facts}
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    value: str = ""  # as typed or read; shown to its own typist only
    warning: bool = False  # a warning never blocks


class InvalidFields(InvalidInput):
    """All the field problems of one form or row at once."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__("{count} fields need attention", count=len(problems))
        self.problems = problems


class FieldError(InvalidInput):
    """One field cannot be read: what the parsers of ``domain`` raise; ``problem`` says what and how to mend it."""

    def __init__(self, problem: FieldProblem) -> None:
        super().__init__(problem.message, **problem.facts)
        self.problem = problem
