"""The commands of this release and their keys.

F-keys come first because letters belong to the text while a text field has the focus. Never the only way on F10, F11,
ctrl+h, ctrl+i, ctrl+j, ctrl+m or alt: terminals keep those for themselves.
"""

from __future__ import annotations

from dataclasses import replace

from minori_tui.commands import agenda_keys, family_keys, intervention_keys, order_keys, timeline_keys
from minori_tui.commands.registry import CASE, FORM, LISTS, Command
from minori_tui.i18n import N_

HELP = Command("app.help", ("f1", "?"), "help", N_("Help"), N_("Help of this screen"), footer=True)
BACK = Command("app.back", ("f12", "escape"), "back", N_("Back"), N_("Go back; typed text is never lost unasked"),
               footer=True)
PALETTE = Command("app.commands", ("ctrl+p",), "palette", N_("Commands"), N_("Find any command by its name"))
PLACES = Command("go.to", ("g",), "places", N_("Go to"), N_("Go to a place by its letter"))
AGENDA = Command("go.agenda", ("1",), "go('agenda')", N_("Agenda"), N_("Go to the agenda"))
CASES = Command("go.cases", ("f2", "2"), "go('cases')", N_("Cases"), N_("Go to the list of cases"))
TIMELINES = Command("go.timelines", ("3",), "go('timelines')", N_("Timelines"), N_("Go to the timelines"))
THEME = Command("app.theme", (), "theme", N_("Colours"), N_("Choose the colours of the screens"))
QUIT = Command("app.quit", ("ctrl+q",), "quit", N_("Quit"), N_("Leave the program"), dangerous=True)

RELOAD = Command("app.reload", ("f5",), "reload", N_("Reload"), N_("Read again from the archive, or try again what failed"))
UNDO = Command("app.undo", ("ctrl+z", "u"), "undo", N_("Undo"), N_("Undo the last recorded change"),
               why_not="why_not_undo")
REDO = Command("app.redo", ("U",), "redo", N_("Redo"), N_("Do again what was undone"), why_not="why_not_redo")

FIND = Command("list.find", ("f7", "/"), "find", N_("Find"), N_("Go to the search box"), footer=True, group=LISTS)
FILTER = Command("list.filter", ("f4",), "values", N_("Filter"), N_("Search by field: the fields, then the values of the field"),
                 footer=True, group=LISTS)
OPEN = Command("list.open", ("enter",), "open", N_("Open"), N_("Open the selected record"), footer=True, group=LISTS,
               why_not="why_not_open")
SORT = Command("list.sort", ("s",), "sort", N_("Sort"), N_("Choose the order of the list"), group=LISTS)
PEEK = Command("list.peek", ("space",), "peek", N_("Peek"), N_("Look at the selected record without opening it"),
               group=LISTS)
COPY = Command("list.copy", ("y",), "copy_cell", N_("Copy"), N_("Copy the file number"), group=LISTS,
               why_not="why_not_open")
COPY_ALL = Command("list.copy_record", ("Y",), "copy_record", N_("Copy all"), N_("Copy the whole row"), group=LISTS,
                   why_not="why_not_open")

CASE_NEW = Command("case.new", ("f6", "n"), "new_case", N_("New"), N_("Open a new case (after a search)"), footer=True,
                   group=CASE, why_not="why_not_new_case")
CASE_EDIT = Command("case.edit", ("f9", "e"), "edit", N_("Edit"), N_("Change what is recorded"), footer=True,
                    group=CASE, why_not="why_not_edit")
EVENT_NEW = Command("case.event", ("f6", "n"), "new_event", N_("Entry"), N_("Write a new diary entry"), footer=True,
                    group=CASE, why_not="why_not_edit")
CORRECT = Command("diary.correct", ("f9", "e"), "correct", N_("Correct"), N_("Correct the entry; the old text is kept"),
                  footer=True, group=CASE, why_not="why_not_correct")
ASSIGN = Command("case.assign", ("a",), "assign", N_("Assign"), N_("Say who follows the case"), group=CASE,
                 why_not="why_not_edit")
CLOSE = Command("case.close", ("c",), "close_case", N_("Close"), N_("Close the case, with the reason"), group=CASE,
                dangerous=True, why_not="why_not_close")
REOPEN = Command("case.reopen", ("o",), "reopen_case", N_("Reopen"), N_("Reopen a closed case"), group=CASE,
                 why_not="why_not_reopen")
PANE_NEXT = Command("case.next_pane", ("right", "full_stop"), "pane(1)", N_("Pane"), N_("Next pane of the case"), footer=True,
                    group=CASE)
PANE_BEFORE = Command("case.previous_pane", ("left", "comma"), "pane(-1)", N_("Previous"),
                      N_("Previous pane of the case"), group=CASE)

SAVE = Command("form.save", ("f8", "ctrl+s"), "save", N_("Save"), N_("Save the form"), footer=True, group=FORM,
               why_not="why_not_save")
VALUES = Command("form.values", ("f4",), "values", N_("Values"), N_("List of values of this field"), footer=True,
                 group=FORM, why_not="why_not_values")

ALIKE = Command("case.alike", ("f7",), "alike", N_("Alike"), N_("Go to those much alike, and back to the form"), footer=True,
                group=CASE, why_not="why_not_alike")
GO_ON = Command("dialog.go_on", ("f8", "ctrl+s"), "go_on", N_("Go on"), N_("Go on with what is chosen here"), footer=True)

EVERYWHERE = (HELP, BACK, AGENDA, CASES, TIMELINES, intervention_keys.QUALITY, PLACES, PALETTE, RELOAD, THEME, QUIT)
"""On every full screen."""
RECORDS = (UNDO, REDO)
"""On every screen that shows records of the store."""
LIST = (FIND, FILTER, OPEN, SORT, PEEK, COPY, COPY_ALL)
"""On every list with a search box."""
CASE_LIST = (*LIST, CASE_NEW, replace(CASE_EDIT, footer=False), *RECORDS)
"""On the list of cases."""
ONE_CASE = (EVENT_NEW, CASE_EDIT, PANE_NEXT, PANE_BEFORE, ASSIGN, CLOSE, REOPEN, *RECORDS)
"""On one case."""
DIARY = (CORRECT,)
"""On the diary of a case."""
FORMS = (VALUES, SAVE)
"""On every form."""
NEW_CASE = (*FORMS, ALIKE)
"""On the form of a new case."""
DIALOG = (HELP, BACK)
"""In a dialog."""
ALL = (*EVERYWHERE, *RECORDS, *LIST, CASE_NEW, CASE_EDIT, EVENT_NEW, CORRECT, PANE_NEXT, PANE_BEFORE, ASSIGN, CLOSE, REOPEN,
       *FORMS, ALIKE, GO_ON, *agenda_keys.ALL, *timeline_keys.ALL, *intervention_keys.ALL, *order_keys.ALL, *family_keys.ALL)
"""Every command there is, each once."""
