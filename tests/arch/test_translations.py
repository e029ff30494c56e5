"""Every message the program can show has its Italian: the source is read, not run."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2] / "minori_tui"
MARKS = {"_", "N_", "n_"}
"""Functions of ``i18n`` whose first words are message ids."""
ERRORS = {"MinoriError", "InvalidInput", "Refused", "Conflict", "StoreTrouble", "NotFound", "Reason"}
"""What carries its message id as the first argument."""


def catalogue() -> dict[str, list[str]]:
    """The Italian of every message id, from all files of words; a plural has two."""
    words: dict[str, list[str]] = {}
    for path in sorted((ROOT / "locale" / "it").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                ids = [message.id] if isinstance(message.id, str) else list(message.id)
                texts = [message.string] if isinstance(message.string, str) else list(message.string)
                if ids[0]:
                    for id_ in ids:
                        words.setdefault(id_, []).extend(texts)
    return words


def _texts(node: ast.expr) -> Iterator[str]:
    """The words an expression may be: a text, or one of two chosen by a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Call):
        yield from _ids(node)


def _ids(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    wanted: list[ast.expr] = []
    if name in MARKS:
        wanted = call.args[:2] if name == "n_" else call.args[:1]
    elif name in ERRORS:
        wanted = call.args[:1]
    elif name == "FieldProblem":
        wanted = call.args[2:3] + [k.value for k in call.keywords if k.arg == "message"]
    for node in wanted:
        yield from _texts(node)


def message_ids(path: Path) -> set[str]:
    """The message ids of one module."""
    tree = ast.parse(path.read_text("utf-8"))
    return {text for node in ast.walk(tree) if isinstance(node, ast.Call) for text in _ids(node) if text.strip()}


ROOMS = sorted({p.relative_to(ROOT).parts[0] for p in ROOT.rglob("*.py")})


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_has_its_italian(room):
    known = catalogue()
    paths = [ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py"))
    missing = {text: path.name for path in paths for text in message_ids(path) if not any(known.get(text, ()))}
    assert missing == {}


def _fields(text: str) -> set[str]:
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_the_italian_has_the_same_facts():
    """A translation that names another fact would raise when it is shown. A plural may leave its number out."""
    wrong = {id_: texts for id_, texts in catalogue().items() for text in texts if _fields(text) - _fields(id_)}
    assert wrong == {}


def test_the_reader_of_the_source_sees_messages():
    seen = message_ids(ROOT / "screens" / "cases.py")
    assert {"No case is selected", "{count} found"} <= seen
