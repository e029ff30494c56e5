"""Courts and prosecutors by the words offices write for them; the court that replaces another is another one, from a day."""

from datetime import date

import pytest

from minori_tui.data.codes import load_authorities, load_list
from minori_tui.domain.authorities import SHORT, TITLES, Office, matching, nearest, recognise

NOW = date(2026, 11, 22)
KNOWN = load_authorities()
MILAN = Office(7, "Tribunale per i Minorenni di Milano", "juvenile_court", "Milano")


@pytest.mark.parametrize(("text", "short"), [
    ("TM Brescia", "TM Brescia"), ("T.M. di Brescia", "TM Brescia"), ("TM BS", "TM Brescia"), ("tm", "TM Brescia"),
    ("Tribunale per i Minorenni", "TM Brescia"), ("TRIBUNALE DEI MINORI DI BRESCIA", "TM Brescia"),
    ("Juvenile court of Brescia", "TM Brescia"), ("Procura minorile", "Procura min. Brescia"),
    ("Procura della Repubblica presso il Tribunale per i Minorenni di Brescia", "Procura min. Brescia"),
    ("Procura c/o TM Brescia", "Procura min. Brescia"), ("PM minori Brescia", "Procura min. Brescia"), ("G.T.", "GT Bergamo"),
    ("Giudice tutelare di Bergamo", "GT Bergamo"), ("Tribunale di Bergamo", "TO Bergamo"), ("T.O. Bergamo", "TO Bergamo"),
    ("Tribunale ordinario", "TO Bergamo"), ("Corte d’Appello di Brescia - sezione minorenni", "Corte App. Brescia"),
    ("Procura di Bergamo", "Procura Bergamo"), ("Pubblico Ministero di Bergamo", "Procura Bergamo"), ("TPMF", "TPMF Brescia"),
    ("Tribunale per le persone, per i minorenni e per le famiglie di Brescia", "TPMF Brescia"),
])
def test_an_office_is_found_by_its_usual_words(text, short):
    assert [o.short for o in matching(text, KNOWN, NOW)] == [short]


@pytest.mark.parametrize("text", ["", "boh", "tribunale", "Procura", "TM Milano", "Sindaco di Clusone", "Bergamo", "!!"])
def test_what_says_no_office_here_finds_none(text):
    assert matching(text, KNOWN, NOW) == []


def test_two_seats_must_be_told_apart():
    both = [*KNOWN, MILAN]
    assert [o.short for o in matching("TM", both, NOW)] == ["TM Brescia", "TM Milano"]
    assert matching("TM Milano", both, NOW) == [MILAN]


@pytest.mark.parametrize(("text", "expected"), [
    ("Tribunale per i Minorenni di Reggio Calabria", ("juvenile_court", "reggio calabria")),
    ("Sindaco di Clusone", ("other", "sindaco clusone")), ("Questura di Bergamo", ("other", "questura bergamo")),
    ("C. A. Brescia", ("court_of_appeal", "brescia")), ("famiglia Brescia", None), ("tribunale", None),
])
def test_kind_and_seat(text, expected):
    assert recognise(text) == expected


def test_the_court_of_a_day_is_a_matter_of_dates():
    old = Office(1, "Tribunale per i Minorenni di Brescia", "juvenile_court", "Brescia", valid_to=date(2027, 3, 1))
    new = Office(2, "Tribunale per i Minorenni di Brescia", "juvenile_court", "Brescia", valid_from=date(2027, 3, 1))
    assert matching("TM Brescia", [old, new], date(2027, 2, 28)) == [old]
    assert matching("TM Brescia", [old, new], date(2027, 3, 1)) == [new]
    assert matching("TM Brescia", [old], date(2028, 1, 1)) == [old]  # none is at work: the one there was


def test_nearest_are_suggestions_in_order():
    assert nearest("tribunle minorni brescia", KNOWN)[0].short == "TM Brescia"
    assert nearest("zzzz", KNOWN) == []


def test_every_kind_of_the_list_has_a_name_and_a_short_one():
    kinds = {item.code for item in load_list("authority_kind")} - {"other"}
    assert set(TITLES) == set(SHORT) == kinds
    assert {o.kind for o in KNOWN} == kinds
    assert Office(None, "Sindaco di Clusone", "other").short == "Sindaco di Clusone"
    assert Office(None, "x", "guardianship_judge").short == "GT"
