"""A report as a DOCX, by python-docx (imported when one is written)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

MARGIN, LABEL = Mm(25), Mm(38)


def docx(lines: Sequence[Sequence[str]], made_at: str) -> bytes:
    """The paper: A4, a table of its data, headings that a table of contents finds, numbered pages."""
    document = Document()
    _set_up(document, lines, made_at)
    table = None
    for look, *texts in lines:
        if look == "pair" and table is None:
            table = document.add_table(0, 2)
        if look == "pair":
            _pair(table, texts)
            continue
        table = None
        if look == "title":
            document.add_heading(texts[0], 0)
        elif look == "heading":
            document.add_heading(texts[0], 1)
        elif look == "item":
            document.add_paragraph(texts[0], style="List Bullet")
        else:
            _paragraph(document, look, texts[0])
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: Any, lines: Sequence[Sequence[str]], made_at: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    properties = document.core_properties
    properties.title = next((line[1] for line in lines if line[0] == "title"), "")
    properties.author = properties.last_modified_by = properties.comments = ""  # who wrote it stands in the paper
    properties.created = properties.modified = datetime.fromisoformat(made_at.replace("Z", "+00:00")).replace(tzinfo=None)
    _page_number(section.footer.paragraphs[0])


def _pair(table: Any, texts: Sequence[str]) -> None:
    cells = table.add_row().cells
    cells[0].width, cells[1].width = LABEL, Mm(160) - LABEL
    cells[0].paragraphs[0].add_run(texts[0]).bold = True
    cells[1].paragraphs[0].add_run(texts[1])


def _paragraph(document: Any, look: str, text: str) -> None:
    """A text, its lines apart; the source of an entry in small italics under it."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.italic = look != "entry"
    if look != "entry":
        run.font.size = Pt(9 if look == "source" else 10)
    else:
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = True


def _page_number(paragraph: Any) -> None:
    """A field that the word processor fills with the number of the page."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
