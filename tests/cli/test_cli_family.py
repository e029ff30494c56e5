"""``case family``, ``case relative``, ``case home`` and ``report`` as they are used."""

from __future__ import annotations

import json

import pytest
from docx import Document

CASE = "2026/0001"


def answer(outcome):
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


@pytest.fixture
def kin(filled):
    """The mother, her mother, and a half-brother by the mother."""
    found = answer(filled("case", "family", CASE, "--json"))
    mother = next(p["person"] for p in found["persons"] if p["name"] == "Verdi Anna")
    grandmother = answer(
        filled(
            "case",
            "relative",
            CASE,
            "--person",
            mother,
            "--set",
            "kind=mother",
            "--set",
            "surname=Belli",
            "--set",
            "given_name=Rosa",
            "--set",
            "sex=F",
            "--json",
        )
    )["person"]
    boy = answer(
        filled(
            "case",
            "relative",
            CASE,
            "--person",
            mother,
            "--set",
            "kind=child",
            "--set",
            "surname=Neri",
            "--set",
            "given_name=Ugo",
            "--set",
            "birth_date=1/2/2020",
            "--json",
        )
    )["person"]
    return {"child": found["child"], "mother": mother, "grandmother": grandmother, "boy": boy}


def test_the_tree_as_text(filled, kin):
    filled("case", "home", CASE, "--set", "household=Bianchi", "--set", "valid_from=1/1/2020")
    shown = filled("case", "family", CASE, "--lang", "it")
    assert shown.code == 0
    lines = shown.out.split("\n")
    assert lines[0] == "oggi: nucleo Bianchi, dal 01/01/2020, da solo"
    assert lines[2].split()[:3] == ["Belli", "Rosa", "nonna"]
    assert lines[3].split()[:4] == ["└─", "Verdi", "Anna", "madre"]
    assert lines[4].startswith("   ├─ ▶ Bianchi[/b] Sara  ")
    assert lines[5].startswith("   └─ Neri Ugo")
    assert "Verdi Anna · Responsabilità genitoriale: nessun provvedimento registrato" in shown.out


def test_the_family_as_json(filled, kin):
    found = answer(filled("case", "family", CASE, "--json"))
    assert (found["case"], found["child"]) == (CASE, kin["child"])
    people = {p["person"]: p for p in found["persons"]}
    assert (people[kin["grandmother"]]["degree"], people[kin["grandmother"]]["line"]) == (2, "direct")
    assert (people[kin["boy"]]["half"], people[kin["boy"]]["line"], people[kin["boy"]]["bond"]) == (None, "collateral", None)
    assert [(line["prefix"], line["person"]) for line in found["tree"]][:2] == [("", kin["grandmother"]), ("└─ ", kin["mother"])]
    assert people[kin["mother"]]["responsibility"] is None


def test_how_two_are_related(filled, kin):
    found = answer(filled("case", "family", CASE, "--between", kin["grandmother"], kin["boy"], "--json"))
    assert (found["degree"], found["line"], found["within_4th_degree"]) == (2, "direct", True)
    assert [s["move"] for s in found["path"]] == ["down", "down"]
    shown = filled("case", "family", CASE, "--between", kin["child"], kin["boy"])
    assert "kin in the collateral line, degree 2 (artt. 74-76 c.c.)" in shown.out
    assert "  → mother: Verdi Anna (1)\n" in shown.out
    assert filled("case", "family", CASE, "--between", kin["child"], 999).code == 5


def test_nobody_twice_and_corrections(filled, kin):
    again = (
        "case",
        "relative",
        "2026/0002",
        "--set",
        "kind=half_sibling",
        "--set",
        "surname=Neri",
        "--set",
        "given_name=Ugo",
        "--set",
        "birth_date=01/02/2020",
    )
    refused = filled(*again)
    assert refused.code == 3
    assert "on record already" in refused.err
    assert (
        filled("case", "relative", "2026/0002", "--set", "kind=half_sibling", "--existing", kin["boy"]).out == f"{kin['boy']}\n"
    )
    found = answer(filled("case", "family", "2026/0002", "--json"))
    assert {p["name"] for p in found["persons"]} >= {"Neri Ugo", "Verdi Anna"}
    assert answer(filled("case", "relative", CASE, "--edit", kin["mother"], "--set", "given_name=Annina", "--json"))["changed"]
    assert "Nothing differs" in filled("case", "relative", CASE, "--edit", kin["mother"], "--set", "given_name=Annina").out
    assert filled("case", "relative", CASE, "--edit", 1, "--person", 2, "--set", "sex=F").code == 2
    assert filled("case", "relative", CASE, "--person", 999, "--set", "kind=mother").code == 5
    assert filled("case", "home", CASE, "--person", kin["mother"], "--set", "household=Verdi", "--json").code == 0
    assert filled(*again, "--anyway").code == 0


# ---- reports


@pytest.fixture
def diary(filled):
    for values in (
        ("fact", "Visita fatta", "no"),
        ("evaluation", "Legame buono", "no"),
        ("", "Da dire", "no"),
        ("fact", "Segreto", "yes"),
    ):
        done = filled(
            "event",
            "add",
            CASE,
            "--set",
            "at=1/3/2025",
            "--set",
            "kind=home_visit",
            "--set",
            f"nature={values[0]}",
            "--set",
            f"text={values[1]}",
            "--set",
            f"reserved={values[2]}",
        )
        assert done.code == 0, done.err
    return filled


def test_a_report_in_a_file_without_anybodys_name(diary, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = diary("report", CASE, "--until", "1/4/2025")
    assert made.code == 0, made.err
    assert made.out == "report-2026-0001-1.docx\n"
    for said in ("The method of the evaluations is to be filled in", "statements or evaluations: 3", "left out: 4"):
        assert said in made.err
    assert (tmp_path / "report-2026-0001-1.docx").stat().st_mode & 0o777 == 0o600
    texts = [p.text for p in Document(str(tmp_path / "report-2026-0001-1.docx")).paragraphs]
    assert "Visita fatta" in texts
    assert "Segreto" not in "\n".join(texts)
    assert diary("report", CASE, "-o", "report-2026-0001-1.docx").code == 2
    assert diary("report", CASE, "-o", "report-2026-0001-1.docx", "--replace").code == 0
    assert diary("report", CASE, "-o", "r.odt").out == "r.odt\n"


def test_a_report_on_standard_output_and_the_same_again(diary):
    first = diary("report", CASE, "--since", "", "--method", "Colloqui", "--include", "4", "--format", "md", "-o", "-")
    assert first.code == 0
    assert "Segreto" in first.out
    assert "**Method:** Colloqui" in first.out
    assert diary("event", "correct", "1", "--set", "text=Altro").code == 0
    assert diary("report", CASE, "--again", "1", "--format", "md", "-o", "-").out == first.out
    assert diary("report", "2026/0002", "--again", "1").code == 5
    assert diary("report", CASE, "--again", "9").code == 5


def test_sent_and_listed(diary):
    assert diary("report", CASE, "--list").err.strip() == "No report of this case was made here."
    assert diary("report", CASE, "--format", "md", "-o", "-", "--until", "1/6/2025").code == 0
    sent = diary("report", CASE, "--again", "1", "--sent", "2/6/2025")
    assert (sent.code, sent.out) == (0, "Report no. 1: sent on 02/06/2025\n")
    assert diary("report", CASE, "--again", "1", "--sent", "2/6/2025").code == 2
    rows = answer(diary("report", CASE, "--list", "--json"))["reports"]
    assert [(r["report"], r["until"], r["sent_on"]) for r in rows] == [(1, "2025-06-01", "2025-06-02")]
    assert "02/06/2025" in diary("report", CASE, "--list").out
    assert diary("report", CASE, "--again", "1", "--done", "AFF-3").code == 2
    assert diary("report", CASE, "--sent", "today").code == 2
    assert diary("report", CASE, "--format", "md", "-o", "-").code == 0
    assert diary("report", CASE, "--again", "2", "--sent", "today", "--done", "AFF-3").code == 5


def test_a_report_as_json(diary, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = answer(diary("report", CASE, "--since", "1/1/2025", "--format", "md", "--json"))
    assert made["file"] == "report-2026-0001-1.md"
    assert [e["event_id"] for e in made["sections"]["facts"]] == [1]
    assert made["sections"]["left_out"] == [4]
    assert "Segreto" not in json.dumps(made)
    assert diary("report", CASE, "--format", "pdf").code == 2
    assert diary("report", CASE, "--since", "1/1/2026", "--until", "1/1/2025").code == 2


def test_the_fields_named_are_those_of_the_service():
    from minori_tui.cli import families
    from minori_tui.services.family_writing import home_parsers, relative_parsers

    assert set(families.RELATIVE.split()) == set(relative_parsers())
    assert set(families.HOME.split()) == set(home_parsers())
