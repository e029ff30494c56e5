"""Why that day: the rule and its article, the fact it runs from, each step of the arithmetic, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from textual.widget import Widget

from minori_tui.domain.legal_clock import state
from minori_tui.i18n import N_, _
from minori_tui.screens import due_show
from minori_tui.screens.base import MinoriModal
from minori_tui.screens.case.text_pane import TextPane

if TYPE_CHECKING:
    from minori_tui.domain.legal_clock import Explanation
    from minori_tui.services.due import DueItem

OWNERS = {"service": N_("the service acts"), "other": N_("others act, the service watches")}


def told(item: DueItem, explanation: Explanation, now: datetime) -> list[str]:
    """The explanation as lines of text, the most important first."""
    return list(_lines(item, explanation, now))


def _lines(item: DueItem, explanation: Explanation, now: datetime) -> Iterator[str]:
    deadline, rule = item.deadline, item.deadline.rule
    yield f"{item.file_number} {due_show.short_name(item)}"
    yield f"{due_show.title(deadline)} ({rule.code}) · {explanation.source or _('planned by the service')}"
    yield f"{_(OWNERS[rule.owner])} · {_(due_show.STATES[state(deadline, now)])}"
    yield ""
    yield from _part(_("How the day was found"), due_show.sentences(explanation.steps))
    yield from _part(_("What would change it"), due_show.sentences(explanation.changes))
    yield from _part(_("If it is missed"), [_(explanation.consequence)] if explanation.consequence else [])
    standing = [] if explanation.verified else [
        _("NOT VERIFIED: this term does not come from a text that was read; the coordinator can adjust it.")]
    yield from _part(_("Where it comes from"), [*standing, _(explanation.note)] if explanation.note else standing)


def _part(heading: str, sentences: list[str]) -> Iterator[str]:
    """A heading and its sentences; nothing when there are none."""
    if sentences:
        yield f"── {heading} ──"
        yield from (f"· {sentence}" for sentence in sentences)
        yield ""


class WhyDialog(MinoriModal[None]):
    """The explanation, to read and to scroll."""

    TITLE_ID = N_("Why that day")
    DEFAULT_CSS = """
    WhyDialog .dialog--tall { height: 100%; max-height: 36; width: 100%; max-width: 100; }
    WhyDialog TextPane { height: 1fr; border-top: none; }
    """

    def __init__(self, item: DueItem, explanation: Explanation, now: datetime) -> None:
        super().__init__()
        self.lines = told(item, explanation, now)
        self.text = TextPane()

    def compose_body(self) -> Iterable[Widget]:
        """The text."""
        yield self.text

    def on_mount(self) -> None:
        """A tall box."""
        self.query_one(".dialog").add_class("dialog--tall")
        self.text.say("\n".join(self.lines))
