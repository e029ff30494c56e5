from __future__ import annotations

import ast
import re
from datetime import date, timedelta
from gettext import GNUTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minori_tui
from minori_tui.domain import caseload
from minori_tui.domain.caseload import (
    Assignment,
    Spell,
    check_assignment,
    check_close,
    check_open,
    check_reopen,
    check_spell,
    current,
    overlaps,
    status_on,
)

TODAY = date(2026, 11, 22)


def d(text: str) -> date:
    return date.fromisoformat(text)


CLOSED = (Spell(d("2020-01-10"), d("2021-06-30"), "4"),)
OPEN = (*CLOSED, Spell(d("2024-03-01")))


@pytest.mark.parametrize(("when", "status"), [
    ("2020-01-09", "closed"), ("2020-01-10", "open"), ("2021-06-29", "open"), ("2021-06-30", "closed"),
    ("2024-02-29", "closed"), ("2024-03-01", "open"), ("2030-01-01", "open"),
])
def test_status_on(when, status):
    assert status_on(OPEN, d(when)) == status


def test_current_spell():
    assert current(OPEN) == OPEN[1]
    assert current(CLOSED) is None


@pytest.mark.parametrize(("check", "spells", "when", "codes"), [
    (check_open, (), "2026-11-22", []), (check_open, (), "2026-11-23", ["in-the-future"]),
    (check_open, CLOSED, "2021-06-30", []), (check_open, CLOSED, "2021-06-29", ["spell-overlap"]),
    (check_open, CLOSED, "2019-01-01", ["spell-overlap"]), (check_open, OPEN, "2025-01-01", ["case-open"]),
    (check_reopen, CLOSED, "2022-01-01", []), (check_reopen, (), "2022-01-01", ["case-never-open"]),
    (check_reopen, OPEN, "2025-01-01", ["case-open"]), (check_reopen, CLOSED, "2026-12-01", ["in-the-future"]),
])
def test_opening(check, spells, when, codes):
    problems = check(spells, d(when), TODAY)
    assert [p.code for p in problems] == codes
    assert all(p.field == "opened_on" and p.value == when for p in problems)


@pytest.mark.parametrize(("spells", "when", "reason", "codes"), [
    (OPEN, "2026-11-22", "4", []), (OPEN, "2024-03-01", "9", []),
    (OPEN, "2024-02-29", "4", ["closed-before-opened"]), (OPEN, "2026-11-23", "4", ["in-the-future"]),
    (OPEN, "2026-11-22", None, ["reason-missing"]), (OPEN, "2026-11-22", "", ["reason-missing"]),
    (OPEN, "2024-02-29", None, ["closed-before-opened", "reason-missing"]),
    (CLOSED, "2026-11-22", "4", ["case-closed"]), ((), "2026-11-22", "4", ["case-closed"]),
])
def test_closing(spells, when, reason, codes):
    assert [p.code for p in check_close(spells, d(when), reason, TODAY)] == codes


def test_a_problem_names_the_day_it_is_about():
    (problem,) = check_close(OPEN, d("2024-01-01"), "4", TODAY)
    assert problem.message.format(**problem.facts) == "The case was opened on 2024-03-01: it cannot close before"


@pytest.mark.parametrize(("opened", "closed", "codes"), [
    ("2024-01-01", None, []), ("2024-01-01", "2024-01-01", []), ("2024-01-02", "2024-01-01", ["closed-before-opened"]),
    ("2027-01-01", None, ["in-the-future"]), ("2024-01-01", "2027-01-01", ["in-the-future"]),
])
def test_one_spell(opened, closed, codes):
    assert [p.code for p in check_spell(d(opened), closed and d(closed), TODAY)] == codes


@pytest.mark.parametrize(("role", "operator", "day", "codes"), [
    ("social_worker", "2", "2025-01-01", []),  # takes over from who holds it now
    ("social_worker", "1", "2025-01-01", ["already-assigned"]),
    ("social_worker", "2", "2024-05-31", ["assignment-overlap"]),  # the other began later
    ("psychologist", "2", "2025-01-01", []),
    ("educator", "2", "2024-04-30", ["assignment-overlap"]), ("educator", "2", "2024-05-01", []),  # held until that day
    ("psychologist", "2", "2024-02-28", ["before-opening"]),
])
def test_assignments(role, operator, day, codes):
    held = [Assignment("social_worker", "1", d("2024-06-01"), None, "Sara Neri"),
            Assignment("educator", "1", None, d("2024-05-01"), "Sara Neri")]
    assert [p.code for p in check_assignment(OPEN, held, role, operator, d(day))] == codes


def test_nobody_is_assigned_to_a_closed_case():
    closed = [Spell(d("2024-03-01"), d("2024-06-01"))]
    assert [p.code for p in check_assignment(closed, [], "educator", "1", d("2024-05-01"))] == ["case-closed"]


SOME_DAYS = st.integers(0, 30).map(lambda n: date(2026, 1, 1) + timedelta(n))
LENGTHS = st.one_of(st.none(), st.integers(1, 30))


@given(SOME_DAYS, LENGTHS, SOME_DAYS, LENGTHS)
def test_overlapping_is_sharing_a_day(a, a_days, b, b_days):
    def days(start, length):
        return {start + timedelta(n) for n in range(length if length is not None else 100)}

    def end(start, length):
        return None if length is None else start + timedelta(length)

    shared = bool(days(a, a_days) & days(b, b_days))
    assert overlaps(a, end(a, a_days), b, end(b, b_days)) is shared
    assert overlaps(b, end(b, b_days), a, end(a, a_days)) is shared


def test_the_sentences_have_their_italian():
    """Each sentence of these rules has its Italian, with the same facts in it."""
    tree = ast.parse(Path(caseload.__file__).read_text("utf-8"))
    documents = {ast.get_docstring(n, clean=False) for n in ast.walk(tree)
                 if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)}
    said = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value}
    said -= documents
    with (Path(minori_tui.__file__).parent / "locale" / "it" / "LC_MESSAGES" / "minori.mo").open("rb") as stream:
        italian = GNUTranslations(stream)
    assert len(said) > 8
    for message in said:
        words = italian.gettext(message)
        assert words != message
        assert sorted(re.findall(r"\{(\w+)\}", words)) == sorted(re.findall(r"\{(\w+)\}", message))
