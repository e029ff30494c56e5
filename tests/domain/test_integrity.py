"""The checks of a case: placements side by side against an oracle that looks at every day, and what the law asks, by tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain.facts import CaseFacts, HearingFacts, InterventionFacts, Mark, OrderFacts, RoleFacts
from minori_tui.domain.integrity import CHECK_OF, CHECKS, check_case, check_new, placements_in_order
from minori_tui.domain.moments import ROME

BORN = date(2015, 5, 4)
PAIRS = {"PL-OVERLAP", "PL-GAP", "PL-NEW-WHILE-OPEN"}
DAY_ONE = date(2020, 1, 1)
HORIZON = 500


def day(text):
    return date.fromisoformat(text) if text else None


def placed(number, kind="AFF", start=None, end=None, **more):
    return InterventionFacts(number, kind, started_on=day(start), ended_on=day(end), **more)


def case(*interventions, born=BORN, **more):
    return CaseFacts(1, "2026/0001", "Rossi", "Luca", born, interventions=tuple(interventions), **more)


def codes(facts, only=None):
    return [f.code for f in check_case(facts) if only is None or f.code in only]


# ---- consecutive placements

@pytest.mark.parametrize(("rows", "found"), [
    ((("2020-01-01", "2020-02-01"), ("2020-02-01", None)), []),  # moved within a day
    ((("2020-01-01", "2020-02-02"), ("2020-02-01", None)), ["PL-OVERLAP"]),
    ((("2020-01-01", "2020-01-31"), ("2020-02-01", None)), ["PL-GAP"]),
    ((("2020-01-01", None), ("2020-02-01", None)), ["PL-NEW-WHILE-OPEN"]),
    ((("2020-01-01", None), ("2020-02-01", "2020-03-01"), ("2020-03-02", None)), ["PL-NEW-WHILE-OPEN", "PL-GAP"]),
    ((("2020-01-01", "2020-06-01"), ("2020-02-01", "2020-03-01"), ("2020-04-01", None)), ["PL-OVERLAP", "PL-GAP"]),
    ((("2020-01-01", "2020-01-01"), ("2020-01-01", None)), []),  # a placement of no day touches the next
    ((("2020-01-01", "2020-03-01"), ("2020-02-01", "2020-02-01")), ["PL-OVERLAP"]),  # the next starts before this ends
    ((("2020-01-01", "2020-02-01"), (None, None)), []),  # the second is only planned
    ((), []),
    ((("2020-01-01", None),), []),
])
def test_pairs(rows, found):
    facts = case(*(placed(n, start=a, end=b, executive_on=BORN) for n, (a, b) in enumerate(rows, 1)))
    assert codes(facts, PAIRS) == found


def test_a_pair_names_both_and_holds_from_the_later_start():
    facts = case(placed(7, "COM", "2020-02-01"), placed(3, "AFF", "2020-01-01", "2020-02-11"))
    found = next(f for f in check_case(facts) if f.code == "PL-OVERLAP")
    assert (found.subject, found.subject_id, found.other_id, found.since) == ("intervention", 7, 3, date(2020, 2, 1))
    assert found.reason[0].format(**found.reason[1]) == "COM began on 2020-02-01, AFF ended only on 2020-02-11"


@pytest.mark.parametrize("kind", ["ADM", "IP", "SEMI", "IND", "MON", "PSI", "SAS", "PRO"])
def test_other_kinds_are_no_placements(kind):
    assert codes(case(placed(1, "AFF", "2020-01-01"), placed(2, kind, "2020-02-01")), PAIRS) == []


episode = st.tuples(st.integers(0, HORIZON - 60), st.one_of(st.none(), st.integers(1, 59)), st.sampled_from(["AFF", "COM"]))
episodes = st.lists(episode, max_size=6)


def by_day(rows):
    """What a patient reader finds with a calendar: for each placement and the next, the days of each ticked one by one."""
    ordered = sorted(rows, key=lambda r: (r[0], HORIZON * 2 if r[1] is None else r[0] + r[1]))
    told = []
    for (a_start, a_length, _), (b_start, b_length, _) in pairwise(ordered):
        a = [d for d in range(HORIZON * 2) if d >= a_start and (a_length is None or d - a_start < a_length)]
        b = [d for d in range(HORIZON * 2) if d >= b_start and (b_length is None or d - b_start < b_length)]
        between = [d for d in range(HORIZON * 2) if a[-1] < d < b[0]]
        if a_length is None:
            told.append(("PL-NEW-WHILE-OPEN", b_start))
        elif set(a) & set(b):
            told.append(("PL-OVERLAP", b_start))
        elif between:
            told.append(("PL-GAP", b_start))
    return sorted(told)


def facts_of(rows):
    return [InterventionFacts(n, kind, started_on=DAY_ONE + timedelta(start),
                              ended_on=None if length is None else DAY_ONE + timedelta(start + length))
            for n, (start, length, kind) in enumerate(rows, 1)]


@settings(max_examples=2_000, deadline=None)
@given(episodes)
def test_pairs_as_a_calendar_ticked_day_by_day(rows):
    found = [f for f in check_case(case(*facts_of(rows), born=None)) if f.code in PAIRS]
    assert sorted((f.code, (f.since - DAY_ONE).days) for f in found) == by_day(rows)
    assert len({(f.code, f.subject, f.subject_id, f.other_id) for f in found}) == len(found)


@settings(max_examples=2_000, deadline=None)
@given(episodes, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_written_does_not_matter(rows, chance):
    facts = facts_of(rows)
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert set(map(repr, check_case(case(*facts)))) == set(map(repr, check_case(case(*shuffled))))
    assert [i.started_on for i in placements_in_order(shuffled)] == sorted(i.started_on for i in facts)


@settings(max_examples=2_000, deadline=None)
@given(episodes, episode)
def test_a_form_is_warned_of_just_what_the_record_would_say(rows, new):
    """The pairs of the new one, and nothing else; written with the dates as text, as a form has them."""
    facts, (one,) = facts_of(rows), facts_of([new])
    one = replace(one, intervention_id=0)
    values = {"kind": one.kind, "started_on": one.started_on.isoformat(),
              "ended_on": one.ended_on.isoformat() if one.ended_on else None}
    told = check_new(case(*facts), values)
    after = [f for f in check_case(case(*facts, one)) if f.code in PAIRS and 0 in (f.subject_id, f.other_id)]
    assert [(p.code, p.facts) for p in told] == [(f.code, f.reason[1]) for f in after]
    assert all(p.warning and p.field == ("started_on" if f.subject_id == 0 else "ended_on")
               for p, f in zip(told, after, strict=True))


def test_a_form_about_one_that_is_there_is_compared_with_the_others_only():
    facts = case(placed(1, "AFF", "2020-01-01"), placed(2, "COM", "2020-02-01"))
    assert [p.code for p in check_new(facts, {"kind": "AFF", "started_on": date(2020, 1, 1),
                                              "ended_on": date(2020, 2, 1)}, 1)] == []
    assert [p.field for p in check_new(facts, {"kind": "AFF", "started_on": "2020-01-01"}, 1)] == ["ended_on"]


# ---- what the law asks

def test_ended_before_start_holds_whatever_the_day():
    found = check_case(case(placed(1, "ADM", "2020-02-01", "2020-01-01")))
    assert [(f.code, f.since) for f in found] == [("PL-ENDED-BEFORE-START", None)]


REASONS = {"why_not_home": True, "why_not_foster": True}


@pytest.mark.parametrize(("start", "more", "found"), [
    ("2021-05-03", {"family_type": False}, ["PL-UNDER-SIX"]),  # one day before the sixth birthday
    ("2021-05-04", {"family_type": False}, []),
    ("2021-05-03", {"family_type": True}, []),
    ("2021-05-03", {}, ["PL-HOME-TYPE-UNKNOWN"]),
    ("2021-05-03", {"family_type": False, "with_parent": True}, []),
    (None, {"family_type": False}, []),
])
def test_under_six(start, more, found):
    wanted = {"PL-UNDER-SIX", "PL-HOME-TYPE-UNKNOWN"}
    assert codes(case(placed(1, "COM", start, None, **REASONS, **more)), wanted) == found


def test_under_six_before_the_law_and_without_a_birth_date():
    old = placed(1, "COM", "2001-04-26", "2001-05-01", family_type=False)
    assert codes(case(old, born=date(2000, 1, 1)), {"PL-UNDER-SIX"}) == []
    assert codes(case(replace(old, started_on=date(2001, 4, 27)), born=date(2000, 1, 1)), {"PL-UNDER-SIX"}) == ["PL-UNDER-SIX"]
    assert codes(case(old, born=None), {"PL-UNDER-SIX"}) == []


@pytest.mark.parametrize(("start", "more", "found"), [
    ("2023-03-01", {}, ["PL-NO-REASONS"]), ("2023-02-28", {}, []), ("2023-03-01", REASONS, []),
    ("2023-03-01", {"why_not_home": True}, ["PL-NO-REASONS"]), ("2023-03-01", {"why_not_foster": True}, ["PL-NO-REASONS"]),
])
def test_reasons_of_a_home(start, more, found):
    assert codes(case(placed(1, "COM", start, **more)), {"PL-NO-REASONS"}) == found


@pytest.mark.parametrize(("placement", "others", "orders", "since"), [
    (("2020-01-01", None), (), (), "2033-05-04"),
    (("2020-01-01", "2033-05-04"), (), (), None),  # ended on the birthday: that day does not belong to it
    (("2020-01-01", "2033-05-05"), (), (), "2033-05-04"),
    (("2033-09-01", None), (), (), "2033-09-01"),
    (("2020-01-01", None), (placed(2, "PRO", "2033-05-20"),), (), None),  # asked for close to the birthday
    (("2020-01-01", None), (InterventionFacts(2, "PRO", planned_start=date(2033, 5, 4)),), (), "2033-05-04"),
    (("2020-01-01", None), (placed(2, "PRO", "2033-05-04", "2034-01-01"),), (), "2034-01-01"),
    (("2020-01-01", None), (placed(2, "PRO", "2033-05-04", withdrawn_on=date(2033, 8, 1)),), (), "2033-08-01"),
    (("2020-01-01", "2033-08-01"), (placed(2, "PRO", "2033-05-04", withdrawn_on=date(2033, 8, 1)),), (), None),
    (("2020-01-01", None), (), (OrderFacts(5, "extended_care", "1", "TM", "juvenile_court"),), None),
])
def test_after_18(placement, others, orders, since):
    found = [f for f in check_case(case(placed(1, "AFF", *placement), *others, orders=orders)) if f.code == "PL-OVER-18"]
    assert [f.since for f in found] == ([day(since)] if since else [])


@pytest.mark.parametrize(("kind", "start", "end", "since"), [
    ("PRO", "2033-05-04", None, "2036-05-04"), ("PRO", "2033-05-04", "2036-05-04", None),
    ("AFF", "2020-01-01", None, "2036-05-04"),
    ("COM", "2036-06-01", None, "2036-06-01"), ("ADM", "2020-01-01", None, None),
])
def test_after_21(kind, start, end, since):
    found = [f for f in check_case(case(placed(1, kind, start, end))) if f.code == "PL-OVER-21"]
    assert [f.since for f in found] == ([day(since)] if since else [])


def test_ages_need_a_birth_date():
    assert codes(case(placed(1, "AFF", "1990-01-01"), born=None), {"PL-OVER-18", "PL-OVER-21"}) == []


ORDER = OrderFacts(5, "foster_care", "12/24", "TM", "juvenile_court")
EXTENSION = OrderFacts(6, "extension", "90/26", "TM", "juvenile_court", filed_on=date(2026, 1, 10))


@pytest.mark.parametrize(("end", "orders", "marks", "since"), [
    (None, (), (), "2026-02-28"), ("2026-02-28", (), (), None), ("2026-03-01", (), (), "2026-02-28"),
    (None, (ORDER, replace(EXTENSION, follows_id=5)), (), None),
    (None, (ORDER, replace(EXTENSION, follows_id=99)), (), "2026-02-28"),  # of another order
    (None, (EXTENSION,), (), None),
    (None, (replace(EXTENSION, filed_on=date(2024, 2, 28)),), (), "2026-02-28"),  # before it began
    (None, (replace(EXTENSION, filed_on=None),), (), "2026-02-28"),
    ("2026-06-01", (replace(EXTENSION, filed_on=None, received_on=date(2026, 6, 1)),), (), "2026-02-28"),  # when it was over
    (None, (), (Mark("AFF-2", "intervention", 1, 0, "done"),), None),
    (None, (), (Mark("AFF-2", "intervention", 2, 0, "done"), Mark("AFF-2", "intervention", 1, 0, "waived"),
                Mark("AFF-1", "intervention", 1, 0, "done")), "2026-02-28"),
])
def test_24_months(end, orders, marks, since):
    """Begun on 29 February 2024: the months end on 28 February 2026."""
    order_id = 5 if ORDER in orders else None
    facts = case(placed(1, "AFF", "2024-02-29", end, order_id=order_id), orders=orders, marks=marks)
    found = [f for f in check_case(facts) if f.code == "PL-OVER-24M"]
    assert [f.since for f in found] == ([day(since)] if since else [])


CURATOR = RoleFacts("special_representative", "Avv. Neri", date(2024, 1, 20))
REMOVAL = OrderFacts(8, "emergency_removal", "", "Sindaco", "public_authority",
                     occurred_at=datetime(2024, 1, 10, 22, 40, tzinfo=ROME))


@pytest.mark.parametrize(("placement", "orders", "roles", "subjects"), [
    (placed(1, "AFF", "2024-01-10", consent="judicial", order_id=5), (), (), [("intervention", 1)]),
    (placed(1, "AFF", "2024-01-10", consent="judicial", order_id=5), (), (CURATOR,), []),
    (placed(1, "AFF", "2024-01-10", consent="judicial", order_id=5), (), (RoleFacts("guardian", "Avv. Neri"),),
     [("intervention", 1)]),
    (placed(1, "AFF", "2024-01-10", consent="judicial", order_id=5), (), (replace(CURATOR, valid_to=date(2024, 1, 9)),),
     [("intervention", 1)]),
    (placed(1, "AFF", "2024-01-10", consent="consensual"), (), (), []),
    (placed(1, "ADM", "2024-01-10", consent="judicial", order_id=5), (), (), []),
    (placed(1, "AFF", "2023-02-28", consent="judicial", order_id=5), (), (), []),
    (placed(1, "COM", "2024-01-10", consent="judicial", order_id=8), (REMOVAL,), (), [("order", 8)]),
    (placed(1, "ADM", "2024-01-10"), (REMOVAL,), (CURATOR,), []),
    (placed(1, "ADM", "2024-01-10"), (replace(REMOVAL, occurred_at=datetime(2022, 6, 21, 8, 0, tzinfo=ROME)),), (), []),
    (placed(1, "ADM", "2024-01-10"), (replace(REMOVAL, occurred_at=None, effective_on=date(2024, 1, 10)),), (), [("order", 8)]),
    (placed(1, "ADM", "2024-01-10"), (replace(REMOVAL, occurred_at=None),), (), []),
])
def test_special_representative(placement, orders, roles, subjects):
    found = [f for f in check_case(case(placement, orders=orders, roles=roles)) if f.code == "PL-NO-REPRESENTATIVE"]
    assert [(f.subject, f.subject_id) for f in found] == subjects
    assert all(f.since == date(2024, 1, 10) for f in found)


@pytest.mark.parametrize(("hearing", "end", "found"), [
    (HearingFacts(4, date(2024, 6, 1)), None, [4]), (HearingFacts(4, date(2024, 6, 1), date(2024, 5, 1)), None, []),
    (HearingFacts(4, date(2024, 1, 9)), None, []), (HearingFacts(4, date(2024, 6, 1)), "2024-06-01", []),
    (HearingFacts(4, date(2024, 6, 1)), "2024-06-02", [4]),
])
def test_carers_summoned(hearing, end, found):
    facts = case(placed(1, "AFF", "2024-01-10", end), hearings=(hearing,))
    assert [f.other_id for f in check_case(facts) if f.code == "PL-CARERS-NOT-SUMMONED"] == found


def test_carers_were_not_summoned_before_the_law():
    facts = case(placed(1, "AFF", "2014-01-10"), born=date(2010, 1, 1), hearings=(HearingFacts(4, date(2015, 11, 12)),))
    assert codes(facts, {"PL-CARERS-NOT-SUMMONED"}) == []


@pytest.mark.parametrize(("one", "found"), [
    (placed(1, "AFF", "2024-01-10", consent="consensual"), ["PL-NOT-EXECUTIVE"]),
    (placed(1, "AFF", "2024-01-10", consent="consensual", executive_on=date(2024, 1, 20)), []),
    (placed(1, "AFF", consent="consensual", planned_start=date(2030, 1, 1)), []),
    (placed(1, "MON", "2024-01-10", consent="judicial"), ["IN-NO-ORDER"]),
    (placed(1, "MON", "2024-01-10", consent="judicial", order_id=3), []),
    (placed(1, "MON", consent="judicial"), []),
])
def test_basis(one, found):
    assert codes(case(one), {"PL-NOT-EXECUTIVE", "IN-NO-ORDER"}) == found


CUSTODY = OrderFacts(9, "service_custody", "3/24", "TM", "juvenile_court", received_on=date(2026, 3, 22))


@pytest.mark.parametrize(("orders", "interventions", "roles", "found"), [
    ((CUSTODY,), (), (), [("order", 9)]), ((replace(CUSTODY, responsible="Bini"),), (), (), []),
    ((CUSTODY,), (), (RoleFacts("responsible", "Bini"),), []), ((replace(CUSTODY, ended_on=date(2026, 9, 1)),), (), (), []),
    ((replace(CUSTODY, received_on=date(2023, 2, 28)),), (), (), []), ((replace(CUSTODY, received_on=None),), (), (), []),
    ((CUSTODY,), (placed(1, "SAS", "2026-03-22", order_id=9),), (), [("order", 9)]),
    ((), (placed(1, "SAS", "2026-03-22"),), (), [("intervention", 1)]),
    ((), (placed(1, "SAS", "2026-03-22", "2026-09-01"),), (), []),
])
def test_responsible_of_a_custody(orders, interventions, roles, found):
    told = [f for f in check_case(case(*interventions, orders=orders, roles=roles)) if f.code == "SAS-NO-RESPONSIBLE"]
    assert [(f.subject, f.subject_id) for f in told] == found
    assert all(f.since == date(2026, 4, 8) for f in told)  # 15 days end on Easter Monday, so on 7 April


def test_each_check_has_a_name_of_its_own_and_sentences_can_be_filled():
    assert len(CHECK_OF) == len(CHECKS)
    facts = case(placed(1, "AFF", "2015-06-01", "2015-05-01", consent="judicial"), placed(2, "COM", "2015-07-01"),
                 placed(3, "COM", "2036-07-01", consent="judicial"), placed(4, "SAS", "2026-03-22"))
    for found in check_case(facts):
        assert found.code in CHECK_OF
        assert "{" not in found.reason[0].format(**found.reason[1])
