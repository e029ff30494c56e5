"""The shape of the program: who may import whom, how long a file may be, who may touch the store."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "minori_tui"
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(path):
    """The absolute imports of a module that are not under ``if TYPE_CHECKING``."""
    skipped = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped |= {id(inner) for statement in node.body for inner in ast.walk(statement)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_import_contracts_hold():
    done = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()",
                           "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-2_000:]
    assert " 0 broken" in done.stdout


def test_files_are_short():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
    assert statistics.median(lengths.values()) <= 150


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_one_driver_only(path):
    found = set(imports(path))
    assert not any(name.split(".")[0] in ("sqlite3", "pysqlite3", "apsw") for name in found)
    if path != PACKAGE / "data" / "driver.py":
        assert not any(name.split(".")[0] == "sqlcipher3" for name in found)
    if PACKAGE / "data" not in path.parents:
        assert not any(name.split(".")[0] in ("sqlalchemy", "sqlmodel") for name in found)


QUERIES = sorted((PACKAGE / "data" / "queries").glob("*.py"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.name)
def test_reading_never_loads_what_writing_needs(path):
    writing = ("minori_tui.data.tables", "minori_tui.data.unit", "sqlmodel", "sqlalchemy")
    assert not any(name.startswith(writing) for name in imports(path))


READING = """import sys
from minori_tui import wiring
from minori_tui.services import cases, context, events, journal, lookup, maintenance, records
bad = [m for m in ("sqlmodel", "sqlalchemy", "pydantic", "typer") if m in sys.modules]
assert not bad, bad"""


def test_services_load_without_the_orm():
    done = subprocess.run([sys.executable, "-c", READING], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]


def test_every_text_of_a_migration_ends_in_a_known_number():
    names = sorted(p.name for p in (PACKAGE / "data" / "migrations").glob("*.sql"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
