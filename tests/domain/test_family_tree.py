"""The family as lines: by hand for the shapes that matter, and for generated families everybody stands there once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from minori_tui.domain.family_tree import lines
from minori_tui.domain.kinship import Bond, Family

NAMES = {
    1: "Alan",
    2: "Sabina",
    3: "Cesare",
    4: "Elira",
    5: "Bledar",
    6: "Awa",
    7: "Rosa",
    8: "Pio",
    9: "Leo",
    10: "Ada",
    11: "Maestra",
    12: "Zio",
    13: "Sorella",
}
BORN = {
    1: "2017",
    2: "1985",
    3: "1980",
    4: "2013",
    5: "1979",
    6: "2022",
    7: "1950",
    8: "1949",
    9: "2020",
    10: None,
    11: "1970",
    12: "1960",
    13: "2015",
}


def drawn(child, bonds, people):
    found = lines(child, Family(bonds), {p: BORN[p] for p in people})
    return [
        f"{line.prefix}{'con ' if line.role == 'with' else ''}{NAMES.get(line.person, line.title.upper())}"
        f"{' *' if line.again else ''}"
        for line in found
    ]


def parents(child, mother, father=None):
    return [Bond(child, mother, "mother"), *([Bond(child, father, "father")] if father else [])]


def test_half_siblings_by_different_fathers_stand_under_their_own():
    bonds = [*parents(1, 2, 3), *parents(4, 2, 5), *parents(6, 2)]
    assert drawn(1, bonds, range(1, 7)) == ["Sabina", "├─ con Bledar", "│  └─ Elira", "├─ con Cesare", "│  └─ Alan", "└─ Awa"]


def test_grandparents_a_father_with_others_and_those_without_a_place():
    bonds = [
        *parents(1, 2, 3),
        *parents(2, 7, 8),
        *parents(9, 10, 3),
        Bond(1, 12, "uncle_aunt"),
        Bond(1, 11, "teacher"),
        Bond(1, 13, "sibling"),
    ]
    assert drawn(1, bonds, (1, 2, 3, 7, 8, 9, 10, 11, 12, 13)) == [
        "Rosa",
        "└─ con Pio",
        "   └─ Sabina",
        "      └─ con Cesare",
        "         ├─ Sorella",
        "         └─ Alan",
        "Cesare *",
        "└─ con Ada",
        "   └─ Leo",
        "KIN",
        "└─ Zio",
        "OTHERS",
        "└─ Maestra",
    ]


def test_both_sides_of_grandparents():
    bonds = [*parents(1, 2, 3), *parents(2, 7), *parents(3, 10)]
    assert drawn(1, bonds, (1, 2, 3, 7, 10)) == ["Rosa", "└─ Sabina", "   └─ con Cesare", "      └─ Alan", "Ada", "└─ Cesare *"]


def test_a_child_alone_with_a_brother_and_a_married_couple():
    assert drawn(1, [Bond(1, 13, "half_sibling"), Bond(13, 3, "spouse")], (1, 13, 3)) == [
        "Alan",
        "SIBLINGS",
        "└─ Sorella",
        "OTHERS",
        "└─ Cesare",
    ]
    assert drawn(1, [*parents(1, 2), Bond(2, 3, "spouse")], (1, 2, 3)) == ["Sabina", "├─ con Cesare", "└─ Alan"]


def test_a_circle_is_shown_all_the_same():
    found = drawn(1, [Bond(1, 2, "mother"), Bond(2, 1, "mother")], (1, 2))
    assert found == ["Alan", "└─ con Sabina", "   └─ Alan *"] or found == ["Alan", "└─ Sabina", "   └─ Alan *"]


@settings(max_examples=2_000, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 12),
            st.integers(1, 12),
            st.sampled_from(["mother", "father", "sibling", "half_sibling", "grandparent", "uncle_aunt", "spouse", "guardian"]),
        ),
        max_size=25,
    )
)
def test_everybody_stands_there_whatever_is_recorded(drafts):
    bonds = [Bond(a, b, kind) for a, b, kind in drafts if a != b]
    born = dict.fromkeys(range(1, 13))
    found = lines(1, Family(bonds), born)
    assert {line.person for line in found if line.person} == set(born)
    first = [line.person for line in found if line.person and not line.again]
    assert len(first) == len(set(first))
    assert len(found) < 100
    for above, line in pairwise(found):
        assert len(line.prefix) % 3 == 0
        assert len(line.prefix) <= len(above.prefix) + 3
