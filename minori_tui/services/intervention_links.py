"""What an intervention names by a text and stores by its row: the order it rests on, the home or day centre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import interventions as queries
from minori_tui.domain.errors import FieldProblem, InvalidFields
from minori_tui.domain.text import fold
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.forms import Values

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection


def facilities(context: Context) -> list[tuple[str, str | None, str, int | None]]:
    """The homes and day centres for a list of values: (name, code, kind, of family type)."""
    with context.store.read() as connection:
        return [(name, code, kind, family) for _, code, name, kind, family, _ in queries.facilities(connection)]


def orders(context: Context, case_id: int) -> list[tuple[str, str, str | None]]:
    """The orders about a child for a list of values: (number, what is ordered, when it arrived)."""
    with context.store.read() as connection:
        return [(number or register or f"#{order}", kind, day)
                for order, number, register, kind, day in queries.orders_of(connection, case_id)]


def link(connection: Connection, case_id: int, read: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns for the order and the home that were named, and what they say to the checks. Raises ``InvalidFields``."""
    columns: dict[str, Any] = {}
    said: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    if "order_number" in read:
        order = _order(queries.orders_of(connection, case_id), read["order_number"], problems)
        columns["order_id"] = order[0] if order else None
        if order is not None and order[3] == "emergency_removal":
            said["emergency"] = 1
    if "facility" in read:
        home = _facility(queries.facilities(connection), read["facility"], problems)
        columns["facility_id"] = home[0] if home else None
        if home is not None and home[4] is not None:
            said["family_type"] = home[4]
    if problems:
        raise InvalidFields(problems)
    return columns, said


def _order(known: Sequence[Any], text: object, problems: list[FieldProblem]) -> Any:
    """The order of a number (of the order, else of the proceeding; ``#12`` by its own)."""
    if not text:
        return None
    wanted = plain_number(str(text))
    for place in (1, 2):
        found = [o for o in known if o[place] and plain_number(o[place]) == wanted]
        if found:
            return found[0]  # the latest of a proceeding
    own = [o for o in known if f"#{o[0]}" == str(text).strip()]
    if own:
        return own[0]
    problems.append(FieldProblem("order_number", "no-such-order",
                                 N_("No order of this number is recorded for the child: record the order first"), {}, str(text)))
    return None


def plain_number(text: str) -> str:
    """What two writings of one number have in common: letters and digits."""
    return fold(text).replace(" ", "")


def _facility(known: Sequence[Any], text: object, problems: list[FieldProblem]) -> Any:
    """The home or day centre of a code or name."""
    if not text:
        return None
    wanted = fold(str(text))
    found = [f for f in known if f[1] and fold(f[1]) == wanted] or [f for f in known if fold(f[2]) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        problems.append(FieldProblem("facility", "several-facilities", N_("Several places have this name: write the code"), {},
                                     str(text)))
    else:
        problems.append(FieldProblem("facility", "no-such-facility", N_("There is no such place on the register: F4 lists them"),
                                     {}, str(text)))
    return None
