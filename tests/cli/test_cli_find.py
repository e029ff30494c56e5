"""``find`` and the overview: the answer that scripts read, and the tables that people read."""

from __future__ import annotations

import json

import pytest

from minori_tui.cli import plain
from minori_tui.wiring import open_context

KEYS = ["case", "name", "birth_date", "comune", "status", "worker", "interventions", "next_due", "why"]


def test_the_document(filled):
    found = json.loads(filled("find", "rossi", "--json", "--on", "2026-11-22").out)
    assert list(found) == ["query", "total", "capped", "ms", "hits"]
    assert (found["query"], found["total"], found["capped"]) == ("rossi", 2, False)
    assert found["ms"] >= 0
    assert [list(hit) for hit in found["hits"]] == [KEYS, KEYS]
    assert found["hits"][0] | {"why": []} == {
        "case": "2026/0002", "name": "Rossi Luca", "birth_date": "2016-05-04", "comune": "Rovetta", "status": "open",
        "worker": "Neri Paola", "interventions": [], "next_due": "2034-05-04", "why": []}
    assert found["hits"][1]["name"] == "Rossini Marco"


@pytest.mark.parametrize(("language", "word"), [("en", "surname"), ("it", "cognome")])
def test_reasons_are_in_the_operator_s_language(filled, language, word):
    hits = json.loads(filled("find", "rossi", "--json", "--lang", language).out)["hits"]
    assert all(word in hit["why"][0].lower() for hit in hits)
    assert word in filled("find", "rossi", "--why", "--lang", language).out.lower()


def test_a_line_a_record(filled):
    lines = filled("find", "rossi", "--jsonl").out.splitlines()
    assert [list(json.loads(line)) for line in lines] == [KEYS, KEYS]


@pytest.mark.parametrize(("limit", "shown", "capped"), [("1", 1, True), ("2", 2, False), ("0", 2, False)])
def test_limit(filled, limit, shown, capped):
    found = json.loads(filled("find", "rossi", "--json", "--limit", limit).out)
    assert (len(found["hits"]), found["capped"], found["total"]) == (shown, capped, 2)


def test_several_words_and_fields(filled):
    assert [h["case"] for h in json.loads(filled("find", "marco", "rossini", "--json").out)["hits"]] == ["2026/0003"]
    assert [h["case"] for h in json.loads(filled("find", "comune:rovetta", "--json").out)["hits"]] == ["2026/0002"]


def test_the_query_may_come_from_standard_input(filled):
    assert json.loads(filled("find", "-", "--json", stdin="sara\n").out)["query"] == "sara"


def test_what_is_not_understood_is_told(filled):
    found = filled("find", "boh:1")
    assert found.code == 0
    assert "boh" in found.err


def test_the_table(filled):
    found = filled("find", "rossi", "--limit", "1")
    assert found.out.splitlines() == [
        "File       Surname and name  Born        Municipality  Worker      Due         Status",
        "2026/0002  Rossi Luca        04/05/2016  Rovetta       Neri Paola  04/05/2034  open"]
    assert found.err == "1 of 2 cases; --limit shows more.\n"


def test_nobody_found(filled):
    assert filled("find", "qwertyuiop") == (0, "", "No case was found.\n")
    assert filled("find", "qwertyuiop", "--lang", "it").err == "Nessun fascicolo trovato.\n"
    assert json.loads(filled("find", "qwertyuiop", "--json").out)["hits"] == []


def test_one_case_in_words(filled):
    assert filled("find", "sara").err == "1 case\n"
    assert filled("find", "sara", "--lang", "it").err == "1 fascicolo\n"


def test_overview(filled, capsys):
    context = open_context()
    assert plain.overview(context) == 0
    context.store.close()
    out, err = capsys.readouterr()
    assert out.splitlines()[0].split()[0] == "Archive"
    assert "2026/0001  Bianchi[/b] Sara" in out
    assert "minori find WORDS" in err


def test_overview_tells_how_many_are_not_shown(filled, capsys, monkeypatch):
    monkeypatch.setattr(plain, "FIRST", 2)
    context = open_context()
    plain.overview(context)
    context.store.close()
    assert "2 of 3 cases." in capsys.readouterr().err
