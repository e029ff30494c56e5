"""The commands of the family tree, of the diary and of reports."""

from __future__ import annotations

from dataclasses import replace

from minori_tui.commands.registry import Command
from minori_tui.i18n import N_

FAMILY, DIARY = N_("Family"), N_("Diary")

NEW = Command("family.new", ("f6", "n"), "new_relative", N_("Relative"), N_("Write down a relative of the selected person"),
              footer=True, group=FAMILY, why_not="why_not_person")
EDIT = Command("family.edit", ("f9", "e"), "edit_relative", N_("Edit"), N_("Correct the selected person, or end the bond"),
               footer=True, group=FAMILY, why_not="why_not_person")
HOME = Command("family.home", ("h",), "move_home", N_("Lives"), N_("Write down where the selected person lives, from which day"),
               footer=True, group=FAMILY, why_not="why_not_person")
RELATED = Command("family.related", ("k",), "related", N_("Kinship"),
                  N_("How are these two related: mark one person, then another"), footer=True, group=FAMILY,
                  why_not="why_not_person")
OPEN = Command("family.open", ("enter",), "open_relative", N_("Open"), N_("Open the case of the selected person"), group=FAMILY,
               why_not="why_not_person")
EARLIER = Command("family.earlier", ("left_square_bracket",), "step(-1)", N_("Earlier"),
                  N_("Households one step back in time"), group=FAMILY, why_not="why_not_earlier")
LATER = Command("family.later", ("right_square_bracket",), "step(1)", N_("Later"), N_("Households one step on in time"),
                group=FAMILY, why_not="why_not_later")
PANE = (NEW, EDIT, HOME, RELATED, OPEN, EARLIER, LATER)
"""On the family of a case."""

FIND = Command("diary.find", ("f7", "/"), "find", N_("Find"), N_("Search the diary: words, nature, kind, period"), footer=True,
               group=DIARY)
VALUES = Command("diary.values", ("f4",), "values", N_("Values"), N_("What the diary can be searched by"), group=DIARY)
VERSIONS = Command("diary.versions", ("h",), "versions", N_("Versions"), N_("The earlier texts of the selected entry"),
                   group=DIARY, why_not="why_not_versions")
REPORT = Command("report.new", ("r",), "report", N_("Report"), N_("Make the draft of an update report"), group=DIARY)
REPORTS = Command("report.list", ("R",), "reports", N_("Reports"), N_("The reports that were made; make one again"), group=DIARY)
DIARY_PANE = (FIND, VALUES, VERSIONS, REPORT, REPORTS)
"""On the diary of a case, beside correcting."""

AGAIN = Command("report.again", ("enter",), "again", N_("Again"), N_("Write the selected report to a file again, as it was"),
                footer=True, group=DIARY, why_not="why_not_report")
SENT = Command("report.sent", ("s",), "sent", N_("Sent"), N_("Write down that the selected report was sent, and what it meets"),
               footer=True, group=DIARY, why_not="why_not_sent")
REPORT_LIST = (replace(REPORT, keys=("f6", "n"), id="report.another", footer=True, label=N_("New")), AGAIN, SENT)
"""On the list of the reports of a case."""

ALL: tuple[Command, ...] = (*PANE, *DIARY_PANE, *REPORT_LIST)
