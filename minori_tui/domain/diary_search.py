"""What is typed into the search box of a diary: words, and ``field:value`` for nature, kind, period, author, reserved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from minori_tui.domain.dates import parse_date
from minori_tui.domain.errors import FieldError, FieldProblem
from minori_tui.domain.text import fold

UNKNOWN_NATURE = "?"
"""``nature:?`` finds the entries of which nobody has said what they are."""
_TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"?|(\S*))')
_FIELDS = {"natura": "nature", "nature": "nature", "tipo": "kind", "kind": "kind", "dal": "since", "from": "since",
           "al": "until", "to": "until", "autore": "author", "author": "author", "riservate": "reserved", "riservata": "reserved",
           "reserved": "reserved"}


@dataclass(frozen=True, slots=True)
class DiarySearch:
    """A search as it was understood. Words are folded; ``nature`` and ``kind`` as typed, for the lists to say what they mean."""

    words: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    reserved: bool | None = None
    problems: tuple[FieldProblem, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it finds every entry."""
        return self == DiarySearch()

    def fits(self, *texts: str | None) -> bool:
        """Whether every word stands somewhere in the texts, capitals and accents apart."""
        if not self.words:
            return True
        folded = fold(" ".join(filter(None, texts)))
        return all(word in folded for word in self.words)


def parse(typed: str, today: date) -> DiarySearch:
    """A search box as it is typed; what cannot be read yet is a problem and limits nothing."""
    found = DiarySearch()
    for name, quoted, plain in _TERM.findall(typed):
        value = quoted or plain
        field = _FIELDS.get(name.lower(), "")
        if field and not value:
            continue  # still being typed
        if not field:
            word = fold(f"{name} {value}" if name else value)
            found = replace(found, words=(*found.words, word)) if word else found
        elif field in ("since", "until"):
            found = _day(found, field, value, today)
        elif field == "reserved":
            found = replace(found, reserved=fold(value) not in ("no", "n", "0"))
        elif field == "nature":
            found = replace(found, nature=(*found.nature, value))
        elif field == "kind":
            found = replace(found, kind=(*found.kind, value))
        else:
            found = replace(found, author=(*found.author, value))
    return found


def _day(found: DiarySearch, field: str, value: str, today: date) -> DiarySearch:
    try:
        day = parse_date(value, today, field=field)
    except FieldError as error:
        return replace(found, problems=(*found.problems, error.problem))
    return replace(found, since=day) if field == "since" else replace(found, until=day)
