"""The list of cases as a table; no Typer here, since ``minori`` without a terminal prints it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minori_tui.cli import render
from minori_tui.i18n import _

if TYPE_CHECKING:
    from minori_tui.services.lookup import CaseHit


def case_headers() -> list[str]:
    """The titles of a list of cases."""
    return [_("File"), _("Surname and name"), _("Born"), _("Municipality"), _("Worker"), _("Due"), _("Status")]


def case_row(hit: CaseHit) -> list[render.Cell]:
    """A case in a list."""
    status = _("open") if hit.status == "open" else _("closed")
    return [hit.file_number, f"{hit.surname} {hit.given_name}", render.day(hit.birth_date), hit.municipality, hit.worker,
            render.day(hit.next_due), status]
