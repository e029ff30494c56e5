"""The commands of the timelines."""

from __future__ import annotations

from minori_tui.commands.registry import Command
from minori_tui.i18n import N_

GROUP = N_("Timeline")

ZOOM_IN = Command("timeline.closer", ("plus", "equals_sign"), "zoom(-1)", N_("Zoom"),
                  N_("Come closer: years, quarters, months, weeks, days"), footer=True, group=GROUP)
ZOOM_OUT = Command("timeline.farther", ("minus",), "zoom(1)", N_("Farther"), N_("See more time, up to everything"), group=GROUP)
NEXT = Command("timeline.next", ("right",), "step(1)", N_("Next mark"), N_("To the next mark of the lane, or on in time"),
               group=GROUP)
BEFORE = Command("timeline.before", ("left",), "step(-1)", N_("Mark before"), N_("To the mark before, or back in time"),
                 group=GROUP)
LATER = Command("timeline.later", ("right_square_bracket",), "pan(1)", N_("Later"), N_("A step forward in time"), group=GROUP)
EARLIER = Command("timeline.earlier", ("left_square_bracket",), "pan(-1)", N_("Earlier"), N_("A step back in time"), group=GROUP)
TODAY = Command("timeline.today", ("t", "0"), "today", N_("Today"), N_("Go to today"), group=GROUP)
OPEN = Command("timeline.open", ("enter",), "open", N_("Open"), N_("Show the whole of what is under the cursor"), group=GROUP)
PRINT = Command("timeline.print", ("p",), "print", N_("Print"), N_("Write the timeline to a file: PDF, HTML, SVG, text, JSON"),
                footer=True, group=GROUP, why_not="why_not_print")

RECORD = Command("timeline.record", ("enter", "f8"), "record", N_("Go there"), N_("Go to the record in the case"), footer=True,
                 group=GROUP, why_not="why_not_record")

WHOSE = Command("timeline.whose", ("f7", "/"), "whose", N_("Whose"),
                N_("Choose an operator, a family, a home or a provider"), footer=True, group=GROUP)
UNFOLD = Command("timeline.unfold", ("space",), "unfold", N_("Unfold"), N_("Show all lanes of the case, or one line again"),
                 footer=True, group=GROUP, why_not="why_not_unfold")
TO_CASE = Command("timeline.case", ("f9", "e"), "to_case", N_("Open"), N_("Open the case at its timeline"), footer=True,
                  group=GROUP, why_not="why_not_unfold")

MOVES = (NEXT, BEFORE, LATER, EARLIER, TODAY, OPEN)
PANE = (ZOOM_IN, ZOOM_OUT, PRINT, *MOVES)
"""On the timeline of a case."""
PLACE = (WHOSE, UNFOLD, TO_CASE, ZOOM_IN, *MOVES, ZOOM_OUT, PRINT)
"""On the timelines of many cases."""
ITEM = (RECORD,)
"""On the dialog that shows one thing whole."""
ALL: tuple[Command, ...] = (*PLACE, *ITEM)
"""Commands of the screens: one declaration feeds key, footer, help, palette and the key table."""
