"""The case that a number names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minori_tui.data.queries import cases
from minori_tui.domain.errors import NotFound

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection


def case_id_of(connection: Connection, number: str) -> int:
    """The id of a case by its file number, however it is written. Raises ``NotFound``."""
    found = cases.case_id_of(connection, number)
    if found is None:
        raise NotFound("There is no case {number}.", code="no-case", number=number)
    return found
