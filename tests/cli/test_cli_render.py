"""Tables, facts and JSON on the data channel."""

from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.cli import render
from minori_tui.screens import show

ROWS = [["2026/0001", "Rossi Anna Maria Giovanna Costanza", "04/05/2016", "Sant’Angelo Lodigiano", "Neri Paola", "22/11/2026",
         "open"]]
HEADERS = ["File", "Surname and name", "Born", "Municipality", "Worker", "Due", "Status"]


def printed(monkeypatch, action, encoding="utf-8"):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        action()
        stream.flush()
    return raw.getvalue().decode(encoding)


def test_a_narrow_terminal_folds_words_and_never_dates(monkeypatch):
    monkeypatch.setattr(render, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    text = printed(monkeypatch, lambda: render.table(HEADERS, ROWS))
    assert all(len(line.rstrip()) <= 80 for line in text.splitlines())
    assert all(word in text for word in ("2026/0001", "04/05/2016", "22/11/2026", "open"))
    assert "Rossi Anna Maria Giovanna Costanza" not in text


@pytest.mark.parametrize("terminal", [True, False])
def test_a_table_without_rows(monkeypatch, terminal):
    monkeypatch.setattr(render, "on_terminal", lambda: terminal)
    assert printed(monkeypatch, lambda: render.table(["A", "B"], [])) == "A  B\n"


def test_columns_count_cells_not_characters(monkeypatch):
    text = printed(monkeypatch, lambda: render.table(["N", "X"], [["王小明", 1], ["Rossi", 2]]))
    assert text == "N       X\n王小明  1\nRossi   2\n"


def test_facts_leave_out_what_is_not_known_and_keep_lines_under_their_label(monkeypatch):
    pairs = [("Name", "A"), ("Empty", None), ("Void", ""), ("Text", "uno\ndue"), ("Zero", 0)]
    text = printed(monkeypatch, lambda: render.facts(pairs))
    assert text == "Name  A\nText  uno\n      due\nZero  0\n"


@pytest.mark.parametrize(("iso", "shown"), [(None, ""), ("", ""), ("2026-11-22", "22/11/2026"),
                                            ("2026-11-22T18:40", "22/11/2026 18:40"),
                                            ("2026-11-22T18:40:12.123Z", "22/11/2026 18:40")])
def test_days(iso, shown):
    assert render.day(iso) == shown


@given(st.text())
def test_json_is_the_same_data_and_harmless(text):
    with pytest.MonkeyPatch.context() as patch:
        for encoding in ("utf-8", "ascii", "cp1252"):
            shown = printed(patch, lambda: render.record({"x": text}), encoding)
            assert json.loads(shown) == {"x": text}
            assert shown[:-1].isprintable()
            shown = printed(patch, lambda: render.document({"x": [text]}), encoding)
            assert json.loads(shown) == {"x": [text]}


@given(st.text())
def test_no_cell_can_do_anything_to_a_terminal(text):
    with pytest.MonkeyPatch.context() as patch:
        shown = printed(patch, lambda: render.table(["A"], [[text]]))
    assert shown.replace("\n", "").isprintable()
    assert shown.count("\n") == 2


def test_a_closed_channel_is_no_terminal(monkeypatch):
    stream = io.StringIO()
    stream.close()
    monkeypatch.setattr(sys, "stdout", stream)
    assert render.on_terminal() is False
    render.flush()


@pytest.mark.parametrize("written", [render.day, show.moment])
def test_an_hour_that_comes_twice_says_which(written):
    assert written("2026-10-25T02:30+01:00") == "25/10/2026 02:30 (+01:00)"
    assert written("2026-10-25T02:30") == "25/10/2026 02:30"
    assert written("2026-10-25") == "25/10/2026"
