"""Frames of a few lines, written straight from the widgets that changed.

Textual's compositor cuts every changed line into the pieces of all widgets that lie there and looks for the uppermost: a
third of the cost of a typed letter. Most screens here are tiles: widgets that cover the whole screen and never each other.
There the uppermost is known, and a changed line of a widget is what the widget says it is. As soon as anything overlaps (a
notice, a menu) Textual's own way is taken. The names used are private to Textual 8.2: ``tests/tui/test_tiles.py`` guards them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Tile = tuple[int, int, Widget, Region]
"""First column and the column after the last one on the screen, the widget, and its region."""


class LinesUpdate(CompositorUpdate):
    """Strips and where each begins: row and column, from 0."""

    def __init__(self, lines: Sequence[tuple[int, int, Strip]]) -> None:
        self.lines = lines

    def render_segments(self, console: Console) -> str:
        """The strips as the terminal reads them, each after its place."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for y, x, strip in self.lines])


class TiledCompositor(Compositor):
    """Textual's compositor with a shorter way for screens made of tiles."""

    _tiled: tuple[dict[Widget, Any], list[list[Tile]] | None] | None = None

    def render_partial_update(self) -> ChopsUpdate | None:
        """The changed lines of the widgets that changed; Textual's update while the screen is not made of tiles.

        A changed part of a line is answered with the whole line of its widget. Textual declares the kind of update it
        gives itself; what is done with it is the same for all kinds.
        """
        tiles = self._tiles()
        if tiles is None or not self._dirty_regions:
            return super().render_partial_update()
        changed = {(y, tile[0]): tile for region in self._dirty_regions for y in region.line_range
                   for tile in tiles[y] if tile[0] < region.right and region.x < tile[1]}
        self._dirty_regions.clear()
        strips: dict[Widget, list[Strip]] = {}
        lines = []
        for (y, x), (_x, _end, widget, region) in sorted(changed.items(), key=_place):
            if widget not in strips:
                strips[widget] = widget.render_lines(region.reset_offset)
            lines.append((y, x, strips[widget][y - region.y]))
        return cast("ChopsUpdate", LinesUpdate(lines)) if lines else None

    def _tiles(self) -> list[list[Tile]] | None:
        """The tiles of each row of the screen; None when the widgets do not tile it. Worked out once for each layout."""
        visible = self.visible_widgets
        if self._tiled is None or self._tiled[0] is not visible:
            self._tiled = visible, _rows(visible, self.size.width, self.size.height)
        return self._tiled[1]


def _place(item: tuple[tuple[int, int], Tile]) -> tuple[int, int]:
    return item[0]


def _rows(visible: dict[Widget, tuple[Region, Region]], width: int, height: int) -> list[list[Tile]] | None:
    """The tiles of each row from left to right; None unless every cell belongs to exactly one widget that shows whole."""
    holders = {widget.parent for widget in visible}
    rows: list[list[Tile]] = [[] for _ in range(height)]
    for widget, (region, clip) in visible.items():
        if widget in holders:
            continue
        if not clip.contains_region(region) or region.bottom > height:
            return None
        for y in region.line_range:
            rows[y].append((region.x, region.right, widget, region))
    for row in rows:
        row.sort(key=lambda tile: tile[0])
        if [tile[0] for tile in row] != [0, *(tile[1] for tile in row[:-1])] or not row or row[-1][1] != width:
            return None
    return rows
