"""Drafts: one an operator, form and subject; no part of the journal; encrypted; there after a program was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from minori_tui.data.store import open_store
from minori_tui.services import drafts, journal

TYPED = {"text": "La madre riferisce…", "kind": "Colloquio"}


def test_kept_replaced_and_forgotten(context, colleague):
    assert drafts.load(context, "event.new", "2026/0001") is None
    drafts.save(context, "event.new", "2026/0001", {"text": "La"}, {})
    drafts.save(context, "event.new", "2026/0001", TYPED, {"text": ""})
    drafts.save(colleague, "event.new", "2026/0001", {"text": "altro"}, {})
    drafts.save(context, "event.new", "2026/0002", {"text": "un altro"}, {})
    kept = drafts.load(context, "event.new", "2026/0001")
    assert (kept.values, kept.stored, kept.saved_at) == (TYPED, {"text": ""}, "2026-03-02T12:00:00.000Z")
    drafts.discard(context, "event.new", "2026/0001")
    assert drafts.load(context, "event.new", "2026/0001") is None
    assert drafts.load(colleague, "event.new", "2026/0001").values == {"text": "altro"}
    assert drafts.load(context, "event.new", "2026/0002").values == {"text": "un altro"}


def test_not_in_the_journal_and_not_readable_on_the_disk(context, store):
    drafts.save(context, "event.new", "2026/0001", {"text": "parola segretissima"}, {})
    assert journal.log(context) == []
    for end in ("", "-wal"):
        file = store.path.with_name(store.path.name + end)
        assert b"segretissima" not in (file.read_bytes() if file.exists() else b"")


KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from minori_tui.data.store import open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.services import drafts
from minori_tui.services.context import Actor, Context
context = Context(open_store(Path(sys.argv[1]), Path(sys.argv[2])), Actor("anna"), FixedClock(datetime(2026, 3, 2, 12)))
number = 0
while True:
    number += 1
    drafts.save(context, "event.new", "2026/0001", {"text": "x" * number}, {})
    print(number, flush=True)
"""


def test_what_was_written_is_there_after_the_program_was_killed(context, store, tmp_path):
    program = subprocess.Popen([sys.executable, "-c", KILLED, str(store.path), str(tmp_path / "config")], stdout=subprocess.PIPE)
    said = [int(program.stdout.readline()) for _line in range(20)]
    os.kill(program.pid, signal.SIGKILL)
    rest = program.stdout.read().split()
    assert program.wait(30) == -signal.SIGKILL
    known = int(rest[-1]) if rest else said[-1]
    again = open_store(store.path, tmp_path / "config")
    with again.read() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    again.close()
    assert len(drafts.load(context, "event.new", "2026/0001").values["text"]) in (known, known + 1)
