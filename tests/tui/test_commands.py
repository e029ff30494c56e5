"""Declarations of commands: no clashes, all translated, footers that fit; the table and listing made from them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from minori_tui.commands import agenda_keys, keys, timeline_keys
from minori_tui.commands.registry import (
    MAX_FOOTER,
    MAX_LABEL,
    by_group,
    clashes,
    footer_entries,
    key_listing,
    key_name,
    key_table,
    with_keymap,
)
from minori_tui.i18n import _, language, set_language
from minori_tui.screens.case.pane import with_pane
from minori_tui.widgets.key_footer import KeyFooter

SETS = {
    "cases": (*keys.CASE_LIST, *keys.EVERYWHERE), "case": (*keys.ONE_CASE, *keys.EVERYWHERE),
    "form": (*keys.FORMS, *keys.EVERYWHERE), "dialog": keys.DIALOG,
    "agenda": (*agenda_keys.AGENDA, *keys.RECORDS, *keys.EVERYWHERE),
    "deadlines of a case": with_pane(agenda_keys.MARKS, (*keys.ONE_CASE, *keys.EVERYWHERE)),
    "timeline of a case": with_pane(timeline_keys.PANE, (*keys.ONE_CASE, *keys.EVERYWHERE)),
    "timelines": (*timeline_keys.PLACE, *keys.EVERYWHERE), "one thing of a timeline": (*timeline_keys.ITEM, *keys.DIALOG),
}
SAME = {"Agenda", "Zoom"}
"""Words that are the same in both languages."""
UNSAFE = {"f10", "f11", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}


@pytest.mark.parametrize("name", SETS)
def test_no_two_commands_of_a_screen_share_a_key(name):
    assert clashes(SETS[name]) == []


def test_a_clash_is_found():
    assert clashes([keys.CASE_NEW, keys.EVENT_NEW])[0] == ("f6", "case.new", "case.event")


def test_ids_are_unique_and_every_set_is_part_of_all():
    ids = [command.id for command in keys.ALL]
    assert len(ids) == len(set(ids))
    assert {c.id for commands in SETS.values() for c in commands} <= set(ids)


@pytest.mark.parametrize("command", keys.ALL, ids=lambda c: c.id)
def test_each_command_is_whole(command):
    assert command.help
    assert not command.keys or set(command.keys) - UNSAFE
    assert not any(key.startswith("alt+") for key in command.keys)
    set_language("it")
    assert _(command.help) != command.help, "no Italian"
    assert command.label in SAME or _(command.label) != command.label, "no Italian"


@pytest.mark.parametrize("wanted", ["it", "en"])
@pytest.mark.parametrize("name", SETS)
def test_footers_fit_eighty_columns(name, wanted):
    set_language(wanted)
    entries = footer_entries(SETS[name])
    assert 0 < len(entries) <= MAX_FOOTER
    assert all(len(entry.label) <= MAX_LABEL for entry in entries)
    footer = KeyFooter()
    footer._entries = entries
    assert sum(len(text) for text, _look in footer.pieces(80)) <= 80


@pytest.mark.parametrize(
    ("key", "long", "short"),
    [("ctrl+s", "Ctrl+S", "^S"), ("f12", "F12", "F12"), ("escape", "Esc", "Esc"), ("U", "U", "U"), ("full_stop", ".", "."),
     ("shift+tab", "Shift+Tab", "Shift+Tab"), ("f", "f", "f"), ("ctrl+home", "Ctrl+Home", "Ctrl+Home")],
)
def test_how_keys_are_written(key, long, short):
    assert key_name(key) == long
    assert key_name(key, short=True) == short


def test_the_operators_own_keys():
    changed = with_keymap(keys.ALL, {"list.sort": "o, ctrl+t", "nothing": "x", "list.peek": " "})
    by_id = {command.id: command.keys for command in changed}
    assert by_id["list.sort"] == ("o", "ctrl+t")
    assert by_id["list.peek"] == ("space",)


@pytest.mark.parametrize(("wanted", "word"), [("it", "Salva il modulo"), ("en", "Save the form")])
def test_the_table_of_the_readme(wanted, word):
    table = key_table(wanted)
    assert f"| `F8` `Ctrl+S` | {word} |" in table
    assert table.count("|---|---|") == len(by_group(keys.ALL))
    assert language() == "en"


def test_the_listing_says_everything():
    listing = key_listing(keys.ALL)
    assert len(listing) == len(keys.ALL)
    assert listing[0] == {"id": "app.help", "keys": ["F1", "?"], "label": "Help", "help": "Help of this screen",
                          "group": "Everywhere", "dangerous": False}


def test_the_declarations_load_no_textual():
    code = "import sys, minori_tui.commands.keys, minori_tui.commands.registry; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
