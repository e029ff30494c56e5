"""``store``, ``undo``, ``redo``, ``log``, ``demo``, ``open``, ``keys``, ``config``, ``doctor``."""

from __future__ import annotations

import json
import sys

import pytest

from minori_tui.cli import doctor, render, store
from minori_tui.cli.progress import progress

COUNTS = ["case_file", "person", "event", "lawyer", "roster", "facility", "operator", "operation", "import_batch"]


def test_info(filled, home):
    found = json.loads(filled("store", "info", "--json").out)
    assert list(found) == ["path", "name", "vault", "synthetic", "format", "size", "counts"]
    assert (found["path"], found["synthetic"]) == (str(home / "data" / "archivio.minori"), False)
    assert list(found["counts"]) == COUNTS
    assert (found["counts"]["case_file"], found["counts"]["lawyer"], found["counts"]["import_batch"]) == (3, 2, 2)
    assert "Fascicoli" in filled("store", "info", "--lang", "it").out


def test_check_of_a_whole_store(filled):
    assert filled("store", "check") == (0, "The archive is whole.\n", "")
    assert json.loads(filled("store", "check", "--json").out) == {
        "clean": True, "structure": [], "pages": [], "references": 0, "lookup_missing": 0}


def test_check_of_a_store_that_is_not_whole_is_4(filled, monkeypatch):
    from minori_tui.services.maintenance import Checked

    monkeypatch.setattr("minori_tui.services.maintenance.check", lambda _c: Checked(("row 1 missing",), (), 2, 0))
    found = filled("store", "check")
    assert found.code == 4
    assert "row 1 missing" in found.out
    assert "The archive is not whole" in found.err
    assert json.loads(filled("store", "check", "--json").out)["references"] == 2


def test_a_damaged_store_is_4_and_nothing_is_touched(filled, home):
    path = home / "data" / "archivio.minori"
    path.write_bytes(b"\x07" * path.stat().st_size)
    before = path.read_bytes()
    found = filled("find", "rossi")
    assert found.code == 4
    assert "Error: " in found.err
    assert path.read_bytes() == before


def test_backup_and_restore(filled, tmp_path):
    made = json.loads(filled("store", "backup", tmp_path / "b", "--json").out)["backup"]
    filled("case", "edit", "1/2026", "--set", "notes=dopo la copia")
    assert filled("store", "restore", made, "--rehearse").out == "The backup opens and is whole. Nothing was changed.\n"
    refused = filled("store", "restore", made)
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    assert json.loads(filled("case", "show", "1/2026", "--json").out)["notes"] == "dopo la copia"
    assert filled("store", "restore", made, "--yes").code == 0
    assert json.loads(filled("case", "show", "1/2026", "--json").out)["notes"] is None
    assert json.loads(filled("store", "restore", made, "--rehearse", "--json").out)["restored"] is None
    assert filled("store", "restore", tmp_path / "nothing", "--yes").code == 4


def test_backup_goes_where_the_settings_say(filled, home, tmp_path):
    (home / "config" / "config.toml").write_text(f'backup_folder = "{tmp_path / "copie"}"\n')
    assert str(tmp_path / "copie") in filled("store", "backup").out


@pytest.mark.parametrize(("answer", "code"), [("s\n", 0), ("y\n", 0), ("n\n", 3), ("", 3)])
def test_restore_asks_on_a_terminal(filled, tmp_path, monkeypatch, answer, code):
    made = json.loads(filled("store", "backup", tmp_path / "b", "--json").out)["backup"]
    real = store._agreed

    def on_terminal(target):
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        return real(target)

    monkeypatch.setattr(store, "_agreed", on_terminal)
    found = filled("store", "restore", made, stdin=answer)
    assert found.code == code
    assert "Go on? (y/n)" in found.err


def test_undo_and_redo(filled):
    filled("case", "edit", "1/2026", "--set", "notes=una")
    assert filled("undo").out == "Undone: Changes to case 2026/0001\n"
    assert json.loads(filled("case", "show", "1/2026", "--json").out)["notes"] is None
    assert filled("redo").out == "Done again: Changes to case 2026/0001\n"
    assert json.loads(filled("case", "show", "1/2026", "--json").out)["notes"] == "una"
    assert filled("redo").code == 5
    assert filled("undo", "--lang", "it").out.startswith("Annullato: ")


def test_undo_by_number_and_of_what_is_not_there(filled):
    number = json.loads(filled("log", "--json").out)["operations"][0]["operation"]
    assert filled("undo", number).code == 0
    assert filled("undo", number).code == 3
    assert filled("undo", "9999").code == 5


def test_log(filled):
    filled("case", "edit", "1/2026", "--set", "notes=una")
    filled("undo")
    found = json.loads(filled("log", "--json", "--limit", "2").out)["operations"]
    keys = ["operation", "at", "operator", "kind", "subject", "title", "reason", "undoes", "in_force"]
    assert [list(one) for one in found] == [keys, keys]
    assert [(one["kind"], one["in_force"]) for one in found] == [("undo", True), ("case.edit", False)]
    assert found[0]["undoes"] == found[1]["operation"]
    of_case = json.loads(filled("log", "--json", "--case", "2026/1").out)["operations"]
    assert [one["kind"] for one in of_case] == ["undo", "case.edit", "import"]
    assert "Undone: Changes to case 2026/0001" in filled("log").out
    assert filled("log", "--case", "2026/77").code == 5


def test_demo_makes_the_same_archive_again_and_replaces_none(cli, home):
    line = ["demo", "--size", "100", "--seed", "3", "--no-open", "--on", "2026-11-22", "--json"]
    first = json.loads(cli(*line, "--store", home / "a.minori").out)
    second = json.loads(cli(*line, "--store", home / "b.minori").out)
    assert list(first) == ["store", "size", "seed", "today", "counts", "planted"]
    assert {**first, "store": ""} == {**second, "store": ""}
    assert first["today"] == "2026-11-22"
    again = cli(*line, "--store", home / "a.minori")
    assert (again.code, again.out) == (4, "")
    assert "There already is an archive" in again.err


def test_demo_opens_the_screens_on_a_terminal_only(cli, home, monkeypatch):
    opened = []

    def screens(store, case):
        opened.append((store, case))
        return 0

    assert cli("demo", "--size", "100", screens=screens).code == 0
    monkeypatch.setattr(render, "on_terminal", lambda: True)
    for number, extra in enumerate((["--no-open"], ["--json"], [])):
        assert cli("demo", "--size", "100", "--store", home / f"{number}.minori", *extra, screens=screens).code == 0
    assert opened == [(str(home / "2.minori"), "")]


@pytest.mark.parametrize("size", ["0", "-5", "boh", "1e9", "99999999"])
def test_demo_of_no_such_size(cli, home, size):
    assert cli("demo", f"--size={size}", "--no-open").code == 2
    assert not (home / "data" / "dimostrazione.minori").exists()


def test_open_needs_a_terminal(filled, monkeypatch):
    assert filled("open", "1/2026").code == 2
    opened = []
    monkeypatch.setattr(render, "on_terminal", lambda: True)
    filled("--lang", "it", "open", "1/2026", "--store", "x", screens=lambda *where: opened.append(where) or 0)
    assert opened == [("x", "1/2026")]


def test_keys(cli):
    assert "Ctrl+Q" in cli("keys").out
    found = json.loads(cli("keys", "--json").out)["commands"]
    assert list(found[0]) == ["id", "keys", "label", "help", "group", "dangerous"]
    assert cli("keys", "--markdown", "--lang", "it").out.startswith("| Ovunque | |\n|---|---|\n| `F1` `?` |")


def test_config_shows_settings_and_places(cli, home):
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('theme = "notte"\n[operator]\ncode = "ab"\nname = "A. B."\n')
    found = json.loads(cli("config", "--json").out)
    assert list(found) == ["file", "language", "theme", "operator_code", "operator_name", "backup_folder", "store", "demo_store",
                           "data_folder", "config_folder", "state_folder", "problems"]
    assert (found["theme"], found["operator_code"], found["problems"]) == ("notte", "prova", [])
    assert found["store"] == str(home / "data" / "archivio.minori")
    assert "notte" in cli("config").out


def test_settings_that_cannot_be_used_are_told_with_file_and_key(cli, home):
    (home / "config").mkdir(parents=True)
    file = home / "config" / "config.toml"
    file.write_text('language = "fr"\ncolour = "x"\n')
    found = cli("config", "--json")
    assert found.code == 2
    assert [p["key"] for p in json.loads(found.out)["problems"]] == ["language", "colour"]
    assert f"Settings {file}, language: The language is one of: it, en" in found.err
    assert cli("keys").code == 0


def test_the_operator_of_the_settings_signs_the_work(filled, home, monkeypatch):
    monkeypatch.delenv("MINORI_OPERATOR")
    (home / "config" / "config.toml").write_text('[operator]\ncode = "ab"\nname = "Ada Bini"\n')
    filled("case", "edit", "1/2026", "--set", "notes=x")
    assert json.loads(filled("log", "--json").out)["operations"][0]["operator"] == "Ada Bini"


def test_the_language_of_the_settings(cli, home, monkeypatch):
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('language = "it"\n')
    assert "Usage:" in cli("--help").out
    monkeypatch.delenv("MINORI_LANG")
    assert "Uso:" in cli("--help").out
    assert "Usage:" in cli("--help", "--lang", "en").out


def findings(cli, *line):
    return {f["code"]: f for f in json.loads(cli("doctor", "--json", *line).out)["findings"]}


def test_doctor(filled, home):
    found = findings(filled)
    assert all(list(f) == ["code", "value", "ok", "message"] for f in found.values())
    assert all(bool(f["message"]) is not f["ok"] for f in found.values())
    assert found["sqlcipher"]["ok"]
    assert (found["store"]["ok"], found["permissions"]["value"]) == (True, "-rw-------")
    assert "What may not work" in filled("doctor").out


def test_doctor_opens_and_makes_nothing(cli, home):
    found = findings(cli)
    assert not found["store"]["ok"]
    assert found["permissions"]["value"] == ""
    assert not home.exists()


@pytest.mark.parametrize(("term", "ok"), [("dumb", False), ("", False), ("linux", False), ("xterm", False),
                                          ("xterm-256color", True)])
def test_doctor_knows_terminals(cli, monkeypatch, term, ok):
    monkeypatch.setenv("TERM", term)
    assert findings(cli)["term"]["ok"] is ok


@pytest.mark.parametrize(("name", "value", "code"), [("NO_COLOR", "1", "no_color"), ("TMUX", "x", "multiplexer"),
                                                     ("STY", "x", "multiplexer")])
def test_doctor_reads_the_environment(cli, monkeypatch, name, value, code):
    assert findings(cli)[code]["ok"]
    monkeypatch.setenv(name, value)
    assert not findings(cli)[code]["ok"]


@pytest.mark.parametrize(("columns", "lines", "ok"), [("79", "24", False), ("80", "23", False), ("80", "24", True)])
def test_doctor_measures_the_window(cli, monkeypatch, columns, lines, ok):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    assert findings(cli)["size"]["ok"] is ok


def test_doctor_sees_who_else_may_read(filled, home):
    (home / "data" / "archivio.minori").chmod(0o644)
    assert "chmod 600" in findings(filled)["permissions"]["message"]


def test_doctor_without_a_cipher_a_library_room_or_a_local_disk(cli, monkeypatch):
    monkeypatch.setattr("minori_tui.data.driver.module", None)
    monkeypatch.setattr("minori_tui.data.driver.file_system", lambda _path: "nfs4")
    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))
    monkeypatch.setattr(doctor, "ROOM", 1 << 60)
    monkeypatch.setattr(doctor.os, "access", lambda *_a: False)
    found = findings(cli, "--lang", "it")
    troubled = ("sqlcipher", "library.no-such-library", "free", "file_system", "writable")
    assert [code for code in troubled if found[code]["ok"]] == []


def test_a_bar_only_where_somebody_sees_it(capsys, monkeypatch):
    monkeypatch.setattr("minori_tui.cli.progress.PATIENCE", 0.0)
    with progress("Working") as told:
        told(1, 2)
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal_after_a_while(capsys, monkeypatch):
    import threading

    from minori_tui.cli import progress as module

    class Now(threading.Thread):
        def __init__(self, _seconds, action):
            super().__init__(target=action)

        def start(self):
            self.run()

        def cancel(self):
            pass

    monkeypatch.setattr(module.threading, "Timer", Now)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress("Working") as told:
        told(1, 2)
        told(2, 2)
    assert "Working" in capsys.readouterr().err


def test_compact_mends_a_lookup_that_is_wanting(filled, home):
    from minori_tui import paths
    from minori_tui.data.store import open_store

    broken = open_store(home / "data" / "archivio.minori", paths.config_folder())
    connection = broken.connect()
    connection.execute("DELETE FROM lookup_case")
    connection.close()
    broken.close()
    found = filled("store", "check")
    assert (found.code, "minori store compact" in found.err) == (4, True)
    done = json.loads(filled("store", "compact", "--json").out)
    assert (done["cases"], set(done)) == (3, {"cases", "before", "after"})
    assert filled("store", "check").code == 0
    assert filled("store", "compact").out.startswith("3 cases in the lookup; ")
