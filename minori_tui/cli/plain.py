"""What ``minori`` prints where there is no terminal: what the store is, the first cases of the list, how to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minori_tui.cli import exits, render
from minori_tui.cli.lists import case_headers, case_row
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.context import Context

FIRST = 20
"""Cases of the list that are printed."""


def overview(context: Context) -> int:
    """Print the overview; returns the exit code."""
    from minori_tui.services import lookup, maintenance

    found = maintenance.info(context)
    hits, total, _query = lookup.find(context, "", FIRST)
    render.facts([(_("Archive"), found.name or found.path.name), (_("Cases"), found.counts["case_file"]),
                  (_("People"), found.counts["person"]), (_("Diary entries"), found.counts["event"]),
                  (_("Lawyers"), found.counts["lawyer"])])
    if hits:
        render.out()
        render.table(case_headers(), [case_row(hit) for hit in hits])
    if total > len(hits):
        exits.hint(N_("{shown} of {total} cases."), shown=len(hits), total=total)
    exits.hint(N_("Search with «minori find WORDS»; «minori --help» lists the commands."))
    return exits.DONE
