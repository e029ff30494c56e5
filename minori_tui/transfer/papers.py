"""Papers out: the lines of a report as a word-processor document (docx, odt) or as Markdown.

A line is a look and its text: ``title``, ``heading``, ``entry``, ``source``, ``item``, ``note``, and ``pair`` with a label
and a value. The same lines make the same paper, whenever it is written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from minori_tui.transfer.writers import new_file

FORMATS = ("docx", "odt", "md")
Lines = Sequence[Sequence[str]]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: the same lines give the same bytes
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_NUMBERED = re.compile(r"^(\d+)([.)] )|^([-+] )", re.MULTILINE)
_STYLES = {"title": "Title", "heading": "Heading_20_1", "source": "Source", "note": "Note"}


def write(target: Path | BinaryIO, lines: Lines, file_format: str, *, made_at: str, overwrite: bool = False) -> None:
    """Write the paper to a file (for its owner alone) or a stream. ``made_at``: ISO, UTC. Raises what ``new_file`` raises."""
    if file_format == "docx":
        from minori_tui.transfer.report_docx import docx

        content = docx(lines, made_at)
    else:
        content = odt(lines) if file_format == "odt" else markdown(lines).encode()
    if isinstance(target, Path):
        with new_file(target, overwrite=overwrite) as stream:
            stream.write(content)
    else:
        target.write(content)


def markdown(lines: Lines) -> str:
    """The paper as Markdown; signs that Markdown would obey are escaped."""
    shapes = {"title": "# {}", "heading": "## {}", "source": "*{}*", "note": "*{}*", "item": "- {}"}
    made = []
    for look, *texts in lines:
        plain = [_escaped(text) for text in texts]
        if look == "pair":
            made.append(f"**{plain[0]}:** {plain[1]}  ")
            continue
        text = re.sub(r"\n+", "\n\n" if look == "entry" else " ", plain[0])
        text = shapes.get(look, "{}").format(text if look != "heading" else texts[0])
        before, after = "\n" if look in ("heading", "entry") else "", "\n" if look in ("title", "heading", "entry") else ""
        made.append(before + text + after)
    return "\n".join(made).strip() + "\n"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is: its signs, and what would begin a list, behind a backslash."""
    return _NUMBERED.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", _SPECIAL.sub(r"\\\1", text))


def odt(lines: Lines) -> bytes:
    """The paper as OpenDocument text (ISO/IEC 26300), written by hand: five styles and paragraphs need no library."""
    body = "".join(_odt_paragraph(look, texts) for look, *texts in lines)
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible")))
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="{below}mm"/>'
        f'<style:text-properties fo:font-size="{size}pt"{extra}/></style:style>' for name, size, below, extra in (
            ("Title", 18, 4, ' fo:font-weight="bold"'), ("Heading_20_1", 13, 2, ' fo:font-weight="bold"'), 
            ("Standard", 11, 2, ""), ("Source", 9, 4, ' fo:font-style="italic"'), ("Note", 10, 3, ' fo:font-style="italic"')))
    files = {
        "content.xml": f'<office:document-content {names} office:version="1.2"><office:body><office:text>{body}</office:text>'
                       "</office:body></office:document-content>",
        "styles.xml": f'<office:document-styles {names} office:version="1.2"><office:styles>{styles}</office:styles>'
                      "</office:document-styles>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
                                 'manifest:version="1.2">' + "".join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in (
                ("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"), ("styles.xml", "text/xml")))
                                 + "</manifest:manifest>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype", _EPOCH), "application/vnd.oasis.opendocument.text")  # first, not packed
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            package.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>{text}', zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _odt_paragraph(look: str, texts: Sequence[str]) -> str:
    text = "<text:line-break/>".join(escape(part) for part in ": ".join(texts).split("\n"))
    if look == "item":
        text = f"• {text}"
    if look == "heading":
        return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{text}</text:h>'
    return f'<text:p text:style-name="{_STYLES.get(look, "Standard")}">{text}</text:p>'
