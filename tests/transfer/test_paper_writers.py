"""A paper in each format: well-formed, with all its words, and the same bytes for the same lines."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain.errors import InvalidInput
from minori_tui.domain.text import shown
from minori_tui.transfer import papers

LINES = [
    ["title", "Relazione"],
    ["pair", "Minore", "Rossi <Luca> & C."],
    ["pair", "Periodo", "dal 1 al 2"],
    ["heading", "1. Fatti"],
    ["entry", "Prima riga\nseconda *riga*"],
    ["source", "Annotazione 3"],
    ["item", "Decreto"],
    ["note", "Bozza"],
]
MADE = "2026-03-02T12:00:00.000Z"


def written(lines, file_format):
    stream = io.BytesIO()
    papers.write(stream, lines, file_format, made_at=MADE)
    return stream.getvalue()


def words_of_odt(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    for name in package.namelist():
        if name.endswith(".xml"):
            ET.fromstring(package.read(name))
    body = ET.fromstring(package.read("content.xml"))
    return ["".join(p.itertext()) for p in body.iter() if p.tag.endswith(("}p", "}h"))]


def test_markdown():
    assert written(LINES, "md").decode() == (
        "# Relazione\n\n**Minore:** Rossi \\<Luca\\> & C.  \n**Periodo:** dal 1 al 2  \n\n## 1. Fatti\n\n\n"
        "Prima riga\n\nseconda \\*riga\\*\n\n*Annotazione 3*\n- Decreto\n*Bozza*\n"
    )


def test_odt():
    content = written(LINES, "odt")
    package = zipfile.ZipFile(io.BytesIO(content))
    first = package.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    assert content[30:38] == b"mimetype"
    assert words_of_odt(content) == [
        "Relazione",
        "Minore: Rossi <Luca> & C.",
        "Periodo: dal 1 al 2",
        "1. Fatti",
        "Prima rigaseconda *riga*",
        "Annotazione 3",
        "• Decreto",
        "Bozza",
    ]


def test_docx():
    document = Document(io.BytesIO(written(LINES, "docx")))
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "Relazione"),
        ("Heading 1", "1. Fatti"),
        ("Normal", "Prima riga\nseconda *riga*"),
        ("Normal", "Annotazione 3"),
        ("List Bullet", "Decreto"),
        ("Normal", "Bozza"),
    ]
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["Minore", "Rossi <Luca> & C."],
        ["Periodo", "dal 1 al 2"],
    ]
    assert document.core_properties.created.isoformat()[:19] == "2026-03-02T12:00:00"
    assert (document.core_properties.author, document.core_properties.title) == ("", "Relazione")


@pytest.mark.parametrize("file_format", papers.FORMATS)
def test_the_file_is_its_owners_and_never_written_over(tmp_path, file_format):
    target = tmp_path / f"r.{file_format}"
    papers.write(target, LINES, file_format, made_at=MADE)
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(InvalidInput):
        papers.write(target, LINES, file_format, made_at=MADE)
    papers.write(target, LINES[:1], file_format, made_at=MADE, overwrite=True)
    assert target.read_bytes() == written(LINES[:1], file_format) or file_format == "docx"


@settings(max_examples=2_000, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "heading", "entry", "source", "item", "note"]),
            st.text(max_size=40).map(lambda t: shown(t, multiline=True)),
        ),
        max_size=6,
    )
)
def test_any_text_makes_a_well_formed_odt_and_no_markdown_of_its_own(lines):
    assert words_of_odt(written(lines, "odt")) == [
        ("• " if look == "item" else "") + text.replace("\n", "") for look, text in lines
    ]
    content = written([["entry", text] for _look, text in lines], "md").decode()
    for line in content.split("\n"):
        assert not line.startswith(("# ", "- ", "+ ", "> ", "* ", "1. "))
    assert written(lines, "odt") == written(lines, "odt")
