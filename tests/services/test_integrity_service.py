"""The list of data quality: every count equals the list it opens, on the day that counts as today."""

from __future__ import annotations

import pytest

from minori_tui.domain.errors import InvalidInput, NotFound
from minori_tui.domain.integrity import CHECKS
from minori_tui.services import integrity, interventions, journal
from minori_tui.services.cases import new_case
from minori_tui.services.records import peek


@pytest.fixture
def two(context, child):
    """Luca with an overlap and a gap, Marta with an overlap; Zeno has nothing."""
    luca = new_case(context, child)
    marta = new_case(context, {**child, "given_name": "Marta"})
    new_case(context, {**child, "given_name": "Zeno"})
    for number, days in ((luca, (("01/01/2024", "01/02/2024"), ("20/01/2024", "01/03/2024"), ("01/05/2024", "01/06/2024"))),
                         (marta, (("01/01/2024", "01/02/2024"), ("20/01/2024", "01/03/2024")))):
        for start, end in days:
            interventions.add(context, number, {"kind": "AFF", "started_on": start, "ended_on": end})
    return luca, marta


def results(context, **asked):
    return {r.code: (r.count, r.cases) for r in integrity.check(context, **asked) if r.count}


def test_counts_and_cases(context, two):
    luca, marta = two
    assert results(context) == {"PL-OVERLAP": (2, (luca, marta)), "PL-GAP": (1, (luca,))}
    assert [r.code for r in integrity.check(context)] == [c.code for c in CHECKS]
    assert integrity.counts(context) == {"PL-OVERLAP": 2, "PL-GAP": 1}
    assert results(context, rule="pl-gap") == {"PL-GAP": (1, (luca,))}
    assert results(context, case=marta) == {"PL-OVERLAP": (1, (marta,))}
    assert [r.count for r in integrity.check(context, "PL-GAP", marta)] == [0]


def test_a_count_equals_its_list_page_by_page(context, two):
    for code, count in integrity.counts(context).items():
        whole = integrity.findings(context, code, limit=100)
        assert len(whole) == count
        assert [one for n in range(count) for one in integrity.findings(context, code, limit=1, offset=n)] == whole
    found = integrity.findings(context, "PL-OVERLAP")[0]
    assert (found.file_number, found.surname, found.given_name, found.since) == (two[0], "Rossi", "Luca", "2024-01-20")
    assert found.reason[0].format(**found.reason[1]) == "AFF began on 2024-01-20, AFF ended only on 2024-02-01"
    case_id = peek(context, two[1]).case_id
    assert [f.file_number for f in integrity.findings(context, "PL-OVERLAP", case_id=case_id)] == [two[1]]


def test_a_finding_holds_from_its_day_on(context, child, later):
    number = new_case(context, {**child, "birth_date": "01/04/2008"})
    interventions.add(context, number, {"kind": "AFF", "started_on": "10/03/2025"})
    assert "PL-OVER-18" not in results(later(context, 2026, 3, 31))
    assert results(later(context, 2026, 4, 1))["PL-OVER-18"] == (1, (number,))
    case_id = peek(context, number).case_id
    assert "PL-OVER-18" not in [f.code for f in integrity.of_case(later(context, 2026, 3, 31), case_id)]
    assert "PL-OVER-18" in [f.code for f in integrity.of_case(later(context, 2026, 4, 1), case_id)]
    assert integrity.of_case(context, 999) == []


def test_what_is_mended_is_gone_and_comes_back_when_undone(context, two):
    luca, _ = two
    last = interventions.of_case(context, peek(context, luca).case_id)[0]
    interventions.edit(context, last, {"started_on": "01/03/2024"})
    assert "PL-GAP" not in results(context)
    journal.undo(context)
    assert "PL-GAP" in results(context)


def test_unknown_check_and_case(context):
    with pytest.raises(InvalidInput, match="no check"):
        integrity.check(context, "PL-BOH")
    with pytest.raises(NotFound):
        integrity.check(context, case="1999/0001")
