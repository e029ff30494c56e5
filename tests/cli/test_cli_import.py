"""``import`` and ``export``: what is said, what is written, and the code that scripts read."""

from __future__ import annotations

import json

import pytest
from cli_data import CASES, LAWYERS

SUMMARY = ["batch", "kind", "file", "rows", "new", "changed", "same", "conflict", "rejected", "mapping", "rejects", "conflicts",
           "warnings"]
ONE_BAD = CASES.replace("2015-03-04", "2015-13-44")


@pytest.fixture
def file(tmp_path):
    """Writes a file to import."""

    def write(text, name="cases.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def everything(home):
    return sorted(p.name for p in home.rglob("*") if p.is_file()) if home.exists() else []


def test_the_summary(cli, file):
    found = json.loads(cli("import", file(CASES), "--json").out)
    assert list(found) == SUMMARY
    assert [found[k] for k in SUMMARY[:9]] == [1, "cases", "cases.csv", 3, 3, 0, 0, 0, 0]
    assert found["mapping"]["given_name"] == "given_name"


def test_again_changes_nothing(filled, file):
    found = json.loads(filled("import", file(CASES), "--json").out)
    assert [found[k] for k in SUMMARY[:9]] == [None, "cases", "cases.csv", 3, 0, 0, 3, 0, 0]


def test_text_in_both_languages(cli, file):
    path = file(CASES)
    assert cli("import", path, "--dry-run").out.endswith(
        "3 rows: 3 new, 0 changed, 0 same, 0 in conflict, 0 rejected. Nothing was written.\n")
    assert cli("import", path, "--lang", "it").out.endswith("Importazione 1; «minori import undo 1» la annulla.\n")


def test_a_rehearsal_leaves_nothing_behind(cli, home, file):
    assert cli("import", file(CASES), "--dry-run").code == 0
    assert everything(home) == []


def test_a_rehearsal_shows_what_would_change(filled, file):
    before = filled("log", "--json").out
    found = filled("import", file(CASES.replace(";Neri Paola;\n2026/0002", ";Neri Paola;Nota\n2026/0002")), "--dry-run")
    assert found.code == 0
    assert "notes" in found.out
    assert "Nota" in found.out
    assert filled("log", "--json").out == before


def test_rejected_rows_are_named_and_the_rest_stands(cli, file):
    found = cli("import", file(ONE_BAD))
    assert found.code == 1
    assert "birth_date" in found.out
    assert "2015-13-44" in found.out
    reject = json.loads(cli("import", file(ONE_BAD), "--json").out)["rejects"][0]
    assert list(reject) == ["row", "field", "value", "code", "message"]
    assert (reject["row"], reject["field"], reject["value"]) == (2, "birth_date", "2015-13-44")


def test_rejects_go_to_a_file_that_imports_once_mended(cli, file, tmp_path):
    rejects = tmp_path / "rejects.csv"
    assert cli("import", file(ONE_BAD), "--rejects", rejects).code == 1
    assert cli("import", file(ONE_BAD), "--rejects", rejects).code == 2
    assert cli("import", file(ONE_BAD), "--rejects", rejects, "--replace").code == 1
    rejects.write_text(rejects.read_text("utf-8-sig").replace("2015-13-44", "2015-03-04"), "utf-8")
    assert json.loads(cli("import", rejects, "--json").out)["new"] == 1


def test_many_rejected_rows_are_cut_and_counted(cli, file):
    rows = "".join(f"2026/{n:04};Rossi;Luca;boh;Clusone;2024-01-10\n" for n in range(60))
    good = "2026/1000;Rossi;Luca;2010-01-01;Clusone;2024-01-10\n" * 1
    text = "file_number;surname;given_name;birth_date;comune;opened_on\n" + good + rows.replace("boh", "2010-01-99") + "".join(
        f"2026/{n:04};Verdi;Ada;2010-01-01;Clusone;2024-01-10\n" for n in range(2000, 2100))
    found = cli("import", file(text))
    assert found.code == 1
    assert "10 more rows stay out" in found.err


def test_nothing_but_rejected_rows_is_2_and_leaves_nothing(cli, home, file):
    text = "".join(line + "\n" for line in ONE_BAD.splitlines()[:2])
    assert cli("import", file(text)).code == 2
    assert everything(home) == []


def test_abort_writes_nothing_and_says_why(cli, home, file):
    found = cli("import", file(ONE_BAD), "--on-error", "abort")
    assert found.code == 2
    assert "birth_date" in found.out
    assert "1 rows cannot be imported: nothing was written" in found.err or "nothing was written" in found.err
    assert everything(home) == []


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 50, b"a;b\n1;2\n", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_used_is_2_and_leaves_nothing(cli, home, file, content):
    found = cli("import", file(content, "x.csv"))
    assert found.code == 2
    assert found.err.startswith("x.csv:\nError: ")
    assert everything(home) == []


def test_a_file_that_is_not_there(cli, home, tmp_path):
    found = cli("import", tmp_path / "none.csv")
    assert found.code == 2
    assert "none.csv" in found.err
    assert everything(home) == []


def test_standard_input(cli):
    assert json.loads(cli("import", "-", "--json", stdin=CASES).out)["new"] == 3
    assert cli("import", "-", stdin="").code == 2


def test_several_files_each_on_its_own(cli, file):
    good, bad = file(CASES), file("a;b\n1;2\n", "bad.csv")
    lawyers = file(LAWYERS.replace(";joined_on", "").replace(";2025-01-01", "").replace(";2026-06-01", ""), "lawyers.csv")
    found = cli("import", good, bad, lawyers, "--json")
    assert found.code == 1
    assert [one["kind"] for one in json.loads(found.out)] == ["cases", "lawyers"]
    assert cli("import", bad, bad).code == 2
    assert cli("import", good, lawyers).code == 0
    assert cli("import", good, lawyers, "--rejects", "x").code == 2


def test_options_reach_the_import(cli, file):
    text = "titolo\n\nCognome e nome|Nato il|Residenza|Aperto|N\nRossi Nicolò|4/5/2016|Clusone|1/2/2025|2026/0001\n"
    found = cli("import", file(text.encode("cp1252")), "--kind", "cases", "--delimiter", "pipe", "--header-row", "3",
                "--encoding", "windows-1252",
                "--map", "Aperto=opened_on", "--map", "N=file_number", "--map", "Residenza=comune", "--map", "Nato il=birth_date",
                "--name-order", "surname-given", "--update", "fill", "--json")
    assert json.loads(found.out)["new"] == 1


def test_the_order_of_names_is_shown(cli, file):
    rows = "".join(f"{name};a{n}@studio.example\n" for n, name in enumerate(
        ["Maria Rossi", "Luca Bianchi", "Anna Verdi", "Paolo Neri", "Giulia Gallo", "Marco Ferri"]))
    found = cli("import", file("Nominativo;email\n" + rows, "l.csv"), "--kind", "lawyers", "--dry-run")
    assert found.code == 0
    assert "Order of names: given-surname (100%)" in found.err


def test_history_and_undo(filled):
    listed = json.loads(filled("import", "list", "--json").out)["imports"]
    assert list(listed[0]) == ["batch", "at", "operator", "kind", "file", "rows", "new", "changed", "same", "conflict",
                               "rejected", "in_force"]
    assert [(b["batch"], b["kind"], b["in_force"]) for b in listed] == [(2, "lawyers", True), (1, "cases", True)]
    assert filled("import", "undo").out == "Undone: Import of lawyers.csv\n"
    assert filled("import", "undo", "1").code == 0
    assert [b["in_force"] for b in json.loads(filled("import", "list", "--json").out)["imports"]] == [False, False]
    assert json.loads(filled("find", "rossi", "--json").out)["total"] == 0
    assert filled("import", "undo").code == 5
    assert "cases.csv" in filled("import", "list").out


def test_undo_that_later_work_rests_on_is_refused(filled):
    filled("case", "edit", "1/2026", "--set", "notes=dopo")
    found = filled("import", "undo", "1")
    assert (found.code, found.out) == (3, "")


def test_no_imports_yet(cli, home):
    cli("demo", "--size", "100", "--no-open", "--store", home / "demo.minori", "--on", "2026-11-22")
    assert cli("import", "list", "--store", home / "demo.minori").err == "Nothing was imported yet.\n"


@pytest.mark.parametrize(("language", "header"), [("it", "Cognome"), ("en", "surname")])
def test_template(cli, tmp_path, language, header):
    assert header in cli("import", "template", "lawyers", "--lang", language).out
    for ending in ("csv", "xlsx"):
        target = tmp_path / f"t_{language}.{ending}"
        assert cli("import", "template", "lawyers", "-o", target, "--lang", language).code == 0
        assert cli("import", "template", "lawyers", "-o", target).code == 2
        assert cli("import", "template", "lawyers", "-o", target, "--replace").code == 0
    assert cli("import", "template", "lawyers", "-o", tmp_path / "t.pdf").code == 2
    assert cli("import", "template", "boh").code == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize("kind", ["cases", "lawyers"])
def test_what_is_exported_imports_back_the_same(filled, tmp_path, kind, ending):
    target = tmp_path / f"out.{ending}"
    found = filled("export", kind, "-o", target)
    assert found.code == 0
    assert found.out == f"{target}\n"
    assert target.stat().st_mode & 0o077 == 0
    again = json.loads(filled("import", target, "--kind", kind, "--json").out)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, again["rows"])


def test_export_to_standard_output(filled):
    assert "Rossi" in filled("export", "cases").out
    found = filled("export", "cases", "--format", "json", "--where", "luca", "--columns", "surname,given_name")
    assert json.loads(found.out) == [{"surname": "Rossi", "given_name": "Luca"}]
    assert "Rossi" not in filled("export", "cases", "--pseudonymous").out
    assert "Ugo" in filled("export", "lawyers", "--roster", "2025-2027").out


@pytest.mark.parametrize("line", [["boh"], ["cases", "--format", "pdf"], ["cases", "--format", "xlsx"],
                                  ["cases", "--columns", "boh"], ["cases", "-o", "/no/such/folder/x.csv"]])
def test_exports_that_cannot_be_made(filled, line):
    found = filled("export", *line)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("Error: ")
