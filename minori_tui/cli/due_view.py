"""Deadlines as text and as JSON."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from minori_tui.cli import render
from minori_tui.domain.moments import show
from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.domain.deadlines import Reason
    from minori_tui.domain.legal_clock import Explanation
    from minori_tui.services.context import Context
    from minori_tui.services.due import DueItem

CHUNK = 500
STATES = {"overdue": N_("overdue"), "today": N_("today"), "upcoming": N_("upcoming"), "done": N_("done"),
          "waiting": N_("waits for the step before")}
OWNERS = {"service": N_("service"), "other": N_("others")}


def explained(context: Context, items: Iterable[DueItem]) -> Iterator[tuple[DueItem, Explanation]]:
    """Each deadline with its explanation, some at a time."""
    from minori_tui.services import due

    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield from zip(chunk, due.explanations(context, chunk), strict=True)


def records(context: Context, placed: Iterable[tuple[int, DueItem]]) -> Iterator[str]:
    """The JSON of deadlines in the order of their places. They come in another order: what is kept of each is its text."""
    found = texts(context, placed)
    return (found.pop(place) for place in sorted(found))


def texts(context: Context, placed: Iterable[tuple[int, DueItem]]) -> dict[int, str]:
    """The JSON of deadlines by their places.

    Nothing here makes cycles, and looking for them among so many objects takes a fifth of the time: it is left out meanwhile.
    """
    from minori_tui.domain.moments import local
    from minori_tui.services import due

    now, rest, made = local(context.clock.now()), iter(placed), dict[int, str]()
    encode = json.JSONEncoder(ensure_ascii=False).encode
    looked = gc.isenabled()
    gc.disable()
    try:
        while chunk := list(islice(rest, CHUNK)):
            told = due.explanations(context, [item for _, item in chunk])
            for (place, item), one in zip(chunk, told, strict=True):
                made[place] = encode(as_record(item, now, one))
    finally:
        if looked:
            gc.enable()
    return made


def sentence(reason: Reason) -> str:
    """A sentence of an explanation in the operator's language, safe for a terminal."""
    return shown(_plain(reason), multiline=True)


def _plain(reason: Reason) -> str:
    """A sentence with its days as they are written here; what would harm a terminal is left to who prints it."""
    message, facts = reason
    if not facts:
        return _(message)
    return _(message).format(**{name: show(value) if isinstance(value, date) else value for name, value in facts.items()})


def as_record(item: DueItem, now: datetime, told: Explanation) -> dict[str, Any]:
    """A deadline as JSON: days and minutes ISO, unknown null. ``now`` is the office's time."""
    from minori_tui.domain.legal_clock import days_left, minutes_left, state
    from minori_tui.domain.moments import write

    one = item.deadline
    minutes, last = minutes_left(one, now), one.last_working_day
    left = {"days_left": days_left(one, now.date())} if minutes is None else {"minutes_left": minutes}
    return {"case": item.file_number, "name": f"{item.surname} {item.given_name}", "rule": one.rule.code, "title": _(one.title),
            "source": one.rule.source, "anchor": {"fact": _plain(one.anchor), "date": write(one.anchor_at)},
            "due": write(one.due), "last_working_day": last.isoformat() if last else None, **left, "owner": one.rule.owner,
            "state": state(one, now), "done_on": write(one.done_at) if one.done_at else None,
            "why": [_plain(step) for step in told.steps]}


def more(told: Explanation) -> dict[str, Any]:
    """What an explanation says beside its steps."""
    return {"changes": [_plain(step) for step in told.changes], "verified": told.verified,
            "consequence": _(told.consequence), "note": _(told.note)}


def about(item: DueItem) -> str:
    """The order or intervention a deadline hangs on."""
    if item.intervention is not None:
        return " ".join(filter(None, (item.intervention.kind, item.intervention.where)))
    return " ".join(filter(None, (item.order.number, item.order.authority))) if item.order is not None else ""


def left(item: DueItem, now: datetime) -> str:
    """How long is left, or how late it is."""
    from minori_tui.domain.legal_clock import days_left, minutes_left, state

    found = state(item.deadline, now)
    if found in ("done", "waiting"):
        return _(STATES[found])
    minutes = minutes_left(item.deadline, now)
    if minutes is None:
        return _("{days} d", days=days_left(item.deadline, now.date()))
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{hours}:{rest:02} h"


def print_items(context: Context, items: list[DueItem], *, why: bool) -> None:
    """Deadlines as a table; with ``why`` each with its steps."""
    now = context.clock.now()
    if why:
        for number, (item, told) in enumerate(explained(context, items)):
            if number:
                render.out()
            print_why(item, told, now)
        return
    if items:
        headers = [_("Due by"), _("Time left"), _("File"), _("Surname and name"), _("Rule"), _("What is due"), _("Of"),
                   _("Who acts")]
        render.table(headers, [_row(item, now) for item in items])


def _row(item: DueItem, now: datetime) -> list[render.Cell]:
    one = item.deadline
    return [show(one.due), left(item, now), item.file_number, f"{item.surname} {item.given_name}", one.rule.code, _(one.title),
            about(item), _(OWNERS[one.rule.owner])]


def print_why(item: DueItem, told: Explanation, now: datetime) -> None:
    """One deadline with every step, its source and what would change it."""
    one = item.deadline
    last = one.last_working_day
    render.facts([
        (_("File"), f"{item.file_number}  {item.surname} {item.given_name}"), (_("Rule"), f"{one.rule.code}  {_(one.title)}"),
        (_("Of"), about(item)), (_("Source"), one.rule.source), (_("Due by"), f"{show(one.due)}  ({left(item, now)})"),
        (_("Last working day"), show(last) if last else None), (_("If it is missed"), _(told.consequence)),
        (_("Rule read"), _(told.note))])
    for number, step in enumerate(told.steps, 1):
        render.out(f"  {number}. {sentence(step)}")
    if told.changes:
        render.out(_("What would change it:"))
        for step in told.changes:
            render.out(f"  - {sentence(step)}")
