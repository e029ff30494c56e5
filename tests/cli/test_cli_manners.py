"""Exit codes, languages, errors and help: what holds for every command."""

from __future__ import annotations

import errno
import json
import re
import sys

import pytest
import typer
from typer.main import get_command

from minori_tui import __version__, i18n
from minori_tui.cli import exits, main, render
from minori_tui.cli.main import app, run
from minori_tui.domain.errors import InvalidFields, MinoriError, StoreTrouble
from minori_tui.wiring import open_context


def commands(group=None, path=()):
    """Every command with the words that reach it."""
    group = group or get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield (*path, name), command
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = list(commands())
STORELESS = {("demo",), ("open",), ("keys",), ("config",), ("doctor",), ("import", "template"), ("import", "files"),
             ("store", "restore")}
LINES = {
    ("find",): ["x"], ("case", "show"): ["1/2026"], ("case", "new"): ["--set", "surname=A"],
    ("case", "edit"): ["1/2026", "--set", "notes=x"],
    ("case", "assign"): ["1/2026", "--set", "operator=x"], ("case", "close"): ["1/2026", "--set", "closing_reason=1"],
    ("case", "reopen"): ["1/2026"], ("case", "history"): ["1/2026"], ("event", "add"): ["1/2026", "--set", "text=x"],
    ("event", "list"): ["1/2026"], ("event", "correct"): ["1", "--set", "text=x"], ("roster", "show"): ["2025-2027"],
    ("lawyer", "show"): ["1"], ("export",): ["cases"], ("timeline",): ["1/2026"],
    ("report",): ["1/2026"], ("case", "family"): ["1/2026"], ("case", "relative"): ["1/2026", "--set", "kind=mother"],
    ("case", "home"): ["1/2026", "--set", "household=x"],
    ("intervention", "list"): ["1/2026"],
    ("intervention", "add"): ["1/2026", "--set", "kind=ADM"], ("intervention", "start"): ["1"], ("intervention", "resume"): ["1"],
    **{("order", *words): ["1/2026", "--set", "kind=inquiry"] for words in (("add",), ("role", "add"), ("hearing", "add"))},
    **{("order", *words): ["1/2026"] for words in (("role", "list"), ("hearing", "list"))},
    **{("order", *words): ["1", "--set", "text=x"] for words in (("edit",), ("role", "edit"), ("hearing", "edit"),
                                                                 ("authority", "edit"))},
    **{("order", *words): ["1"] for words in (("show",), ("end",), ("role", "end"))},
    ("order", "authority", "add"): ["--set", "name=x"],
    **{("due", word): ["1/2026", "AGE-18"] for word in ("why", "done", "reschedule", "court", "waive")},
    ("rules", "export"): ["-"], ("rules", "apply"): ["-"],
    **{("intervention", word): ["1", "--set", "notes=x"] for word in ("edit", "end", "pause", "move", "hours", "contact")},
}


@pytest.mark.parametrize("path", [p for p, c in ALL if not hasattr(c, "commands") and p not in STORELESS], ids=" ".join)
def test_without_a_store_every_command_says_so_and_makes_none(cli, home, path):
    found = cli(*path, *LINES.get(path, []))
    assert found.code == exits.STORE
    assert "There is no archive at" in found.err
    assert found.out == ""
    assert not home.exists()


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("path", "command"), [((), get_command(app)), *ALL],
                         ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_help_in_both_languages(cli, home, path, command, language):
    found = cli(*path, "--help", "--lang", language)
    assert found.code == 0
    assert found.err == ""
    words = {"it": ("Uso:", "Opzioni:", "Mostra questo aiuto."), "en": ("Usage:", "Options:", "Show this message and exit.")}
    assert all(word in found.out for word in words[language])
    assert all(len(line) <= 80 for line in found.out.splitlines())
    assert not home.exists()


def test_every_word_of_the_help_is_translated():
    i18n.set_language("it")
    try:
        texts = [(path, command.help) for path, command in ALL]
        texts += [(path, param.help) for path, command in ALL for param in command.params if param.name != "help"]
        assert [(path, text) for path, text in texts if not text] == []
        same = {text for _path, text in texts if i18n._(text) == text}
    finally:
        i18n.set_language("en")
    assert same <= {"people, cases, orders, interventions, events, lawyers, facilities", "utf-8, windows-1252 …"}


def test_no_option_of_a_command_takes_the_place_of_a_general_one():
    opts = {opt for _path, command in ALL for param in command.params for opt in param.opts}
    assert opts & set(main.GENERAL) == set()


def test_every_command_stands_in_the_help(cli):
    listed = cli("--help").out
    assert all(re.search(rf"^  {path[0]} ", listed, re.MULTILINE) for path, _command in ALL)


@pytest.mark.parametrize("line", [[], ["--lang", "en"]])
def test_no_command_prints_the_help(cli, line):
    found = cli(*line)
    assert found.code == 0
    assert found.out.startswith("Usage: minori")


def test_version(cli):
    assert cli("--version") == (0, f"minori {__version__}\n", "")


@pytest.mark.parametrize(("line", "sentence"), [
    (["nothing"], "Name one of the commands: open, demo, import"),
    (["case"], "Name one of the commands: show, new, edit"),
    (["case", "show"], "CASE is missing"),
    (["case", "show", "1", "2"], "There is an argument too many"),
    (["find", "x", "--limt", "3"], "There is no option --limt (--limit)"),
    (["find", "x", "--limit", "many"], "--limit: this value cannot be used (N)"),
    (["find", "x", "--limit"], "--limit needs a value"),
    (["find", "x", "--limit", "-1"], "--limit: this value cannot be used"),
    (["import", "x", "--on-error", "maybe"], "--on-error: this value cannot be used (reject|abort)"),
    (["import"], "Name one of the commands"),
    (["--lang", "fr", "find", "x"], "The language is one of: it, en"),
    (["find", "x", "--on", "31/02/2026"], "--on: "),
])
def test_wrong_usage_is_a_sentence_and_2(cli, home, line, sentence):
    found = cli(*line)
    assert found.code == exits.INVALID
    assert sentence in found.err
    assert found.out == ""
    assert not home.exists()


def test_wrong_usage_in_italian(cli):
    assert "Errore: manca CASE" in cli("case", "show", "--lang", "it").err


def test_general_options_stand_anywhere(filled, home):
    store = home / "data" / "archivio.minori"
    lines = [["--store", store, "find", "luca"], ["find", "--store", store, "luca"], ["find", "luca", f"--store={store}"]]
    assert [filled(*line).code for line in lines] == [0, 0, 0]
    assert "Rossi Luca" in filled("find", "luca", "--lang=it").out


def test_what_follows_two_dashes_is_no_option(filled):
    assert filled("find", "--", "--store").code == 0


def test_the_store_may_be_named_by_the_environment(filled, monkeypatch, tmp_path):
    monkeypatch.setenv("MINORI_STORE", str(tmp_path / "none.minori"))
    found = filled("find", "luca")
    assert found.code == exits.STORE
    assert "none.minori" in found.err


def test_the_day_that_counts_as_today(filled):
    ages = [json.loads(filled("case", "show", "2/2026", "--json", "--on", day).out)["age"] for day in
            ("2026-05-03", "4/5/2026", "4 maggio 2027")]
    assert ages == [9, 10, 11]


@pytest.mark.parametrize(("error", "code", "sentence"), [
    (StoreTrouble("The disk is full. Nothing was changed: free some space and try again."), 4, "The disk is full."),
    (InvalidFields([]), 2, "Nothing was done."),
    (MinoriError("{a} is odd", a="[/b]\x1b[31m"), 70, "[/b]␛[31m is odd"),
    (KeyboardInterrupt(), 130, "Stopped. Nothing was left half done."),
    (FileNotFoundError(errno.ENOENT, "No such file", "x.csv"), 2, "x.csv cannot be used: No such file"),
    (OSError(errno.ENOSPC, "No space left", "x.csv"), 4, "x.csv cannot be used: No space left"),
])
def test_errors_become_sentences(home, capsys, error, code, sentence):
    assert exits.report(error) == code
    err = capsys.readouterr().err
    assert sentence in err
    assert "\x1b" not in err


def test_an_internal_error_tells_nothing_but_a_reference(filled, home, monkeypatch):
    def explode(*_args):
        raise RuntimeError("Rossi Luca, RSSLCU16E04H615X")

    monkeypatch.setattr("minori_tui.services.lookup.find", explode)
    found = filled("find", "luca")
    assert found.code == exits.INTERNAL
    reference = re.search(r"Internal error ([0-9A-F]{8})\. Your saved data is intact\.", found.err)
    assert reference
    assert "Rossi" not in found.err + found.out
    log = (home / "state" / "minori.log").read_text("utf-8")
    assert reference[1] in log
    assert "Rossi" not in log
    assert "RuntimeError" in log


def test_a_log_that_cannot_be_written_hides_nothing(home, capsys, monkeypatch):
    home.mkdir()
    (home / "state").write_text("a file in the place of the folder")
    assert exits.report(ValueError("x")) == exits.INTERNAL
    assert "Internal error" in capsys.readouterr().err


def test_ctrl_c_is_130_and_leaves_nothing_half_done(filled, monkeypatch):
    def stop(*_args, **_more):
        raise KeyboardInterrupt

    before = filled("log", "--json").out
    with monkeypatch.context() as patch:
        patch.setattr("minori_tui.data.lookup_index.refresh_cases", stop)
        found = filled("case", "close", "1/2026", "--set", "closing_reason=1")
    assert found.code == exits.STOPPED
    assert "Stopped" in found.err
    assert filled("log", "--json").out == before


def test_typer_leaving_early_is_stopped(home, capsys, monkeypatch):
    def leave(*_args, **_more):
        raise typer.Abort

    monkeypatch.setattr(main, "get_command", lambda _app: type("C", (), {"main": leave})())
    assert run(["keys"]) == exits.STOPPED


def test_who_stops_reading_is_no_error(filled, monkeypatch):
    class Closed:
        encoding = "utf-8"

        def write(self, _text):
            raise BrokenPipeError

        def flush(self):
            raise BrokenPipeError

        def isatty(self):
            return False

    monkeypatch.setattr(sys, "stdout", Closed())
    assert run(["find", "rossi"]) == 0
    monkeypatch.setattr(sys, "stdout", Closed())
    render.flush()
    assert sys.stdout.name == "/dev/null" if sys.platform != "win32" else True


def test_completion_answers_and_ends(cli, monkeypatch):
    monkeypatch.setenv("_MINORI_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "minori ca")
    monkeypatch.setenv("COMP_CWORD", "1")
    found = cli()
    assert found.code == 0
    assert found.out.split() == ["case"]


@pytest.mark.parametrize("line", [
    ["find", "sara", "--why"], ["case", "show", "1/2026"], ["case", "history", "1/2026"], ["log"], ["find", "sara", "--json"]])
@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_names_are_harmless(filled, monkeypatch, line, terminal):
    evil = "Bia\x1b[31m\u202enchi[/b]"
    context = open_context()
    with context.unit("import", evil) as unit:  # what no door of the program lets in
        unit.run("UPDATE person SET surname = ?, version = version + 1, op_id = ? WHERE given_name = 'Sara'", (evil, unit.op_id))
        unit.touched_cases.add(1)
    context.store.close()
    monkeypatch.setattr(render, "on_terminal", lambda: terminal)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "dumb")
    found = filled(*line)
    assert found.code == 0
    assert "\x1b" not in found.out + found.err
    assert "\u202e" not in found.out + found.err
    assert "[/b]" in found.out
