"""Reading one case for the screens and the command line. Opening a record is written down before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minori_tui.data.places import place_name
from minori_tui.data.queries import cases as queries
from minori_tui.data.queries.cases import CaseView, EventRow, Relative
from minori_tui.domain.dates import AgeThreshold, age_on, ages_that_matter
from minori_tui.domain.errors import NotFound
from minori_tui.services.context import Context
from minori_tui.services.journal import note_access
from minori_tui.services.named import case_id_of

__all__ = ["CaseView", "EventRow", "Header", "Relative", "choices", "diary", "district", "event", "header", "label_of",
           "open_case", "operators", "peek", "place"]


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above every pane of a case: the age and the next birthday that matters (None when the birth date is not
    known). What is due next is in the view."""

    age: int | None
    threshold: AgeThreshold | None


def open_case(context: Context, number: str, *, detail: str | None = None) -> CaseView:
    """A case by its file number, however written. The opening is logged first. Raises ``NotFound``."""
    view = peek(context, number)
    note_access(context, "open", "case", view.case_id, detail)
    return view


def peek(context: Context, number: str) -> CaseView:
    """A case as it stands, without logging: for reading again what is already on the screen."""
    with context.store.read() as connection:
        view = queries.case_view(connection, case_id_of(connection, number))
    if view is None:
        raise NotFound("There is no case {number}.", code="no-case", number=number)
    return view


def header(view: CaseView, today: date) -> Header:
    """The ages of a case."""
    born = date.fromisoformat(view.birth_date) if view.birth_date else None
    return Header(age_on(born, today), ages_that_matter(born, today)) if born else Header(None, None)


def diary(context: Context, case_id: int, *, limit: int = 200, before: tuple[str, int] | None = None) -> list[EventRow]:
    """The entries of the diary, the latest first."""
    with context.store.read() as connection:
        return queries.diary(connection, case_id, limit=limit, before=before)


def event(context: Context, event_id: int) -> EventRow:
    """One entry of the diary. Raises ``NotFound``."""
    with context.store.read() as connection:
        found = queries.event(connection, event_id)
    if found is None:
        raise NotFound("There is no such diary entry.", code="no-event")
    return found[0]


def choices(context: Context, list_name: str, language: str) -> list[tuple[str, str]]:
    """The values of a code list that may be used today: (code, label in the language)."""
    with context.store.read() as connection:
        rows = queries.codes(connection, list_name, context.clock.today().isoformat())
    return [(code, italian if language == "it" else english) for code, italian, english in rows]


def operators(context: Context) -> list[tuple[str, str]]:
    """The operators at work: (code, name)."""
    with context.store.read() as connection:
        return [(code, name) for _, code, name in queries.operators(connection)]


def district() -> list[tuple[str, str]]:
    """The municipalities of the district: (name, sub-area)."""
    from minori_tui.data.codes import load_district

    return [(place.name, place.sub_area) for place in load_district()]


def label_of(context: Context, list_name: str, code: str | None, language: str) -> str | None:
    """The label of a code of today or of the past; a text that is not a code stays as it is."""
    if code is None:
        return None
    with context.store.read() as connection:
        row = connection.execute("SELECT label_it, label_en FROM code WHERE list = ? AND code = ? ORDER BY id DESC LIMIT 1",
                                 (list_name, code)).fetchone()
    return code if row is None else str(row[0] if language == "it" else row[1])


def place(code: str | None) -> str | None:
    """The name of a municipality by its code; other text stays as it is."""
    return place_name(code)
