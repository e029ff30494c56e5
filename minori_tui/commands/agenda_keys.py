"""The commands of the agenda and of deadlines."""

from __future__ import annotations

from minori_tui.commands.registry import Command
from minori_tui.i18n import N_

DUE = N_("Deadlines")

DONE = Command("due.done", ("d",), "due_done", N_("Done"), N_("Write down that it was done: when, and what proves it"),
               footer=True, group=DUE, why_not="why_not_done")
RESCHEDULE = Command("due.reschedule", ("r",), "due_reschedule", N_("Move"),
                     N_("Plan it for another day, with the reason; the day of the law stays"), footer=True, group=DUE,
                     why_not="why_not_mark")
WHY = Command("due.why", ("w",), "due_why", N_("Why"), N_("Why that day: rule, article, arithmetic, what would change it"),
              footer=True, group=DUE, why_not="why_not_why")
COURT = Command("due.court", ("c",), "due_court", N_("Court day"), N_("Write down the day that the court has fixed"), group=DUE,
                why_not="why_not_mark")
WAIVE = Command("due.waive", ("x",), "due_waive", N_("Not due"), N_("Write down that it does not apply here, and why"),
                group=DUE, why_not="why_not_mark")
MARKS = (DONE, RESCHEDULE, WHY, COURT, WAIVE)
"""On every list of deadlines."""

MINE = Command("agenda.mine", ("m",), "mine", N_("Mine"), N_("Only the cases I follow, or all cases"), footer=True,
               group=DUE)
FIND_CASE = Command("agenda.find", ("f7", "/"), "find", N_("Find"), N_("Look for a case"), footer=True, group=DUE)
OPEN = Command("agenda.open", ("enter",), "open", N_("Open"), N_("Open the case at this deadline"), group=DUE,
               why_not="why_not_why")
CHANGED = Command("agenda.changed", ("o",), "changed", N_("Changed by others"),
                  N_("What others changed since I last looked"), group=DUE)
SILENT = Command("agenda.silent", ("z",), "silent", N_("Without entries"),
                 N_("Children of whom nothing was written for long"), group=DUE, why_not="why_not_silent")
INCOMPLETE = Command("agenda.incomplete", ("q",), "incomplete", N_("To complete"),
                     N_("Records to be completed or mended"), group=DUE)
EXPORT = Command("agenda.export", ("E",), "export", N_("Calendar file"),
                 N_("Write what is shown to a calendar file (ICS)"), group=DUE)

AGENDA = (DONE, RESCHEDULE, WHY, MINE, FIND_CASE, OPEN, COURT, WAIVE, CHANGED, SILENT, INCOMPLETE, EXPORT)
"""On the agenda."""
ALL: tuple[Command, ...] = AGENDA
