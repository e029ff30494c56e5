"""Degrees of kinship: the examples of the civil code by hand, and generated families against an oracle that enumerates."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain.kinship import Bond, Family, degree, within_degree

# Rosa and Pio have Anna, Ugo and Ida; Anna has Leo with Gino and Mia with Aldo; Ugo has Eva; Eva has Zoe.
ROSA, PIO, ANNA, UGO, IDA, GINO, ALDO, LEO, MIA, LINA, EVA, ZOE, TEO = range(1, 14)
BONDS = [Bond(child, parent, kind) for child, mother, father in (
    (ANNA, ROSA, PIO), (UGO, ROSA, PIO), (IDA, ROSA, PIO), (LEO, ANNA, GINO), (MIA, ANNA, ALDO), (EVA, LINA, UGO),
    (ZOE, EVA, TEO))
    for parent, kind in ((mother, "mother"), (father, "father"))]
MARRIED = [Bond(ROSA, PIO, "spouse"), Bond(UGO, LINA, "spouse")]


@pytest.mark.parametrize(("a", "b", "ups", "downs"), [
    (LEO, ANNA, 1, 0), (ANNA, LEO, 0, 1), (LEO, ROSA, 2, 0), (LEO, MIA, 1, 1), (ANNA, UGO, 1, 1), (LEO, UGO, 2, 1),
    (UGO, LEO, 1, 2),    (LEO, EVA, 2, 2), (LEO, ZOE, 2, 3), (ZOE, PIO, 3, 0), (LEO, LEO, 0, 0)])
def test_lines_and_degrees_of_the_code(a, b, ups, downs):
    tie = degree(a, b, BONDS)
    assert (tie.up, tie.down, tie.degree, tie.by_marriage) == (ups, downs, ups + downs, False)
    assert tie.line == ("collateral" if ups and downs else "direct")
    assert [s.move for s in tie.path] == ["up"] * ups + ["down"] * downs
    assert not tie.path or tie.path[-1].person == b


def test_the_way_names_everybody_on_it():
    assert [s.person for s in degree(LEO, ZOE, BONDS).path] == [ANNA, ROSA, UGO, EVA, ZOE]


def test_half_siblings_by_the_parent_they_share():
    assert degree(LEO, MIA, BONDS).half is True
    assert degree(ANNA, UGO, BONDS).half is False
    without_fathers = [b for b in BONDS if b.kind == "mother"]
    assert degree(LEO, MIA, without_fathers).half is None
    assert degree(LEO, MIA, [*without_fathers, Bond(MIA, LEO, "half_sibling")]).half is True
    assert degree(LEO, MIA, [Bond(LEO, MIA, "sibling")]).half is False
    assert degree(LEO, UGO, BONDS).half is None


def test_written_as_siblings_but_with_two_fathers():
    assert degree(LEO, MIA, [*BONDS, Bond(LEO, MIA, "sibling")]).half is True
    assert Family([*BONDS, Bond(LEO, MIA, "sibling")]).parents(MIA) == {"mother": ANNA, "father": ALDO}


def test_what_a_full_sibling_is_recorded_with_is_everybodys():
    bonds = [Bond(1, 2, "sibling"), Bond(3, 2, "sibling"), Bond(2, 9, "mother"), Bond(2, 8, "grandparent"),
             Bond(2, 7, "half_sibling")]
    family = Family(bonds)
    assert family.parents(1) == {"mother": 9}
    assert [family.kin(3, other).degree for other in (1, 9, 8, 7)] == [2, 1, 2, 2]
    assert family.kin(3, 1).half is False
    assert family.kin(2, 7).half is True


def test_half_siblings_of_half_siblings_are_not_known_to_be_kin():
    bonds = [Bond(1, 2, "half_sibling"), Bond(2, 3, "half_sibling")]
    assert degree(1, 2, bonds).degree == 2
    assert degree(1, 3, bonds) is None
    assert within_degree(1, 3, bonds) is None


@pytest.mark.parametrize(("kind", "ups", "downs"), [("grandparent", 2, 0), ("uncle_aunt", 2, 1), ("sibling", 1, 1),
                                                    ("half_sibling", 1, 1), ("mother", 1, 0)])
def test_bonds_that_imply_somebody_unnamed(kind, ups, downs):
    tie = degree(1, 2, [Bond(1, 2, kind)])
    assert (tie.up, tie.down) == (ups, downs)
    back = degree(2, 1, [Bond(1, 2, kind)])
    assert (back.up, back.down) == (downs, ups)
    assert [s.person for s in tie.path][:-1] == [None] * (ups + downs - 1)


def test_a_grandmother_whose_side_is_not_recorded_is_not_taken_for_the_mothers_mother():
    bonds = [Bond(1, 2, "mother"), Bond(1, 3, "grandparent")]
    assert degree(2, 3, bonds) is None


@pytest.mark.parametrize("kind", ["partner_of_parent", "guardian", "foster_carer", "teacher", "other"])
def test_who_lives_with_a_parent_or_cares_is_not_kin(kind):
    assert degree(1, 2, [Bond(1, 2, kind)]) is None
    assert within_degree(1, 2, [Bond(1, 2, kind)]) is None


def test_affinity_by_marriage_only():
    tie = degree(LEO, LINA, [*BONDS, *MARRIED])
    assert (tie.degree, tie.by_marriage, [s.move for s in tie.path]) == (3, True, ["up", "up", "down", "marriage"])
    back = degree(LINA, LEO, [*BONDS, *MARRIED])
    assert (back.degree, [s.move for s in back.path]) == (3, ["marriage", "up", "down", "down"])
    assert degree(LEO, LINA, BONDS) is None
    assert within_degree(LEO, LINA, [*BONDS, *MARRIED]) is True
    assert within_degree(ROSA, PIO, MARRIED) is True


def test_affines_of_affines_are_nobody():
    bonds = [Bond(1, 2, "spouse"), Bond(3, 2, "sibling"), Bond(3, 4, "spouse")]
    assert degree(1, 3, bonds).degree == 2
    assert degree(1, 4, bonds) is None
    assert within_degree(1, 4, bonds) is None


def test_an_ended_marriage_still_makes_affines_and_an_ended_parent_is_none():
    assert degree(1, 3, [Bond(1, 2, "spouse", ended=True), Bond(2, 3, "mother")]).degree == 1
    assert degree(1, 2, [Bond(1, 2, "father", ended=True)]) is None


def test_within_a_degree_is_yes_no_or_not_known():
    assert within_degree(LEO, EVA, BONDS) is True
    assert within_degree(LEO, ZOE, BONDS) is False
    assert within_degree(LEO, ZOE, BONDS, 5) is True
    assert within_degree(GINO, UGO, BONDS) is None
    pedigree = [Bond(c, p, k) for c, m, f in ((1, 3, 4), (2, 5, 6), (3, 7, 8), (4, 9, 10), (5, 11, 12), (6, 13, 14))
                for p, k in ((m, "mother"), (f, "father"))]
    assert within_degree(1, 2, pedigree, 2) is False
    assert within_degree(1, 2, pedigree, 3) is None
    assert within_degree(1, 2, [*pedigree, Bond(1, 20, "spouse")], 2) is None


# ---- generated families

@st.composite
def pedigrees(draw):
    """Who descends from whom: three generations below the founders, everybody with a mother and a father of the one above."""
    above = [0, 1, 2, 3]
    parents: dict[int, tuple[int, int]] = {}
    number = 4
    for _generation in range(3):
        level = list(range(number, number + draw(st.integers(2, 4))))
        for child in level:  # women have even numbers
            parents[child] = (draw(st.sampled_from([p for p in above if p % 2 == 0])),
                              draw(st.sampled_from([p for p in above if p % 2])))
        above, number = level, level[-1] + 1
    return parents


def ancestors(parents, person):
    """Every ancestor with every number of generations to it, by walking every way."""
    ways = [(person, 0)]
    for parent in parents.get(person, ()):
        ways += [(one, steps + 1) for one, steps in ancestors(parents, parent)]
    return ways


def truth(parents, a, b):
    """The degree by the letter of art. 76: the least sum over common ancestors; None when there is none."""
    return min((x + y for (p, x), (q, y) in product(ancestors(parents, a), ancestors(parents, b)) if p == q), default=None)


def said(parents):
    """Every bond that could be recorded of a pedigree, in the words of the record."""
    bonds = [Bond(c, p, kind) for c, pair in parents.items() for p, kind in zip(pair, ("mother", "father"), strict=True)]
    for a, b in product(parents, parents):
        if a < b:
            shared = len(set(parents[a]) & set(parents[b]))
            if shared:
                bonds.append(Bond(a, b, "sibling" if shared == 2 else "half_sibling"))
    for child, pair in parents.items():
        bonds += [Bond(child, grand, "grandparent") for parent in pair for grand in parents.get(parent, ())]
        bonds += [Bond(child, uncle, "uncle_aunt") for parent in pair for uncle in parents
                  if uncle not in pair and uncle != child and set(parents[uncle]) & set(parents.get(parent, ()))]
    return bonds


@settings(max_examples=2_000, deadline=None)
@given(pedigrees(), st.data())
def test_degrees_equal_those_of_the_oracle(parents, data):
    people = sorted({*parents, 0, 1, 2, 3})
    a, b = data.draw(st.sampled_from(people)), data.draw(st.sampled_from(people))
    bonds = [b for b in said(parents) if b.kind in ("mother", "father")]
    tie = degree(a, b, bonds)
    assert (tie.degree if tie else None) == truth(parents, a, b)
    if tie is not None:
        assert len(tie.path) == tie.degree
        back = degree(b, a, bonds)
        assert (back.up, back.down) == (tie.down, tie.up)
        if (tie.up, tie.down) == (1, 1) and a in parents and b in parents:
            assert tie.half is (len(set(parents[a]) & set(parents[b])) == 1)


@settings(max_examples=2_000, deadline=None)
@given(pedigrees(), st.data())
def test_what_is_left_out_never_makes_anybody_nearer(parents, data):
    everything = said(parents)
    bonds = data.draw(st.lists(st.sampled_from(everything), unique=True)) if everything else []
    people = sorted({*parents, 0, 1, 2, 3})
    a, b = data.draw(st.sampled_from(people)), data.draw(st.sampled_from(people))
    real = truth(parents, a, b)
    tie = degree(a, b, bonds)
    if tie is not None:
        assert real is not None
        assert tie.degree >= real
    if within_degree(a, b, bonds, 4):
        assert real is not None
        assert real <= 4


@settings(max_examples=2_000, deadline=None)
@given(pedigrees(), st.data())
def test_affinity_is_the_kinship_of_the_spouse(parents, data):
    people = sorted({*parents, 0, 1, 2, 3})
    couple = data.draw(st.permutations(people))[:2]
    other = data.draw(st.sampled_from(people))
    bonds = [b for b in said(parents) if b.kind in ("mother", "father")] + [Bond(couple[0], couple[1], "spouse")]
    tie = degree(couple[0], other, bonds)
    own, by_spouse = truth(parents, couple[0], other), truth(parents, couple[1], other)
    if other == couple[1]:
        assert (tie.degree, tie.by_marriage) == (0, True)
    elif own is not None:
        assert (tie.degree, tie.by_marriage) == (own, False)
    else:
        assert (tie.degree if tie else None) == by_spouse
