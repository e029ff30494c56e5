"""Courts, prosecutors and who else issues orders: found by how they are named, entered when they are met, and dated.

The packaged list is what a new store starts from; as soon as an office is used, or its days are changed, the store has a row
of its own, and that row counts. So the start of a court that the law moves again is set here and not in a new release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from minori_tui.data.codes import load_authorities, load_list, place_index
from minori_tui.data.queries import orders as queries
from minori_tui.domain import authorities as rules
from minori_tui.domain.authorities import TITLES, Office
from minori_tui.domain.errors import Conflict, FieldError, FieldProblem, InvalidFields, NotFound
from minori_tui.domain.fields import Parser, date_of, pec, text_of
from minori_tui.domain.text import clean, fold
from minori_tui.i18n import N_
from minori_tui.services.context import Context
from minori_tui.services.forms import Values, code_of, read_form

if TYPE_CHECKING:
    from minori_tui.data.driver import Connection
    from minori_tui.data.unit import Unit

FIELDS = ("name", "kind", "seat", "pec", "valid_from", "valid_to")
_NAMED = 5
"""Offices named when several answer."""


@cache
def authority_parsers() -> dict[str, Parser]:
    """The fields of an authority, in the order of the form."""
    return {"name": text_of(), "kind": code_of("authority_kind", list(load_list("authority_kind"))), "seat": text_of(),
            "pec": pec, "valid_from": date_of(), "valid_to": date_of()}


def offices(connection: Connection) -> list[Office]:
    """Every office that is known: those of the store, then those of the packaged list that the store has no row of."""
    stored = queries.authorities(connection)
    names = {fold(o.name) for o in stored}
    return [*stored, *(o for o in load_authorities() if fold(o.name) not in names)]


def authorities(context: Context) -> list[Office]:
    """As ``offices``, by kind and name."""
    order = {item.code: item.position for item in load_list("authority_kind")}
    with context.store.read() as connection:
        found = offices(connection)
    return sorted(found, key=lambda o: (order.get(o.kind, len(order)), fold(o.name)))


def find(known: Sequence[Office], text: str, day: date, field: str = "authority") -> Office:
    """The office that a text means on a day. One that is not known yet, but whose kind and seat are clear, is made (without
    an id). Raises ``FieldError`` with the nearest ones, or with those that answer when there are several."""
    found = rules.matching(text, known, day)
    if len(found) == 1:
        return found[0]
    if found:
        names = "; ".join(o.name for o in found[:_NAMED])
        raise FieldError(FieldProblem(field, "several-authorities", N_("Several offices answer to this: {names}"),
                                      {"names": names}, text))
    if (made := _new(text)) is not None:
        return made
    near = "; ".join(o.name for o in rules.nearest(text, known))
    raise FieldError(FieldProblem(field, "unknown-authority", (
        N_("No office of this name is known. Perhaps: {near}") if near else
        N_("No office of this name is known: write kind and seat, for example «TM Brescia»")),
        {"near": near} if near else {}, text))


def _new(text: str) -> Office | None:
    """The office that a text names without doubt: its kind is said and its seat is a municipality."""
    said = rules.recognise(text)
    if said is None:
        return None
    kind, seat = said
    if kind == "other":
        return Office(None, clean(text), kind)
    places = place_index().by_name(seat) if seat else []
    return Office(None, TITLES[kind].format(seat=places[0].name), kind, places[0].name) if places else None


def name_of(context: Context, text: str) -> str:
    """The whole name of the office that a text means today; the text itself when it means none, or several."""
    with context.store.read() as connection:
        known = offices(connection)
    try:
        return find(known, text, context.clock.today()).name
    except FieldError:
        return text


def authority_of(unit: Unit, text: str, day: date | None = None) -> int:
    """The number of the office that a text means on a day (that of the work, when none is given), entered when the store has
    no row of it yet. Raises ``FieldError`` (see ``find``)."""
    return entered(unit, find(offices(unit.raw), text, day or date.fromisoformat(unit.at[:10])))


def entered(unit: Unit, office: Office) -> int:
    """The number of an office, entered when the store has no row of it."""
    from minori_tui.data.tables import Authority

    if office.authority_id is not None:
        return office.authority_id
    row = unit.add(Authority(
        name=office.name, match_key=fold(office.name), kind=office.kind, seat=office.seat, pec=office.pec,
        valid_from=office.valid_from.isoformat() if office.valid_from else None,
        valid_to=office.valid_to.isoformat() if office.valid_to else None))
    return int(row.id or 0)


def authority(context: Context, wanted: str) -> Office:
    """One office by its number in the store or by how it is named. Raises ``NotFound``, and ``FieldError`` when several
    answer."""
    known = authorities(context)
    if wanted.isascii() and wanted.isdigit():
        found = next((o for o in known if o.authority_id == int(wanted)), None)
    else:
        same = [o for o in known if fold(o.name) == fold(wanted)] or rules.matching(wanted, known, context.clock.today())
        found = find(same, wanted, context.clock.today(), "name") if same else None
    if found is None:
        raise NotFound(N_("There is no authority {wanted}."), code="no-authority", wanted=wanted)
    return found


def add_authority(context: Context, values: Mapping[str, str]) -> int:
    """Enter an office that is not known yet; returns its number. Raises ``InvalidFields``."""
    read = read_form(values, authority_parsers(), ("name", "kind"), context.clock.today())
    known = authorities(context)
    problems = _wrong(read)
    if any(fold(o.name) == fold(str(read["name"])) for o in known):
        problems.append(FieldProblem("name", "known-authority", N_("This office is known already"), {}, str(read["name"])))
    if problems:
        raise InvalidFields(problems)
    with context.unit("authority.add", str(read["name"])) as unit:
        return entered(unit, _office(read))


def edit_authority(context: Context, seen: Office, values: Mapping[str, str]) -> bool:
    """Change an office: above all the days on which it works. False when nothing differs.

    One of the packaged list is entered in the store with what was changed. Raises ``InvalidFields`` and ``Conflict``.
    """
    stored = form_values(seen)
    typed = {name: text for name, text in values.items() if text.strip() != stored.get(name, "")}
    read = read_form(typed, authority_parsers(), tuple(n for n in ("name", "kind") if n in typed), context.clock.today())
    before = _columns(seen)
    new = {name: value for name, value in read.items() if value != before[name]}
    if not new:
        return False
    if problems := _wrong(before | new):
        raise InvalidFields(problems)
    from minori_tui.data.tables import Authority

    with context.unit("authority.edit", seen.name) as unit:
        if seen.authority_id is None:
            entered(unit, _office(before | new))
            return True
        now = queries.authority(unit.raw, seen.authority_id)
        if now is None or now[0] != seen:
            raise Conflict("Somebody changed this record after you opened it. Nothing was changed: compare and try again.",
                           code="changed-meanwhile")
        extra = {"match_key": fold(str(new["name"]))} if "name" in new else {}
        unit.change(Authority, seen.authority_id, now[1], **new, **extra)
    return True


def form_values(seen: Office) -> dict[str, str]:
    """An office as text for its form: dates as they are written here."""
    return {name: "" if value is None else "/".join(reversed(str(value).split("-"))) if name.startswith("valid") else str(value)
            for name, value in _columns(seen).items()}


def _columns(office: Office) -> Values:
    return {"name": office.name, "kind": office.kind, "seat": office.seat, "pec": office.pec,
            "valid_from": office.valid_from.isoformat() if office.valid_from else None,
            "valid_to": office.valid_to.isoformat() if office.valid_to else None}


def _office(read: Mapping[str, Any]) -> Office:
    first, last = (date.fromisoformat(str(read[n])) if read.get(n) else None for n in ("valid_from", "valid_to"))
    return Office(None, str(read["name"]), str(read["kind"]), read.get("seat"), first, last, read.get("pec"))


def _wrong(read: Mapping[str, Any]) -> list[FieldProblem]:
    first, last = read.get("valid_from"), read.get("valid_to")
    if first and last and str(last) < str(first):
        return [FieldProblem("valid_to", "end-before-start", N_("The end is before the beginning ({day})"),
                             {"day": date.fromisoformat(str(first))}, str(last))]
    return []


def not_at_work(office: Office, known: Sequence[Office], day: date) -> FieldProblem | None:
    """The warning for an order of an office on a day on which it does not work; it names the office that does, in the place
    of a court that was replaced."""
    if office.holds(day):
        return None
    heirs = {"juvenile_court": "family_court", "family_court": "juvenile_court"}
    heir = next((o for o in known if o.kind == heirs.get(office.kind) and fold(o.seat or "") == fold(office.seat or "")
                 and o.holds(day)), None)
    facts = {"day": day} | ({"other": heir.name} if heir else {})
    return FieldProblem("authority", "not-at-work", (
        N_("On {day} this office was not active: {other} was") if heir else
        N_("On {day} this office was not active")), facts, office.name, warning=True)
