"""The chronology as a PDF on A4 pages: the picture of each case, then its listing by date.

The PDF standard fonts know the letters of Western Europe only, and names come from everywhere: a part of DejaVu Sans (Latin,
Greek, Cyrillic) comes with the program (``fonts/``) and is embedded. A letter it lacks is drawn as an empty box, never left out.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from minori_tui.domain.text import shown
from minori_tui.transfer.chronology import Chronology, Section
from minori_tui.transfer.timeline_drawing import BAR, Box, Drawing, Part, Sign, Stroke, Writing

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = Path(__file__).with_name("fonts") / "DejaVuSans.ttf"
WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 12.0
GREYS = {"foster": 190, "home": 150, "bar": 225, "order": 60, "planned": 255, "suspended": 255, "gap": 255, "overlap": 255}
_COLUMNS = (42.0, 52.0, WIDTH - 2 * MARGIN - 94.0)


def document(paper: Chronology, made: datetime) -> bytes:
    """The whole paper; ``made`` goes into the file as the moment it was made (the same input gives the same bytes)."""
    pdf = _new(paper, made)
    drawing = Drawing(paper, WIDTH - 2 * MARGIN - 4)
    for n, section in enumerate(paper.sections):
        if n:
            pdf.add_page()
        _section(pdf, paper, section, drawing)
    parts, height = drawing.legend()
    if pdf.get_y() + height + 8 > HEIGHT - MARGIN:
        pdf.add_page()
    top = pdf.get_y() + 3
    for part in parts:
        _draw(pdf, part, top)
    pdf.set_y(top + height + 2)
    pdf.set_font(size=8)
    for note in paper.notes:
        pdf.multi_cell(0, 4, shown(note), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _new(paper: Chronology, made: datetime) -> FPDF:
    """The file with its font, its first page, its title, and the number at the foot of each page."""
    from fpdf import FPDF

    class Paper(FPDF):
        """Pages that are numbered."""

        def footer(self) -> None:
            """The page and how many there are; the title says of whom, so that a loose page can be put back."""
            self.set_y(-10)
            self.set_font(size=7)
            self.cell(0, 4, f"{shown(paper.title)} · {paper.words.page} {self.page_no()}/{{nb}}", align="R")

    pdf = Paper(orientation="landscape", format="A4")
    pdf.set_creation_date(made)
    pdf.set_title(shown(paper.title))
    pdf.set_lang(paper.language)
    pdf.add_font("DejaVu", "", FONT)
    pdf.set_font("DejaVu", size=9)
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN + 2)
    pdf.add_page()
    pdf.set_font(size=15)
    pdf.multi_cell(0, 8, shown(paper.title), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(size=8)
    pdf.multi_cell(0, 4, shown(paper.made), new_x="LMARGIN", new_y="NEXT")
    return pdf


def _section(pdf: FPDF, paper: Chronology, section: Section, drawing: Drawing) -> None:
    pdf.ln(3)
    pdf.set_font(size=12)
    pdf.multi_cell(0, 6, shown(section.heading), new_x="LMARGIN", new_y="NEXT")
    lanes, done = len(section.timeline.lanes), 0
    while done < lanes:
        fits = int((HEIGHT - MARGIN - 4 - pdf.get_y() - drawing.height(0)) / (drawing.height(1) - drawing.height(0)))
        if fits < min(3, lanes - done):
            pdf.add_page()
            continue
        chosen = slice(done, min(lanes, done + fits))
        top = pdf.get_y() + 1
        for part in drawing.parts(section, chosen):
            _draw(pdf, part, top)
        pdf.set_y(top + drawing.height(chosen.stop - done) + 2)
        done = chosen.stop
    _listing(pdf, paper, section)


def _listing(pdf: FPDF, paper: Chronology, section: Section) -> None:
    """The entries as a table whose head is repeated on every page."""
    from fpdf.fonts import FontFace

    words = paper.words
    pdf.set_font(size=8)
    pdf.set_draw_color(180)
    pdf.set_line_width(0.1)
    pdf.ln(2)
    with pdf.table(col_widths=_COLUMNS, text_align="LEFT", borders_layout="HORIZONTAL_LINES", line_height=4.2, v_align="TOP",
                   headings_style=FontFace(fill_color=230)) as table:
        for cells in ((words.when, words.lane, words.what),
                      *(("! " * entry.alarm + entry.when, entry.lane, entry.text) for entry in section.entries)):
            row = table.row()
            for text in cells:
                row.cell(shown(text, multiline=True))


def _draw(pdf: FPDF, part: Part, top: float) -> None:
    if isinstance(part, Box):
        _box(pdf, part, top)
    elif isinstance(part, Stroke):
        pdf.set_draw_color(0 if part.strong or part.arrow else 205)
        pdf.set_line_width(0.5 if part.strong else 0.15)
        pdf.line(MARGIN + part.x1, top + part.y1, MARGIN + part.x2, top + part.y2)
        if part.arrow:
            x, y = MARGIN + part.x2, top + part.y2
            pdf.set_fill_color(0)
            pdf.polygon(((x, y - 1), (x + 1.6, y), (x, y + 1)), style="F")
    elif isinstance(part, Writing):
        pdf.set_font(size=part.size)
        text = _fitted(pdf, part)
        if part.halo:
            pdf.set_fill_color(255)
            pdf.rect(MARGIN + part.x - 0.4, top + part.y - 2.1, pdf.get_string_width(text) + 0.8, 2.6, style="F")
        pdf.text(MARGIN + part.x, top + part.y, text)
    else:
        _sign(pdf, part, top)


def _fitted(pdf: FPDF, part: Writing) -> str:
    """The name of a lane is cut where the lane begins."""
    from minori_tui.transfer.timeline_drawing import GUTTER

    text = shown(part.text)
    if part.x == 0 and pdf.get_string_width(text) > GUTTER - 2:
        while text and pdf.get_string_width(text + "…") > GUTTER - 2:
            text = text[:-1]
        return text + "…"
    return text


def _box(pdf: FPDF, box: Box, top: float) -> None:
    x, y = MARGIN + box.x, top + box.y
    pdf.set_draw_color(60)
    pdf.set_line_width(0.5 if box.alarm else 0.2)
    pdf.set_fill_color(GREYS[box.fill])
    if box.fill == "order":
        pdf.rect(x, y + 1.4, box.width, 1.0, style="F")
        return
    if box.fill in ("planned", "gap"):
        with pdf.local_context():
            pdf.set_dash_pattern(dash=1, gap=0.8)
            pdf.rect(x, y, box.width, box.height)
    else:
        pdf.rect(x, y, box.width, box.height, style="DF" if box.fill != "overlap" else "D")
    if box.fill in ("foster", "overlap", "suspended"):
        pdf.set_line_width(0.15)
        with pdf.rect_clip(x, y, box.width, box.height):
            _pattern(pdf, box, x, y)
    if box.fill == "gap":
        pdf.set_font(size=8)
        pdf.text(x + box.width / 2 - 0.8, y + 2.8, "?")


def _pattern(pdf: FPDF, box: Box, x: float, y: float) -> None:
    """Slanted lines for foster care, crossed ones for double days, a line along what is suspended."""
    if box.fill == "suspended":
        pdf.line(x, y + BAR / 2, x + box.width, y + BAR / 2)
    if box.fill in ("foster", "overlap"):
        at = 0.0
        while at < box.width + BAR:
            pdf.line(x + at, y, x + at - BAR, y + BAR)
            if box.fill == "overlap":
                pdf.line(x + at - BAR, y, x + at, y + BAR)
            at += 1.6


_SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1.6), (1.4, 0), (0, 1.6), (-1.4, 0)), "square": ((-1.2, -1.2), (1.2, -1.2), (1.2, 1.2), (-1.2, 1.2)),
    "triangle": ((0, -1.4), (1.4, 1.2), (-1.4, 1.2)), "hollow": ((0, -1.4), (1.4, 1.2), (-1.4, 1.2)),
    "pin": ((0, 1.5), (1.3, -1.2), (-1.3, -1.2)), "alarm": ((0, 1.7), (1.5, -1.4), (-1.5, -1.4))}
_HOLLOW = frozenset({"ring", "hollow", "pin"})
_LINES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "cross": ((-1.1, -1.1, 1.1, 1.1), (1.1, -1.1, -1.1, 1.1)), "tick": ((-1.2, 0, -0.3, 1.1), (-0.3, 1.1, 1.3, -1.2))}


def _sign(pdf: FPDF, sign: Sign, top: float) -> None:
    x, y = MARGIN + sign.x, top + sign.y
    pdf.set_draw_color(0)
    pdf.set_line_width(0.3)
    pdf.set_fill_color(255 if sign.shape in _HOLLOW or sign.shape == "half" else 0)
    if sign.shape in _SHAPES:
        pdf.polygon(tuple((x + a, y + b) for a, b in _SHAPES[sign.shape]), style="DF")
    elif sign.shape in _LINES:
        for a, b, c, d in _LINES[sign.shape]:
            pdf.line(x + a, y + b, x + c, y + d)
    else:
        r = 0.7 if sign.shape == "dot" else 1.2
        pdf.ellipse(x - r, y - r, 2 * r, 2 * r, style="DF")
        if sign.shape == "half":
            pdf.set_fill_color(0)
            pdf.polygon(((x, y - r), (x + r, y), (x, y + r)), style="F")
    if sign.shape == "alarm":
        pdf.set_draw_color(255)
        pdf.line(x, y - 0.9, x, y + 0.4)
    if sign.count > 1:
        pdf.set_font(size=5.5)
        pdf.text(x + 1.4, y - 0.6, str(sign.count))
