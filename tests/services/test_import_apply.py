"""Applying: one operation, all or nothing, rejects, a store that changed meanwhile, a killed import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importing_kit import context_at, counts, rows, table, taken, upload, verdicts

from minori_tui.data.queries import batches, matching
from minori_tui.data.tables import Lawyer
from minori_tui.domain.errors import Conflict, InvalidInput
from minori_tui.services import journal
from minori_tui.services.context import Context
from minori_tui.services.importing import ImportOptions, apply, list_batches, rehearse
from minori_tui.services.importing import apply as apply_module  # noqa: F401 - the package exports the function

HEAD = "Cognome;Nome;E-mail;CAP"
GOOD, BAD = "Colli;Ada;a@b.example;24023", "Rota;Ugo;u@b.example;240"


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_at(tmp_path)


def test_one_operation_and_one_batch(context: Context) -> None:
    _, summary = taken(context, table(HEAD, GOOD, BAD))
    assert rows(context, "SELECT kind, subject FROM operation ORDER BY id DESC LIMIT 1") == [("import", "list.csv")]
    assert rows(context, "SELECT rows, new, rejected FROM import_batch") == [(2, 1, 1)]
    assert rows(context, "SELECT line, verdict, tbl, row_id, field, code FROM import_row") == [
        (2, "new", "lawyer", 1, None, None),
        (3, "rejected", None, None, "postcode", "postcode-lost-zero"),
    ]
    assert summary.as_json() | {"rejects": [], "warnings": []} == {
        "batch": 1,
        "kind": "lawyers",
        "file": "list.csv",
        "rows": 2,
        "new": 1,
        "changed": 0,
        "same": 0,
        "conflict": 0,
        "rejected": 1,
        "mapping": {"Cognome": "surname", "Nome": "given_name", "E-mail": "email", "CAP": "postcode"},
        "rejects": [],
        "conflicts": [],
        "warnings": [],
    }


def test_abort_writes_nothing(context: Context) -> None:
    with pytest.raises(InvalidInput) as raised:
        taken(context, table(HEAD, GOOD, BAD), on_error="abort")
    assert raised.value.facts == {"code": "aborted", "count": 1}
    assert counts(context) == {}
    assert taken(context, table(HEAD, GOOD), on_error="abort")[1].counts["new"] == 1


def test_rejects_import_once_mended(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    taken(context, table(HEAD, GOOD, BAD), rejects=path)
    text = path.read_text("utf-8-sig")
    assert "Rota;Ugo" in text
    assert "minori_reason" in text
    assert "Colli" not in text
    mended = path.with_name("mended.csv")
    mended.write_text(text.replace(";240;", ";24020;"), "utf-8")
    assert verdicts(rehearse(context, mended)) == ["new"]
    with pytest.raises(InvalidInput) as raised:
        taken(context, table(HEAD, GOOD, BAD), rejects=path)
    assert raised.value.facts["code"] == "exists"


def test_no_rejects_file_without_rejects(context: Context, tmp_path: Path) -> None:
    taken(context, table(HEAD, GOOD), rejects=tmp_path / "none.csv")
    assert not (tmp_path / "none.csv").exists()


def test_a_store_that_changed_is_compared_again(context: Context) -> None:
    first = rehearse(context, upload(table(HEAD, GOOD)))
    taken(context, table(HEAD, GOOD))
    assert apply(context, first).counts["same"] == 1
    later = rehearse(context, upload(table(HEAD, "Rota;Ugo;u@b.example;24020")))
    with context.unit("lawyer.edit") as unit:
        unit.change(Lawyer, 1, 1, title="Avv.")
    said: list[str] = []
    assert apply(context, later, said.append).counts["new"] == 1
    assert said == ["write", "compare", "write"]
    assert counts(context)["lawyer"] == 2


def test_a_store_that_changes_all_the_time_is_refused(context: Context, tmp_path: Path) -> None:
    taken(context, table(HEAD, "Prima;Eva;e@b.example;24020"))
    path = tmp_path / "rejects.csv"
    rehearsal = rehearse(context, upload(table(HEAD, GOOD, BAD)), ImportOptions(rejects=path))
    version = [1]

    def meddle(what: str) -> None:
        if what == "write":
            with context.unit("lawyer.edit") as unit:
                unit.change(Lawyer, 1, version[0], title=f"T{version[0]}")
            version[0] += 1

    with pytest.raises(Conflict):
        apply(context, rehearsal, meddle)
    assert counts(context)["lawyer"] == 1
    assert not path.exists()


def test_names_of_several_kinds_of_missing(context: Context) -> None:
    taken(context, table(HEAD, *(f"Colli{i};Ada;a{i}@b.example;24023" for i in range(4))))
    _, summary = taken(context, table(HEAD, *(f"Colli{i};Ada;a{i}@b.example;24023" for i in range(3))))
    assert next(n for n in summary.as_json()["warnings"] if n["code"] == "missing")["message"].count("Colli3") == 1


def test_killed_imports_leave_all_or_nothing(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "benchmarks" / "faults_kill.py"
    done = subprocess.run(
        [sys.executable, str(script), "--times", "4", "--rows", "400", "--folder", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_warnings_name_their_rows_and_are_not_endless(context: Context) -> None:
    lines = [f"Colli;Ada;035 12345{i}" for i in range(3)]
    _, summary = taken(context, table("Cognome;Nome;Telefono", *lines), kind="lawyers")
    assert [n["message"] for n in summary.as_json()["warnings"] if n["code"] == "homonym"] == [
        "Rows 3, 4, surname: Somebody of this name is there already with nothing else in common: entered as another person"
    ]
    head = "Fascicolo;Cognome;Nome;Data di nascita;Comune;Data apertura;Assistente sociale"
    cases = [f"A{i};Rossi;Ugo{i};01/02/2012;Clusone;05/03/2024;Nome{i} Cognome" for i in range(23)]
    _, summary = taken(context, table(head, *cases))
    told = [n["message"] for n in summary.as_json()["warnings"] if n["code"] == "new-operator"]
    assert len(told) == 21
    assert told[0].startswith("Line 2, social_worker: Nome0 Cognome")
    assert told[-1] == "social_worker: the same of further rows: 3"


def test_neighbouring_new_rows_are_one_entry_and_still_say_where_each_comes_from(context: Context) -> None:
    taken(context, table(HEAD, "Rossi;Anna;;", "Bianchi;Ugo;;", BAD, "Verdi;Ida;;"))
    assert rows(context, "SELECT line, verdict, row_id, count FROM import_row ORDER BY line") == [
        (2, "new", 1, 2), (4, "rejected", None, 1), (5, "new", 3, 1)]
    with context.store.read() as connection:
        found = [[(o.batch, o.file_name, o.line, o.verdict) for o in batches.origins_of(connection, "lawyer", number)]
                 for number in (1, 2, 3, 4)]
        assert found == [[(1, "list.csv", line, "new")] for line in (2, 3, 5)] + [[]]
        assert batches.origins_of(connection, "person", 1) == []


def test_an_import_done_again_counts_as_the_earlier_list(context: Context) -> None:
    taken(context, table(HEAD, GOOD))
    operation = list_batches(context)[0][0].op_id
    journal.undo(context, operation)
    with context.store.read() as connection:
        assert matching.earlier_lists(connection, "lawyers") == []
        assert matching.Origins(connection, rows(context, "SELECT sha256 FROM import_batch")[0][0]).same_file is None
    journal.redo(context)
    with context.store.read() as connection:
        assert [found[3] for found in matching.earlier_lists(connection, "lawyers")] == [{("lawyer", 1)}]
        assert matching.Origins(connection, rows(context, "SELECT sha256 FROM import_batch")[0][0]).same_file == operation
    assert [stands for _, stands in list_batches(context)] == [True]
