"""Widgets that know how to show and to take input, and nothing of the store."""
