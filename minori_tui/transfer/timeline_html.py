"""The chronology as one HTML page: nothing is fetched from anywhere, nothing runs, every text is escaped, it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from minori_tui.domain.text import shown
from minori_tui.transfer.chronology import Chronology, Section
from minori_tui.transfer.timeline_svg import explained, pictures

_STYLE = """body{font:10pt/1.35 sans-serif;margin:1.5em;color:#111;background:#fff}h1{font-size:15pt;margin:0}
h2{font-size:12pt;margin:1.4em 0 .4em}p{margin:.3em 0}svg{width:100%;height:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.15em .6em .15em 0;border-bottom:1px solid #ccc}
td:first-child{white-space:nowrap}tr.alarm td:first-child::before{content:"! "}tr.alarm{font-weight:bold}
caption{position:absolute;left:-9999px}@page{size:A4 landscape;margin:12mm}@media print{body{margin:0}tr{break-inside:avoid}}"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(paper: Chronology) -> str:
    """The page."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Chronology) -> Iterator[str]:
    title = _text(paper.title)
    yield f'<!DOCTYPE html>\n<html lang="{paper.language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<meta name="robots" content="noindex">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{_text(paper.made)}</p>"
    for section, picture in zip(paper.sections, pictures(paper), strict=True):
        yield f"<h2>{_text(section.heading)}</h2>\n{picture}"
        yield from _table(paper, section)
    yield explained(paper)
    yield from (f"<p>{_text(note)}</p>" for note in paper.notes)
    yield "</body>\n</html>"


def _table(paper: Chronology, section: Section) -> Iterator[str]:
    words = paper.words
    yield f"<table>\n<caption>{_text(words.listing)}</caption>"
    heads = "".join(f"<th scope=col>{_text(word)}</th>" for word in (words.when, words.lane, words.what))
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for entry in section.entries:
        look = ' class="alarm"' if entry.alarm else ""
        yield f"<tr{look}><td>{_text(entry.when)}</td><td>{_text(entry.lane)}</td><td>{_text(entry.text)}</td></tr>"
    yield "</tbody>\n</table>"


def _text(text: str) -> str:
    return escape(shown(text, multiline=True)).replace("\n", "<br>")
