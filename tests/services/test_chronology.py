"""The papers of a timeline: what is in them, what never is, what is written down about them, and that others can read them."""

import json
import re
import zlib
from datetime import date, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from timeline_story import tell

from minori_tui.domain.clock import FixedClock
from minori_tui.domain.errors import InvalidInput, NotFound
from minori_tui.i18n import language, set_language
from minori_tui.services import chronology, journal, records
from minori_tui.services.chronology import FORMATS, Wanted
from minori_tui.services.context import Context


@pytest.fixture(autouse=True)
def _english():
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def context(context):
    """Anna at work in November."""
    return Context(context.store, context.actor, FixedClock(datetime(2026, 11, 22, 12)))


@pytest.fixture
def number(context):
    """The case of the story."""
    return tell(context)


def text(context, number, form="text", **wanted):
    return chronology.export(context, number, form, Wanted(**wanted)).decode()


def views(context, number):
    _entries, _changes, seen = journal.register(context, records.peek(context, number).case_id)
    return [(v.act, v.detail) for v in seen]


NAMES = ("Balduzzi", "Mattia", "Simone", "Fantoni", "Elisa", "Remo", "Poli", "Ferri")


@pytest.mark.parametrize("form", ["text", "json", "html", "svg"])
def test_names_are_initials_and_reserved_entries_are_not_there(context, number, form):
    paper = text(context, number, form, siblings=True)
    assert [name for name in NAMES if re.search(rf"\b{name}\b", paper)] == []
    assert "riservato" not in paper
    named = text(context, number, form, siblings=True, names=True)
    assert [name for name in ("Balduzzi", "Elisa", "Poli") if name not in named] == (
        ["Balduzzi"] if form == "json" else [])  # JSON names the case by its number alone
    assert "riservato" not in named


@pytest.mark.parametrize("form", FORMATS)
def test_every_paper_is_written_down_for_each_case_in_it(context, number, form):
    chronology.export(context, number, form, Wanted(siblings=True, names=True))
    brother = "2024/0002"
    assert views(context, number)[0] == views(context, brother)[0] == ("export", f"timeline {form} names")


def test_the_picture_in_signs(context, number):
    paper = text(context, number)
    lines = {line[:20].strip(): line for line in paper.splitlines()}
    assert "2024/0001  B. M. · 10 years" in paper
    assert "?" in lines["Placement"]
    assert "X" in lines["2· Placement"]
    assert "AFF Fam. P.-F." in lines["2· Placement"]
    assert "◆ Foster care" in lines["Court orders"]
    assert max(map(len, paper.splitlines())) <= 100


def test_the_listing_is_in_the_order_of_the_days(context, number):
    paper = text(context, number)
    days = [datetime.strptime(found, "%d/%m/%Y").date() for found in re.findall(r"^[! ] \w{3} (\d\d/\d\d/\d{4})", paper, re.M)]
    assert days == sorted(days)
    assert len(days) > 40
    assert "! Sat 04/04/2026 14:30  IP Spazio neutro: " in paper
    assert "No placement from 30/06/2025 to 20/07/2025: 20 days" in paper
    assert "Two placements from 24/09/2025 to 01/10/2025: 7 days" in paper
    assert "PLANNED · " in paper


def test_only_keyboard_characters_in_the_picture(context, number):
    picture = text(context, number, plain=True).split("Tue 03/09/2024")[0]
    assert "[ COM" in picture
    assert not set(picture) & set("▐▓█▒░│◆●○×►─")


def test_json_is_as_declared(context, number):
    found = json.loads(text(context, number, "json", siblings=True))
    assert set(found) == {"case", "lanes", "gaps", "overlaps", "siblings"}
    assert found["case"] == "2024/0001"
    assert [lane["name"] for lane in found["lanes"]] == [
        "legal", "placement", "placement", "ADM", "IP", "PSI", "contacts", "reports", "deadlines"]
    placed = found["lanes"][2]["bars"][0]
    assert placed == {"kind": "AFF", "from": "2025-09-24", "to": None, "planned": False, "where": "Fam. P.-F.", "intervention": 3,
                      "planned_to": "2027-09-24"}
    mark = found["lanes"][4]["marks"][2]
    assert (mark["at"], mark["kind"], mark["state"]) == ("2026-04-04T14:30", "supervised_contact", "missed")
    assert found["gaps"] == [{"rule": "PL-GAP", "from": "2025-06-30", "to": "2025-07-20", "interventions": [1, 2]}]
    assert [s["rule"] for s in found["overlaps"]] == ["PL-OVERLAP"]
    assert found["siblings"][0]["case"] == "2024/0002"
    assert "siblings" not in json.loads(text(context, number, "json"))


class Page(HTMLParser):
    """The tags that are open, and the texts."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.tags = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_html_is_whole_escaped_and_fetches_nothing(context, number):
    source = text(context, number, "html", siblings=True)
    page = Page()
    page.feed(re.sub(r"<(\w+)([^<>]*)/>", r"<\1\2></\1>", source))
    assert page.open == []
    assert any("<b>& chiede</b>" in word for word in page.words)
    assert ("b", {}) not in page.tags
    assert not {tag for tag, _attrs in page.tags} & {"script", "img", "link", "iframe", "object"}
    assert not re.search(r"(?:src|href)\s*=|url\((?!#)|@import", source)
    assert sum(tag == "tr" for tag, _attrs in page.tags) > 40


def test_svg_is_well_formed_and_fits_its_page(context, number):
    root = ElementTree.fromstring(text(context, number, "svg", siblings=True))
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    _x, _y, width, height = map(float, root.get("viewBox").split())
    titles = [element.text for element in root.iter(f"{space}title")]
    assert any("Supervised contact · held" in (said or "") for said in titles)
    group = root.find(f"{space}g")
    for box in group.iter(f"{space}rect"):
        assert 0 <= float(box.get("x")) <= float(box.get("x")) + float(box.get("width")) <= width
        assert 0 < float(box.get("y")) < height


def pdf_text(content):
    """The commands of all pages, unpacked."""
    found = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found


def test_pdf_has_pages_and_its_letters(context, number):
    content = chronology.export(context, number, "pdf", Wanted(siblings=True, names=True))
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", content)) >= 3
    assert b"DejaVuSans" in content
    assert len(pdf_text(content)) > 10_000
    assert content == chronology.export(context, number, "pdf", Wanted(siblings=True, names=True))


def test_a_long_picture_goes_on_over_the_page(context, number):
    from minori_tui.services import interventions

    def pages():
        return len(re.findall(rb"/Type /Page\b", chronology.export(context, number, "pdf")))

    before = pages()
    for n in range(40):
        interventions.add(context, number, {"kind": "MON", "started_on": "01/02/2026", "provider": f"Ente Đš numero {n}"})
    assert pages() >= before + 2  # lanes on a second page, entries on another


def test_a_case_with_nothing_on_it(context):
    from minori_tui.services.cases import new_case

    number = new_case(context, {"surname": "Vuoto", "given_name": "Ugo", "birth_date": "01/01/2020", "comune": "Gromo",
                                "opened_on": "01/11/2026"})
    for form in FORMATS:
        assert chronology.export(context, number, form)
    empty = text(context, number, until=date(2026, 11, 5))
    assert "2026/0001  V. U." in empty


def test_bounds_are_on_the_paper(context, number):
    paper = text(context, number, since=date(2026, 1, 1), until=date(2026, 6, 30))
    assert "From 01/01/2026 to 30/06/2026" in paper
    assert "03/09/2024" not in paper


def test_into_a_file_for_its_owner_alone(context, number, tmp_path):
    target = tmp_path / "x.pdf"
    chronology.save(context, number, "pdf", target)
    assert target.read_bytes().startswith(b"%PDF")
    assert target.stat().st_mode & 0o777 == 0o600
    before = len(views(context, number))
    with pytest.raises(InvalidInput):
        chronology.save(context, number, "pdf", target)
    assert len(views(context, number)) == before
    chronology.save(context, number, "text", target, overwrite=True)
    assert target.read_text("utf-8").startswith("Timeline of case 2024/0001")


def test_what_cannot_be_written(context, number):
    with pytest.raises(InvalidInput):
        chronology.export(context, number, "docx")
    with pytest.raises(NotFound):
        chronology.export(context, "2020/0001", "text")


def test_each_shape_is_explained_by_its_own_words(context, number):
    from minori_tui.transfer.timeline_drawing import Box, Drawing, Sign, Writing

    parts, _height = Drawing(chronology.chronology(context, number, Wanted()), 280).legend()
    shapes = [part.shape if isinstance(part, Sign) else part.fill for part in parts if isinstance(part, Sign | Box)]
    words = [part.text for part in parts if isinstance(part, Writing)]
    assert dict(zip(shapes, words, strict=True)) == {
        "disc": "held", "ring": "missed", "cross": "cancelled", "half": "late", "diamond": "court order", "triangle": "report",
        "square": "hearing", "pin": "deadline", "tick": "done", "alarm": "overdue", "gap": "no placement",
        "overlap": "two placements", "planned": "only planned", "suspended": "suspended"}
