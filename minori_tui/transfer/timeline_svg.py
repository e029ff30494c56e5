"""The picture as SVG: complete in itself, nothing fetched from anywhere, every text escaped, printable on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from minori_tui.domain.text import shown
from minori_tui.transfer.chronology import Chronology
from minori_tui.transfer.timeline_drawing import BAR, Box, Drawing, Part, Sign, Stroke, Writing

WIDTH = 277.0
"""Millimetres: A4 on its side without its margins."""
MARGIN, HEAD = 6.0, 16.0
POINT = 25.4 / 72
_PATTERNS = """<defs>
<pattern id="foster" width="1.6" height="1.6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="1.6" height="1.6" fill="#cfe3f1"/><line x1="0" y1="0" x2="0" y2="1.6" stroke="#5a8fb5" stroke-width=".5"/></pattern>
<pattern id="home" width="1.4" height="1.4" patternUnits="userSpaceOnUse">
<rect width="1.4" height="1.4" fill="#e6d9c3"/><circle cx=".7" cy=".7" r=".3" fill="#8a6d3b"/></pattern>
<pattern id="suspended" width="1.6" height="1.6" patternUnits="userSpaceOnUse">
<rect width="1.6" height="1.6" fill="#fff"/><line x1="0" y1=".8" x2="1.6" y2=".8" stroke="#333" stroke-width=".3"/></pattern>
<pattern id="overlap" width="2" height="2" patternUnits="userSpaceOnUse">
<path d="M0 0L2 2M2 0L0 2" stroke="#a00" stroke-width=".5"/></pattern>
</defs>"""
_FILLS = {
    "foster": 'fill="url(#foster)" stroke="#2d5f82"', "home": 'fill="url(#home)" stroke="#6b5020"',
    "bar": 'fill="#e3e3e3" stroke="#555"', "order": 'fill="#fff" stroke="#333"',
    "planned": 'fill="none" stroke="#555" stroke-dasharray="1 .8"', "suspended": 'fill="url(#suspended)" stroke="#333"',
    "gap": 'fill="#fff" stroke="#a00" stroke-dasharray=".6 .6"', "overlap": 'fill="url(#overlap)" stroke="#a00"'}


def document(paper: Chronology) -> str:
    """The whole paper as one SVG."""
    body: list[str] = []
    y = MARGIN + HEAD
    drawing = Drawing(paper, WIDTH - 2 * MARGIN)
    for section in paper.sections:
        body.append(_text(Writing(MARGIN, y, section.heading, 11, True)))
        y += 4
        body.append(f'<g transform="translate({MARGIN} {y:.2f})">{"".join(map(part, drawing.parts(section)))}</g>')
        y += drawing.height(len(section.timeline.lanes)) + 9
    parts, height = drawing.legend()
    body.append(f'<g transform="translate({MARGIN} {y:.2f})">{"".join(map(part, parts))}</g>')
    y += height + 4
    for note in paper.notes:
        body.append(_text(Writing(MARGIN, y, note, 8)))
        y += 4
    head = [_text(Writing(MARGIN, MARGIN + 4, paper.title, 14, True)), _text(Writing(MARGIN, MARGIN + 9, paper.made, 8))]
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" lang="{paper.language}" '
            f'width="{WIDTH:g}mm" height="{y + MARGIN:.0f}mm" viewBox="0 0 {WIDTH:g} {y + MARGIN:.0f}" '
            f'font-family="sans-serif">\n<title>{_escape(paper.title)}</title>\n{_PATTERNS}\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join([*head, *body]) + "\n</svg>\n")


def pictures(paper: Chronology, width: float = WIDTH) -> Iterator[str]:
    """The picture of each case as an SVG of its own, for a page of text around it; the patterns are in the first."""
    drawing = Drawing(paper, width)
    for n, section in enumerate(paper.sections):
        height = drawing.height(len(section.timeline.lanes)) + 2
        yield (f'<svg viewBox="0 0 {width + 4:g} {height:g}" role="img" aria-label="{_escape(section.heading)}" '
               f'font-family="sans-serif">{"" if n else _PATTERNS}{"".join(map(part, drawing.parts(section)))}</svg>')


def explained(paper: Chronology, width: float = WIDTH) -> str:
    """What the shapes mean, as an SVG of its own."""
    parts, height = Drawing(paper, width).legend()
    return f'<svg viewBox="0 -1 {width + 4:g} {height:g}" role="img" font-family="sans-serif">{"".join(map(part, parts))}</svg>'


def _escape(text: str) -> str:
    return escape(shown(text))


def part(one: Part) -> str:
    """One shape."""
    if isinstance(one, Box):
        return _box(one)
    if isinstance(one, Stroke):
        return _stroke(one)
    return _text(one) if isinstance(one, Writing) else _sign(one)


def _says(text: str) -> str:
    return f"<title>{escape(shown(text, multiline=True))}</title>" if text else ""


def _box(box: Box) -> str:
    height, y = (1.0, box.y + 1.4) if box.fill == "order" else (box.height, box.y)
    found = (f'<g>{_says(box.says)}<rect x="{box.x:.2f}" y="{y:.2f}" width="{box.width:.2f}" height="{height:.2f}" '
             f'{_FILLS[box.fill]} stroke-width="{".6" if box.alarm else ".25"}"/>')
    if box.fill == "gap":
        found += _text(Writing(box.x + box.width / 2 - 0.7, box.y + 2.8, "?", 8, True))
    return found + "</g>"


def _stroke(line: Stroke) -> str:
    look = 'stroke="#a00" stroke-width=".5"' if line.strong else f'stroke="{"#333" if line.arrow else "#ccc"}" stroke-width=".2"'
    found = f'<line x1="{line.x1:.2f}" y1="{line.y1:.2f}" x2="{line.x2:.2f}" y2="{line.y2:.2f}" {look}/>'
    if line.arrow:
        found += f'<path d="M{line.x2:.2f} {line.y2 - 1:.2f}l1.6 1l-1.6 1z" fill="#333"/>'
    return found


def _text(text: Writing) -> str:
    weight = ' font-weight="bold"' if text.strong else ""
    weight += ' paint-order="stroke" stroke="#fff" stroke-width=".8"' if text.halo else ""
    return f'<text x="{text.x:.2f}" y="{text.y:.2f}" font-size="{text.size * POINT:.2f}"{weight}>{_escape(text.text)}</text>'


def _sign(sign: Sign) -> str:
    r = BAR / 2 - 0.2
    count = _text(Writing(sign.x + r, sign.y - 0.6, str(sign.count), 5.5)) if sign.count > 1 else ""
    return f'<g transform="translate({sign.x:.2f} {sign.y:.2f})">{_says(sign.says)}{_SIGNS[sign.shape]}</g>{count}'


def _path(points: Iterable[tuple[float, float]], look: str) -> str:
    return f'<path d="M{"L".join(f"{x:g} {y:g}" for x, y in points)}z" {look}/>'


_SOLID, _HOLLOW = 'fill="#111"', 'fill="#fff" stroke="#111" stroke-width=".4"'
_SIGNS = {
    "disc": f'<circle r="1.3" {_SOLID}/>', "ring": f'<circle r="1.2" {_HOLLOW}/>',
    "half": f'<circle r="1.2" {_HOLLOW}/><path d="M0 -1.2A1.2 1.2 0 0 1 0 1.2z" {_SOLID}/>',
    "cross": '<path d="M-1.1 -1.1L1.1 1.1M1.1 -1.1L-1.1 1.1" stroke="#111" stroke-width=".6"/>',
    "diamond": _path(((0, -1.6), (1.4, 0), (0, 1.6), (-1.4, 0)), _SOLID),
    "square": _path(((-1.2, -1.2), (1.2, -1.2), (1.2, 1.2), (-1.2, 1.2)), _SOLID),
    "triangle": _path(((0, -1.4), (1.4, 1.2), (-1.4, 1.2)), _SOLID),
    "hollow": _path(((0, -1.4), (1.4, 1.2), (-1.4, 1.2)), _HOLLOW),
    "pin": _path(((0, 1.5), (1.3, -1.2), (-1.3, -1.2)), _HOLLOW),
    "tick": '<path d="M-1.2 0L-.3 1.1L1.3 -1.2" fill="none" stroke="#111" stroke-width=".6"/>',
    "alarm": _path(((0, 1.7), (1.5, -1.4), (-1.5, -1.4)), 'fill="#a00"')
    + '<path d="M0 -1V.3M0 .7V.9" stroke="#fff" stroke-width=".4"/>',
    "dot": f'<circle r=".8" {_SOLID}/>'}
