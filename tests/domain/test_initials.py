"""Names as initials: of a person, of a family, and inside a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.initials import Mask, family, initials


@pytest.mark.parametrize(("surname", "given", "expected"), [
    ("De Luca", "Gianna", "D.L. G."), ("D'Angelo", "Niccolò", "D. N."), ("Rossi", "", "R."), ("", "", ""),
    ("Ćirić", "Đorđe", "Ć. Đ."), ("de' Medici", "anna maria", "D.M. A.M."),
])
def test_a_person(surname, given, expected):
    assert initials(surname, given) == expected


@pytest.mark.parametrize(("name", "expected"), [
    ("Fam. Poli-Ferri", "Fam. P.-F."), ("Famiglia Poli e Ferri", "Famiglia P. e F."), ("Poli", "P."), ("Fam. P.", "Fam. P."),
])
def test_a_family(name, expected):
    assert family(name) == expected


NAMES = [("De Luca", "Gianna"), ("Fantoni", "Elisa"), ("D'Angelo", "Rosa"), ("Bo", "Ada")]


@pytest.mark.parametrize(("text", "expected"), [
    ("Gianna De Luca e la madre Elisa.", "G. D. L. e la madre E."),
    ("DE LUCA Gianna", "D. L. G."),
    ("La signora D’Angelo porta una rosa a Rosa", "La signora D. porta una rosa a R."),
    ("Fantoni, Fantòni; fantoni", "F., F.; fantoni"),
    ("De Rossi non è De Luca", "De Rossi non è D. L."),
    ("Bo", "Bo"),  # two letters: an article as well as a name
    ("Ada e Adele", "A. e Adele"), ("", ""),
])
def test_a_text(text, expected):
    assert Mask(NAMES)(text) == expected


def test_without_names_nothing_changes():
    assert Mask([])("Gianna De Luca") == "Gianna De Luca"


@given(st.text(max_size=80))
def test_a_text_without_the_names_stays_as_it_is(text):
    lowered = text.lower()
    if not any(word in lowered for word in ("luca", "gianna")):
        assert Mask([("Luca", "Gianna")])(text) == text


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_between_other_words_never_stays(before, after):
    assert "Gianna" not in Mask([("De Luca", "Gianna")])(f"{before.replace('Gianna', '')} Gianna {after.replace('Gianna', '')}")
