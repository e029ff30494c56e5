"""F4 in the search box: the fields that can be asked for, then the values of the field being typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from minori_tui.domain.lookup import FIELD_WORDS
from minori_tui.domain.text import fold
from minori_tui.i18n import N_, _, language
from minori_tui.screens.session import Session
from minori_tui.widgets.record_table import ListRow

FIELDS = {
    "status": N_("open or closed"), "worker": N_("who follows the case"), "municipality": N_("competent municipality"),
    "age": N_("age in completed years"), "due": N_("next deadline within"), "msna": N_("unaccompanied foreign child"),
    "born": N_("year of birth"), "sex": N_("sex"),
}
"""The fields offered, with what they ask; their words are those of ``domain.lookup``."""
_ORDER = ("status", "worker", "municipality", "age", "activity", "due", "msna", "born", "sex")
_AGES = ("0-2", "3-5", "6-10", "11-13", "14-17", "18+")
_DUE = (("scaduta", "overdue", N_("overdue")), ("0", "0", N_("today or overdue")), ("7g", "7d", N_("in 7 days")),
        ("30g", "30d", N_("in 30 days")), ("3m", "3m", N_("in 3 months")))


@dataclass(frozen=True, slots=True)
class Word:
    """The word of the search box that the cursor is in, with its place."""

    start: int
    end: int
    text: str

    def replaced(self, whole: str, new: str) -> str:
        """The whole text with ``new`` in the place of this word; a word apart from its neighbours."""
        before, after = whole[:self.start], whole[self.end:]
        if new.endswith(" "):
            after = after.lstrip()
        gap = " " if before and not before.endswith(" ") else ""
        return f"{before}{gap}{new}{after}"


def word_at(text: str, cursor: int) -> Word:
    """The word at the cursor (a quoted value may have blanks); an empty one between words."""
    for found in re.finditer(r'(?:[^\s"]|"[^"]*"?)+', text):
        if found.start() < cursor <= found.end():
            return Word(found.start(), found.end(), found[0])
    return Word(cursor, cursor, "")


def words() -> dict[str, str]:
    """The word of each field in the operator's language."""
    known = dict(zip(_ORDER, FIELD_WORDS[language()], strict=True))
    return {name: known[name] for name in FIELDS}


def field_named(typed: str) -> str | None:
    """The field a word names, in either language."""
    key = fold(typed)
    for names in FIELD_WORDS.values():
        for name, word in zip(_ORDER, names, strict=True):
            if key and key == fold(word) and name in FIELDS:
                return name
    return None


def field_rows() -> list[ListRow]:
    """The fields to choose from."""
    return [ListRow(name, (f"{word}:", _(FIELDS[name]))) for name, word in words().items()]


def filters_of(text: str) -> str:
    """The ``field:value`` words of what was typed, for the status line."""
    found = [w for w in re.findall(r'(?:[^\s"]|"[^"]*"?)+', text) if field_named(w.partition(":")[0]) and not w.endswith(":")]
    return " ".join(w for w in found if ":" in w)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def value_rows(session: Session, field: str) -> list[ListRow]:
    """The values of a field to choose from; the key of a row is what is written after the colon."""
    makers: dict[str, Callable[[], list[tuple[str, str]]]] = {
        "status": lambda: [(w, "") for w in (("aperto", "chiuso") if language() == "it" else ("open", "closed"))],
        "worker": lambda: [(c.label, c.note) for c in session.operators()],
        "municipality": lambda: [(c.label, c.note) for c in session.places()],
        "age": lambda: [(band, _("years")) for band in _AGES],
        "due": lambda: [(italian if language() == "it" else english, _(label)) for italian, english, label in _DUE],
        "msna": lambda: [(w, "") for w in (("si", "no") if language() == "it" else ("yes", "no"))],
        "born": lambda: [(str(session.context.clock.today().year - n), "") for n in range(26)],
        "sex": lambda: [(code, label) for code, label in (("F", _("Female")), ("M", _("Male")))],
    }
    return [ListRow(_quoted(value), (value, note)) for value, note in makers[field]()]
