"""Minori: the terminal console of an Italian child-and-family service."""

__version__ = "0.1.0"
