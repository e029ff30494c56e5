"""Agenda: the morning sheet, the first screen."""
