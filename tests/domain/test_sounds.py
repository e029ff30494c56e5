"""Names that sound alike, names one letter apart, and names that are neither. All names are only names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.sounds import SHORTEST_FORGIVEN, one_edit_apart, remainders, sound

LETTERS = st.text("abcdefghiklmnopqrstuvz", min_size=1, max_size=12)


@pytest.mark.parametrize(("one", "other"), [
    ("bianchi", "bianci"), ("bianchi", "bianki"), ("agnelli", "anelli"), ("pezzoli", "petsoli"), ("rotta", "rota"),
    ("schiavi", "skiavi"), ("ghilardi", "gilardi"), ("acquaroli", "akuaroli"), ("squinzi", "scuinzi"), ("gnecchi", "neki"),
    ("djordjevic", "dordevic"), ("yusuf", "iusuf"), ("walter", "valter"), ("philip", "filip"), ("thomas", "tomas"),
    ("hoxhaj", "hosai"), ("sciortino", "siortino"),
])
def test_heard_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("rossi", "russo"), ("bianchi", "bianco"), ("zanchi", "zucchi"), ("gallo", "galli")])
def test_not_heard_alike(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_rossi_and_russo_are_never_near() -> None:
    assert not one_edit_apart(sound("rossi"), sound("russo"))
    assert not one_edit_apart("rossi", "russo")


@pytest.mark.parametrize(("one", "other", "near"), [
    ("guliemi", "gulielmi", True), ("marta", "maria", True), ("mraco", "marco", True), ("marco", "marcoo", True),
    ("arco", "marco", True), ("marco", "mrcoa", False), ("ab", "ac", False), ("marco", "marco", True), ("abc", "abcd", True),
    ("marco", "marcooo", False), ("abcd", "badc", False),
])
def test_one_edit(one: str, other: str, near: bool) -> None:
    assert one_edit_apart(one, other) is near
    assert one_edit_apart(other, one) is near


@given(LETTERS)
def test_a_word_always_has_a_sound_and_it_is_stable(word: str) -> None:
    assert sound(word)
    assert sound("h") == "h"
    assert sound(word) == sound(word)


@given(st.text("abcdeo", min_size=SHORTEST_FORGIVEN, max_size=9), st.data())
def test_words_one_edit_apart_share_a_remainder(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdeo"))
    way = data.draw(st.sampled_from(["wrong", "missing", "extra", "exchanged"]))
    other = {"wrong": word[:at] + letter + word[at + 1:], "missing": word[:at] + word[at + 1:],
             "extra": word[:at] + letter + word[at:],
             "exchanged": word[:at] + word[at:at + 2][::-1] + word[at + 2:]}[way]
    assert one_edit_apart(word, other)
    if len(other) >= SHORTEST_FORGIVEN:
        assert remainders(word) & remainders(other)


def test_short_sounds_are_not_forgiven() -> None:
    assert remainders("abc") == {"abc"}
    assert remainders("abcd") == {"abcd", "bcd", "acd", "abd", "abc"}
