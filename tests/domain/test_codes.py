from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from minori_tui.data.codes import load_district, load_list, load_lists, load_municipalities, place_index
from minori_tui.domain import codes
from minori_tui.domain.code_words import PLACE_ALIASES, SYNONYMS
from minori_tui.domain.codes import CodeItem
from minori_tui.domain.text import fold

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
LISTS = sorted({item.list_name for item in load_lists()})


def item(code: str, valid_from: date | None = None, valid_to: date | None = None, position: int = 1) -> CodeItem:
    return CodeItem("test_list", code, f"voce {code}", f"item {code}", valid_from, valid_to, False, position)


OLD = item("old", valid_to=date(2026, 10, 1), position=2)
NEW = item("new", valid_from=date(2026, 10, 1))


# --- the lists as they come with the program

@pytest.mark.parametrize(("name", "count"), [  # SINBA XSD 1.0.0
    ("referral_source", 14), ("closing_reason", 9), ("closing_situation", 8), ("child_condition", 5),
    ("living_place", 8), ("school_attended", 8), ("work_status", 4), ("disability_kind", 4),
    ("disability_certificate", 5), ("family_composition", 6), ("child_assessment", 13), ("family_assessment", 13),
    ("order_authority", 4), ("responsibility_measure", 5), ("order_type", 8), ("foster_form", 2),
    ("foster_kinship", 2), ("foster_time", 2), ("foster_character", 2), ("foster_outcome", 9),
    ("residential_character", 10), ("residential_form", 2), ("residential_type", 2), ("residential_outcome", 9),
    ("collaboration", 9),
])
def test_national_lists_are_numbered_without_gaps(name, count):
    items = load_list(name)
    assert [i.code for i in items] == [str(n) for n in range(1, count + 1)]
    assert all(i.national for i in items)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_well_formed(name):
    items = load_list(name)
    assert [i.position for i in items] == list(range(1, len(items) + 1))
    assert len({i.code for i in items}) == len(items)
    for words in ([fold(i.label_it) for i in items], [fold(i.label_en) for i in items]):
        assert all(words)
        assert [w for w, n in Counter(words).items() if n > 1] == []
    assert "0" not in {i.code for i in items}  # unknown is absence
    assert len({i.national for i in items}) == 1


def test_citizenships_are_iso_3166_alpha_3():
    items = load_list("citizenship")
    assert items[0].code == "ITA"
    assert all(len(i.code) == 3 and i.code.isupper() for i in items)
    assert {"MAR", "ROU", "UKR", "XKX", "XXA"} <= {i.code for i in items}
    assert len(items) == 251


def test_no_such_list():
    with pytest.raises(KeyError):
        load_list("colours")


@pytest.mark.parametrize("name", sorted(SYNONYMS))
def test_a_free_word_means_one_code(name):
    meaning: dict[str, set[str]] = {}
    known = {i.code for i in load_list(name)}
    for i in load_list(name):
        for said in (i.code, i.label_it, i.label_en):
            meaning.setdefault(fold(said), set()).add(i.code)
    for code, said_words in SYNONYMS[name].items():
        assert code in known
        for said in said_words:
            meaning.setdefault(fold(said), set()).add(code)
    assert {word: found for word, found in meaning.items() if len(found) > 1} == {}


def test_every_referral_source_has_one_group():
    sources = [i.code for i in load_list("referral_source")]
    assert sorted(c for group in codes.REFERRAL_GROUPS.values() for c in group) == sorted(sources)
    assert set(codes.REFERRAL_GROUPS) == {i.code for i in load_list("referral_group")}
    assert [codes.referral_group(s) for s in ("11", "8", "13", "99")] == ["judicial", "family", "institutions", None]


# --- the rules

def test_label():
    assert (codes.label(NEW, "it"), codes.label(NEW, "en"), codes.label(NEW, "de")) == ("voce new", "item new", "item new")


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 9, 30), ["old"]), (date(2026, 10, 1), ["new"]), (None, ["new", "old"]),
])
def test_valid_on(day, expected):
    assert [i.code for i in codes.valid_on([OLD, NEW], day)] == expected


@pytest.mark.parametrize(("name", "text", "code"), [
    ("referral_source", "13", "13"), ("referral_source", "scuola", "13"), ("referral_source", "SCUOLA ", "13"),
    ("referral_source", "Tribunale per i Minorenni", "11"), ("referral_source", "carabinieri", "5"),
    ("referral_source", "genitori", "8"), ("referral_source", "forze dell’ordine", "5"),
    ("referral_source", "School", "13"),
    ("referral_source", "tribunale", None),  # which one?
    ("event_kind", "colloquio", "interview"), ("event_kind", "visita domiciliare", "home_visit"),
    ("event_kind", "riunione d'équipe", "team_meeting"), ("event_kind", "RIUNIONE D'EQUIPE", "team_meeting"),
    ("event_kind", "telefonata", "telephone"), ("event_kind", "nota", "note"), ("event_kind", "home_visit", "home_visit"),
    ("event_kind", "relazione", None),  # sent or received?
    ("closing_reason", "maggiore età", "3"), ("closing_reason", "Maggiore eta'", "3"),
    ("closing_reason", "trasferimento", "1"), ("sex", "f", "F"), ("sex", "maschio", "M"), ("sex", "x", None),
    ("citizenship", "marocchina", "MAR"), ("citizenship", "mar", "MAR"), ("citizenship", "Costa d’Avorio", "CIV"),
    ("intervention_kind", "adm", "ADM"), ("intervention_kind", "affidamento familiare", "AFF"),
    ("assignment_role", "assistente sociale", "social_worker"), ("legal_subject", "Diritto di famiglia", "family"),
    ("relationship_kind", "nonna", "grandparent"), ("contact_kind", "PEC", "pec"),
    ("event_kind", "", None), ("event_kind", "  ", None), ("event_kind", "?!", None), ("event_kind", "coloquio", None),
])
def test_match(name, text, code):
    found = codes.match(text, load_list(name))
    assert (found.code if found else None) == code


def test_match_keeps_to_the_day():
    assert codes.match("old", [OLD, NEW], date(2026, 12, 1)) is None
    assert codes.match("voce old", [OLD, NEW], date(2026, 1, 1)) == OLD


def test_a_code_beats_a_label():
    by_label = CodeItem("test_list", "1", "2", "two", None, None, False, 1)
    by_code = CodeItem("test_list", "2", "altro", "other", None, None, False, 2)
    assert codes.match("2", [by_label, by_code]) == by_code


@pytest.mark.parametrize(("name", "text", "first"), [
    ("event_kind", "coloquio", "interview"), ("referral_source", "caribinieri", "5"),
    ("closing_reason", "maggiore et", "3"), ("citizenship", "maroccina", "MAR"),
])
def test_nearest(name, text, first):
    assert codes.nearest(text, load_list(name))[0].code == first


@pytest.mark.parametrize("text", ["", "???", "zzzzqqqq"])
def test_nothing_near(text):
    assert codes.nearest(text, load_list("event_kind")) == []


def test_nearest_is_limited():
    assert len(codes.nearest("incontro", load_list("event_kind"), limit=2)) == 2


# --- places

def test_the_district():
    district = load_district()
    assert len(district) == 24
    assert Counter(p.sub_area for p in district) == {
        "Alto Serio": 8, "Val del Riso e Val Dossana": 5, "Clusone": 1, "Comuni della Presolana": 6, "Val di Scalve": 4}
    assert next(p.code for p in district if p.name == "Clusone") == "C800"
    for place in district:
        found = place_index().by_code(place.code)
        assert found is not None
        assert (found.name, found.istat, found.province, found.active) == (place.name, place.istat, "BG", True)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the public files beside the project are absent")
def test_the_district_agrees_with_the_public_list():
    with (SHARED / "ambito_comuni.csv").open(encoding="utf-8", newline="") as stream:
        expected = {(r["cadastral_code"], r["istat_code"], r["name"], r["sub_area"]) for r in csv.DictReader(stream)}
    assert {(p.code, p.istat, p.name, p.sub_area) for p in load_district()} == expected


def test_today_s_municipalities():
    today = [p for p in load_municipalities() if p.active and not p.abroad]
    assert len(today) == 7894
    assert len({p.code for p in today}) == len(today)
    assert sorted(n for n, c in Counter(p.name for p in today).items() if c > 1) == [
        "Castro", "Livo", "Peglio", "Samone", "San Teodoro"]
    assert all(p.valid_to is None for p in today)
    assert [p.name for p in today if not p.istat] == ["Castegnero Nanto"]  # younger than the list of ISTAT used


def test_places_are_intervals_that_do_not_run_backwards():
    assert [p for p in load_municipalities() if p.valid_from and p.valid_to and p.valid_from > p.valid_to] == []


def test_countries():
    abroad = [p for p in load_municipalities() if p.abroad]
    assert all(p.code.startswith("Z") and not p.istat for p in abroad)
    assert len(abroad) == len({p.code for p in abroad}) > 200


@pytest.mark.parametrize(("text", "day", "expected"), [
    ("Clusone", None, ["C800"]), ("clusone (bg)", None, ["C800"]), ("CLUSONE BG", None, ["C800"]),
    ("Clusone (MI)", None, []), ("c800", None, ["C800"]), ("Z330", None, ["Z330"]), ("X999", None, []),
    ("Samone", None, ["H753", "H754"]), ("Samone (TN)", None, ["H754"]), ("Samone, TO", None, ["H753"]),
    ("Villa d’Ogna", None, ["L938"]), ("VILLA D'OGNA", None, ["L938"]),
    ("Marocco", None, ["Z330"]), ("Reggio Emilia", None, ["H223"]), ("Reggio Emilia (RE)", None, ["H223"]),
    ("None", None, ["F931"]), ("", None, []), ("--", None, []), ("Paese che non c'è", None, []),
    ("Abano", None, ["A001"]),  # has had another name since 1924
    ("Monza (MI)", date(1990, 5, 1), ["F704"]), ("Monza (MB)", None, ["F704"]),
])
def test_places_by_name(text, day, expected):
    assert sorted(p.code for p in place_index().by_name(text, day)) == expected


def test_a_code_is_read_on_its_day():
    index = place_index()
    before, after = index.by_code("F704", date(1990, 5, 1)), index.by_code("F704")
    assert before is not None
    assert after is not None
    assert (before.province, after.province) == ("MI", "MB")
    assert index.by_code("X999") is None


def test_everyday_names_of_places_are_in_the_register():
    assert {alias: len(place_index().by_name(alias)) for alias in PLACE_ALIASES} == dict.fromkeys(PLACE_ALIASES, 1)
    assert all(fold(alias) == alias for alias in PLACE_ALIASES)


def test_reading_the_lists_loads_no_store():
    code = ("import sys; from minori_tui.data.codes import load_lists; load_lists();"
            "print([m for m in ('sqlmodel', 'sqlalchemy', 'pydantic', 'sqlcipher3', 'textual') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
