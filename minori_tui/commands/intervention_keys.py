"""The commands of the interventions and of data quality."""

from __future__ import annotations

from minori_tui.commands.registry import Command
from minori_tui.i18n import N_

GROUP = N_("Interventions")

NEW = Command("intervention.new", ("f6", "n"), "add", N_("New"), N_("Add an intervention: its kind, then its form"), footer=True,
              group=GROUP)
EDIT = Command("intervention.edit", ("f9", "e"), "change", N_("Edit"), N_("Change what is recorded of the intervention"),
               footer=True, group=GROUP, why_not="why_not_change")
RECORD = Command("intervention.record", ("h",), "record", N_("Note it"),
                 N_("Write hours of home education, or how a supervised contact went"), footer=True, group=GROUP,
                 why_not="why_not_record")
CALENDAR = Command("intervention.calendar", ("l",), "calendar", N_("Calendar"),
                   N_("Write the supervised contacts to come in the diary"), group=GROUP, why_not="why_not_calendar")
START = Command("intervention.start", ("b",), "start", N_("Start"), N_("The planned intervention begins"), group=GROUP,
                why_not="why_not_start")
PAUSE = Command("intervention.pause", ("p",), "pause", N_("Suspend"), N_("Suspend the intervention, or let it go on"),
                group=GROUP, why_not="why_not_pause")
MOVE = Command("intervention.move", ("m",), "move", N_("Move"), N_("End the placement and start the next one on the same day"),
               group=GROUP, why_not="why_not_move")
END = Command("intervention.end", ("x",), "end", N_("End"), N_("End the intervention, with the reason"), group=GROUP,
              why_not="why_not_end")
PANE = (NEW, EDIT, RECORD, CALENDAR, START, PAUSE, MOVE, END)
"""On the interventions of a case."""

QUALITY = Command("go.quality", (), "go('quality')", N_("Data quality"),
                  N_("What the records should not say: overlaps, gaps, missing orders, with the cases to mend"))
FIND_OPEN = Command("quality.enter", ("enter",), "open", N_("Open"), N_("Open the list of a check, then the case to mend"),
                    footer=True, why_not="why_not_open")
LISTED = (FIND_OPEN,)
"""On the list of data quality."""
ALL: tuple[Command, ...] = (*PANE, FIND_OPEN)
