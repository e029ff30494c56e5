"""Scheda: who the child is, the family, who follows the case, where it came from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import wrapped
from minori_tui.services import records
from minori_tui.services.records import CaseView, Relative

Section = tuple[str, list[tuple[str, str]]]
"""A titled group of (label, value)."""
LABEL_WIDTH = 24
TWO_COLUMNS_FROM = 116


def sections(view: CaseView, label: Labeller) -> list[Section]:
    """The card as titled groups of (label, value), ready to be shown; values are plain text."""
    return [
        (_("Child"), [
            (_("Surname and given name"), show.name(view.surname, view.given_name)), (_("Sex"), label("sex", view.sex)),
            (_("Born"), _("{day} in {place}", day=show.day(view.birth_date),
                          place=records.place(view.birth_place) or show.UNKNOWN)),
            (_("Fiscal code"), view.fiscal_code or show.UNKNOWN), (_("Citizenship"), label("citizenship", view.citizenship)),
            (_("Unaccompanied (MSNA)"), show.yes_no(view.msna)),
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
            (label("assignment_role", a.role), f"{a.operator} · {_since(a.valid_from, a.valid_to)}") for a in view.assignments]),
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
    return f"{show.day(first)} – {show.day(last)}" if last else f"{_('since')} {show.day(first)}"


class CardText(VerticalScroll):
    """The card as text that scrolls; in two columns when there is room."""

    DEFAULT_CSS = """
    CardText { padding: 0 1; }
    CardText Horizontal { height: auto; }
    CardText Static { width: 1fr; height: auto; }
    CardText Static.card--second { display: none; margin-left: 2; }
    CardText.-two Static.card--second { display: block; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._columns = (Static("", markup=False), Static("", markup=False, classes="card--second"))
        self._sections: list[Section] = []
        self._laid_out = 0

    def compose(self) -> list[Horizontal]:
        """Two texts side by side."""
        return [Horizontal(*self._columns)]

    def show(self, groups: list[Section]) -> None:
        """Show titled groups; empty ones are left out."""
        self._sections = [section for section in groups if section[1]]
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the lines for the width there is now."""
        if event.size.width != self._laid_out:
            self._lay_out()

    def _lay_out(self) -> None:
        width = self._laid_out = self.size.width
        two = width >= TWO_COLUMNS_FROM
        self.set_class(two, "-two")
        middle = sum(1 for title, _rows in self._sections if title in (_("Child"), _("Family"))) if two else len(self._sections)
        each = (width - 2) // 2 if two else width
        for column, part in zip(self._columns, (self._sections[:middle], self._sections[middle:]), strict=True):
            content = Content.assemble(*_lines(part, each - 1))
            column.styles.height = max(1, str(content).count("\n"))  # known here: see ``text_pane``
            column.update(content)


def _lines(part: Sequence[Section], width: int) -> list[Content | tuple[str, str]]:
    """The titles and rows; a long value goes on below its own beginning."""
    room = max(12, width - LABEL_WIDTH - 2)
    parts: list[Content | tuple[str, str]] = []
    for title, rows in part:
        parts.append((f"{title}\n", "bold underline"))
        for name, value in rows:
            lines = [line for text in shown(value, multiline=True).split("\n") for line in wrapped(text, room)]
            indent = "\n" + " " * (LABEL_WIDTH + 2)
            parts.append(Content(f"  {name:<{LABEL_WIDTH - 1}} " + indent.join(lines) + "\n"))
        parts.append(Content("\n"))
    return parts


class Card(CasePane):
    """The pane: the card, nothing to choose in it."""

    NAME, TITLE = "card", N_("Card")

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self.text = CardText()

    def compose(self) -> list[CardText]:
        """The text."""
        return [self.text]

    def show(self, found: object, view: CaseView) -> None:
        """Show the case."""
        self.text.show(sections(view, self.label))

    def target(self) -> CardText:
        """The text, to scroll it."""
        return self.text
