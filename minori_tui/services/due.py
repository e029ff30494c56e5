"""Deadlines for the screens and the command line: what falls due, why that day, and what was done about it."""

from minori_tui.data.queries.changed import Changed
from minori_tui.data.queries.due import Appointment, Incomplete, Silent
from minori_tui.services.due_agenda import Agenda, Section, agenda, look_done, silent
from minori_tui.services.due_items import DueItem, Paged, by_case, due, explanations, made, next_of_case, of_case, places, why
from minori_tui.services.due_marks import court_date, mark_done, reschedule, waive

__all__ = ["Agenda", "Appointment", "Changed", "DueItem", "Incomplete", "Paged", "Section", "Silent", "agenda", "by_case",
           "court_date", "due", "explanations", "look_done", "made", "mark_done", "next_of_case", "of_case", "places",
           "reschedule", "silent", "waive", "why"]
