"""What writing needs and reading does not: SQLModel and the tables. Imported ahead of the first save."""

from minori_tui.data import tables, unit

__all__ = ["tables", "unit"]
