"""What each way in loads, in processes of their own: the screens never pay for the commands, nor the commands for the screens.

Pydantic is not looked for behind the command line: Typer itself reads its parameters with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCREENS = ("textual",)
STORE = ("sqlalchemy", "sqlmodel", "sqlcipher3", "python_calamine", "xlsxwriter")
WRITING = ("sqlalchemy", "sqlmodel")
PROBE = """
import json, sys
from minori_tui.{module} import {name}
code = {call}
loaded = sorted({{m.partition('.')[0] for m in sys.modules}})
print('\\n' + json.dumps([code, loaded]))
"""


def loaded(home: Path, call: str, *, module: str = "cli.main", name: str = "run", **environment: str) -> tuple[int, set[str]]:
    """The exit code of a call and the packages that were loaded at its end."""
    import json

    env = {k: v for k, v in os.environ.items() if not k.startswith(("MINORI", "COV"))}
    env |= {"MINORI_HOME": str(home), "MINORI_LANG": "en", **environment}
    program = PROBE.format(module=module, name=name, call=call)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, check=False, capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == 0, done.stderr
    code, names = json.loads(done.stdout.splitlines()[-1])
    return code, set(names)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a store of two cases and a lawyer."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "cases.csv").write_text("file_number;surname;given_name;birth_date;comune;opened_on\n"
                                      "2026/0001;Rossi;Sara;2015-03-04;Clusone;2024-01-10\n", "utf-8")
    (folder / "lawyers.csv").write_text("surname;given_name;email\nFerri;Ada;ada@studio.example\n", "utf-8")
    for file, more in (("cases.csv", ""), ("lawyers.csv", ", '--kind', 'lawyers', '--roster', '2025-2027'")):
        code, names = loaded(folder, f"run(['import', {str(folder / file)!r}{more}])")
        assert code == 0
        assert names.isdisjoint(SCREENS)
    return folder


@pytest.mark.parametrize("line", [[], ["--help"], ["--version"], ["case", "--help"], ["import", "--help"], ["find", "--help"],
                                  ["case", "new", "--help"], ["keys"], ["boh"]], ids=" ".join)
def test_help_version_and_keys_load_neither_screens_nor_store(tmp_path, line):
    code, names = loaded(tmp_path, f"run({line!r})")
    assert code in (0, 2)
    assert names.isdisjoint(SCREENS + STORE)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_loads_neither_screens_nor_store(tmp_path, shell):
    code, names = loaded(tmp_path, "run([])", _MINORI_COMPLETE=f"complete_{shell}", COMP_WORDS="minori ca", COMP_CWORD="1",
                         _TYPER_COMPLETE_ARGS="minori ca", _TYPER_COMPLETE_FISH_ACTION="get-args")
    assert code == 0
    assert names.isdisjoint(SCREENS + STORE)


@pytest.mark.parametrize("line", [
    ["find", "rossi", "--why"], ["find", "rossi", "--json"], ["case", "show", "2026/1"], ["case", "history", "2026/1"],
    ["event", "list", "2026/1"], ["log"], ["lawyer", "list"], ["lawyer", "show", "ferri"], ["roster", "list"],
    ["roster", "show", "2025-2027"], ["import", "list"], ["store", "info"], ["store", "check"], ["config"], ["doctor"],
    ["timeline", "2026/1"], ["timeline", "2026/1", "--format", "svg"], ["export", "lawyers"]], ids=" ".join)
def test_what_only_reads_does_not_load_what_writing_needs(home, line):
    code, names = loaded(home, f"run({line!r})")
    assert code == 0
    assert names.isdisjoint(SCREENS + WRITING)


@pytest.mark.parametrize("line", [
    ["case", "edit", "2026/1", "--set", "notes=x"], ["undo"], ["redo"], ["import", "template", "cases"], ["store", "backup"],
    ["demo", "--size", "100", "--no-open"]], ids=" ".join)
def test_no_command_loads_the_screens(home, line):
    code, names = loaded(home, f"run({line!r})")
    assert code == 0
    assert names.isdisjoint(SCREENS)


def test_the_overview_without_a_terminal_loads_neither_screens_nor_commands(home):
    code, names = loaded(home, "screens(None)", module="start", name="screens")
    assert code == 0
    assert names.isdisjoint((*SCREENS, *WRITING, "pydantic", "typer"))


@pytest.mark.parametrize("room", ["domain", "data", "services", "transfer"])
def test_rooms_below_the_screens_know_no_front_end(tmp_path, room):
    modules = [".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
               for p in sorted((ROOT / "minori_tui" / room).rglob("*.py")) if "migrations" not in p.parts]
    call = f"[__import__('importlib').import_module(m) for m in {modules!r}] and 0"
    code, names = loaded(tmp_path, call, module=room, name="__doc__")
    assert code == 0
    assert names.isdisjoint(("textual", "rich", "typer"))
