"""Every sentence of the program has its Italian, with the same facts in it."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2] / "minori_tui"
RAISED = {"StoreTrouble", "Refused", "Conflict", "NotFound", "InvalidInput", "FieldProblem", "SettingProblem", "Note", "Reason"}
"""What carries a message id as a bare text: marked with ``N_`` or not, it is translated when it is shown."""


def messages() -> list:
    found = []
    for file in sorted((ROOT / "locale" / "it").glob("*.po")):
        with file.open("rb") as stream:
            found += [m for m in read_po(stream, locale="it") if m.id]
    return found


def ids(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in ("_", "N_", "n_"):
            yield from texts[:1]
        elif name in RAISED:
            yield from (text for text in texts if " " in text)


@pytest.mark.parametrize("room", ["cli", "commands", "data", "domain", "screens", "services", "transfer", "widgets", "."])
def test_every_message_has_its_italian(room):
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in messages() if m.string and all(
        [m.string] if isinstance(m.string, str) else m.string)}
    files = ROOT.glob("*.py") if room == "." else (ROOT / room).rglob("*.py")
    said = ((file.name, text) for file in files for text in ids(ast.parse(file.read_text("utf-8"))))
    missing = {(name, text) for name, text in said if text and text not in known}
    assert missing == set()


def facts(text: str) -> set[str]:
    return {name.partition(".")[0] for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_the_italian_has_the_same_facts():
    wrong = []
    for message in messages():
        if isinstance(message.id, str):
            pairs = [(message.id, message.string, set())]
        else:  # «con un'altra persona» says its number in words
            pairs = [(message.id[i and 1], text, {"count"} if i == 0 else set()) for i, text in enumerate(message.string)]
        wrong += [(english, italian) for english, italian, free in pairs
                  if "{" in english + italian and facts(english) - free != facts(italian) - free]
    assert wrong == []
