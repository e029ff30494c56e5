"""Scheda: who the child is, the family, who follows the case, where it came from."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.text import shown
from minori_tui.i18n import _
from minori_tui.screens import show
from minori_tui.services import records
from minori_tui.services.records import CaseView, Relative

Labeller = Callable[[str, str | None], str]
"""Gives the label of a code: (list, code)."""
LABEL_WIDTH = 24


def sections(view: CaseView, label: Labeller) -> list[tuple[str, list[tuple[str, str]]]]:
    """The card as titled groups of (label, value), ready to be shown; values are plain text."""
    return [
        (_("Child"), [
            (_("Surname and given name"), show.name(view.surname, view.given_name)), (_("Sex"), label("sex", view.sex)),
            (_("Born"), _("{day} in {place}", day=show.day(view.birth_date),
                          place=records.place(view.birth_place) or show.UNKNOWN)),
            (_("Fiscal code"), view.fiscal_code or show.UNKNOWN), (_("Citizenship"), label("citizenship", view.citizenship)),
            (_("Unaccompanied foreign child"), show.yes_no(view.msna)),
            (_("Address"), (view.address or show.UNKNOWN) + (f"  [{_('PROTECTED')}]" if view.protected_address else "")),
            (_("Telephone"), "; ".join(view.phones) or show.UNKNOWN), (_("E-mail"), view.email or show.UNKNOWN),
            (_("School"), view.school or show.UNKNOWN)]),
        (_("Family"), [(_(show.RELATIONS.get(r.kind, r.kind)), _relative(r)) for r in view.relatives]
         + ([(_("Household"), view.household)] if view.household else [])),
        (_("Case"), [
            (_("Competent municipality"), records.place(view.municipality) or show.UNKNOWN), *_spells(view, label),
            (_("Planned review"), show.day(view.review_on)), (_("Legal situation"), view.legal_situation or show.UNKNOWN),
            (_("Strengths and wishes"), view.strengths or show.UNKNOWN), (_("Notes"), view.notes or show.UNKNOWN)]),
        (_("Followed by"), [
            (label("assignment_role", a.role), f"{a.operator}  {_since(a.valid_from, a.valid_to)}") for a in view.assignments]),
        (_("Referrals"), [(show.day(r.received_on), label("referral_source", r.source) + (f" · {r.note}" if r.note else ""))
                          for r in view.referrals]),
    ]


def _relative(person: Relative) -> str:
    parts = [show.name(person.surname, person.given_name)]
    if person.birth_date:
        parts.append(_("born {day}", day=show.day(person.birth_date)))
    parts += person.phones
    if person.case_number:
        parts.append(_("file {number}", number=person.case_number))
    return " · ".join(parts)


def _spells(view: CaseView, label: Labeller) -> list[tuple[str, str]]:
    lines = []
    for spell in view.spells:
        text = show.day(spell.opened_on)
        if spell.closed_on:
            text += f" – {show.day(spell.closed_on)} · {label('closing_reason', spell.closing_reason)}"
        lines.append((_("Open from"), text + (f" · {spell.closing_note}" if spell.closing_note else "")))
    return lines


def _since(first: str | None, last: str | None) -> str:
    return f"({show.day(first)} – {show.day(last)})" if last else f"({_('since')} {show.day(first)})"


class Card(VerticalScroll):
    """The card as text that scrolls."""

    DEFAULT_CSS = "Card { padding: 0 1; } Card Static { width: 1fr; height: auto; }"
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._text = Static("", markup=False)

    def compose(self) -> list[Static]:
        """One text."""
        return [self._text]

    def show(self, view: CaseView, label: Labeller) -> None:
        """Show the case."""
        self._text.update(Content.assemble(*_lines(view, label)))


def _lines(view: CaseView, label: Labeller) -> list[Content | tuple[str, str]]:
    parts: list[Content | tuple[str, str]] = []
    for title, rows in sections(view, label):
        if rows:
            parts.append((f"{title}\n", "bold underline"))
            for name, value in rows:
                lines = shown(value, multiline=True).split("\n")
                indent = "\n" + " " * (LABEL_WIDTH + 2)
                parts.append(Content(f"  {name:<{LABEL_WIDTH}}" + indent.join(lines) + "\n"))
            parts.append(Content("\n"))
    return parts
