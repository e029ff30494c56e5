"""Searching the diary of a case, and the earlier texts of an entry."""

from __future__ import annotations

import pytest

from minori_tui.data.queries.diary import BEGINNING
from minori_tui.services import cases, diary, events, records


@pytest.fixture
def number(context, child):
    made = cases.new_case(context, child)
    for values in (
        {"at": "1/2/2026", "kind": "telephone", "nature": "fact", "text": "Perché la nonna chiama", "author": "Anna Verdi"},
        {"at": "10/2/2026 9:30", "kind": "home_visit", "nature": "statement", "text": "La madre riferisce", "by_whom": "la zia"},
        {"at": "20/2/2026", "kind": "interview", "nature": "evaluation",
         "text": "x" * 900, "reserved": "sì", "author": "Ivo Neri"},
        {"at": "1/3/2026", "kind": "note", "text": "Da classificare"},
    ):
        events.add_event(context, made, values)
    return made


@pytest.mark.parametrize(("typed", "found"), [
    ("", [4, 3, 2, 1]), ("perche NONNA", [1]), ("zia", [2]), ("natura:fatto", [1]), ("nature:statement", [2]),
    ("natura:fatto natura:dich", [2, 1]), ("natura:?", [4]), ("natura:? natura:valutazione", [4, 3]),
    ('tipo:"visita domiciliare"', [2]), ("tipo:visita", [2]), ("kind:home", [2]), ("tipo:festa", []), ("natura:", [4, 3, 2, 1]),
    ("dal:10/02/2026", [4, 3, 2]), ("al:10/02/2026", [2, 1]), ("dal:2026-02-10 to:20/02/2026", [3, 2]), ("riservate:si", [3]),
    ("reserved:no nonna", [1]), ("autore:neri", [3]), ("autore:verdi chiama", [1]), ('"nonna chiama"', [1]),
    ("nonna:chiama", [1]),
    ("dal:9", [4, 3, 2, 1]), ("...", [4, 3, 2, 1])])
def test_what_is_found(context, number, typed, found):
    page = diary.search(context, 1, typed)
    assert [e.event_id for e in page.entries] == found
    assert page.total == 4
    assert bool(page.search.problems) == (typed == "dal:9")
    assert page.search.empty == (typed in ("", "natura:", "..."))


def test_the_list_holds_beginnings_only(context, number):
    assert len(diary.search(context, 1).entries[1].beginning) == BEGINNING
    assert len(diary.search(context, 1, "xxx").entries[0].beginning) == BEGINNING
    assert diary.search(context, 99).entries == ()


def test_earlier_texts(context, colleague, number):
    for who, text in ((context, "uno"), (colleague, "due"), (context, "tre")):
        events.correct_event(who, records.event(context, 1), {"text": text})
    kept = diary.versions(context, 1)
    assert [(v.entry.text, v.operator) for v in kept] == [
        ("due", "Bruno Neri"), ("uno", "Anna Verdi"), ("Perché la nonna chiama", "Anna Verdi")]
    assert kept[0].entry.version == 3
    assert kept[0].at == "2026-03-02T12:00:00.000Z"
    assert diary.search(context, 1, "tre").entries[0].versions == 3
    assert diary.versions(context, 2) == []
