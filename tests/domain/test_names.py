"""Names: casing, titles, several people in one cell, splitting, and the order of a column. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.given_names import FEMALE, GIVEN_NAMES, MALE
from minori_tui.domain.names import looks_like_many_people, name_order, proper_case, split_full_name, strip_titles
from minori_tui.domain.text import fold


@pytest.mark.parametrize(("raw", "wanted"), [
    ("MARIO ROSSI", "Mario Rossi"),
    ("mario rossi", "Mario Rossi"),
    ("DE' MEDICI", "De' Medici"),
    ("de' medici", "De' Medici"),
    ("DEI' ROSSI", "Dei' Rossi"),
    ("DA' PONTE", "Da' Ponte"),
    ("CA' ZORZI", "Ca' Zorzi"),
    ("NICCOLO'", "Niccolò"),
    ("niccolo' verdi", "Niccolò Verdi"),
    ("Niccolo’ Verdi", "Niccolò Verdi"),
    ("MUSARO'", "Musarò"),
    ("NOE'", "Noè"),
    ("JOSE' ANDRE'", "José André"),
    ("Jose'", "José"),
    ("D'ANGELO", "D'Angelo"),
    ("D’AMICO", "D’Amico"),
    ("DELL'ORTO", "Dell'Orto"),
    ("SANT'AMBROGIO", "Sant'Ambrogio"),
    ("D''ITALIA", "D'Italia"),
    ("N'DIAYE", "N'Diaye"),
    ("SA'ID", "Sa'id"),
    ("'ABDI", "'abdi"),
    ("DA PRA GALANTI", "Da Pra Galanti"),
    ("MARIA-TERESA", "Maria-Teresa"),
    ("ROSSI IN BIANCHI", "Rossi in Bianchi"),
    ("ROSSI VED. BIANCHI", "Rossi ved. Bianchi"),
    ("McDonald", "McDonald"),
    ("De Luca", "De Luca"),
    ("di Caprio", "di Caprio"),
    ("Giovanni 'Gianni' Verdi", "Giovanni 'Gianni' Verdi"),
    ("m", "M"),
    ("", ""),
])
def test_proper_case(raw: str, wanted: str) -> None:
    assert proper_case(raw) == wanted


@given(st.text(max_size=30))
def test_proper_case_never_changes_who_it_is(name: str) -> None:
    cased = proper_case(name.upper())
    assert proper_case(cased) == cased or cased.isupper() or cased.islower()


@given(st.lists(st.sampled_from(["ROSSI", "D'ANGELO", "DE", "MARIA", "NICCOLO'", "DELL'ORTO"]), min_size=1, max_size=4))
def test_proper_case_keeps_the_match_key(parts: list[str]) -> None:
    name = " ".join(parts)
    assert fold(proper_case(name)) == fold(name)


@pytest.mark.parametrize(("text", "titles", "rest"), [
    ("Avv. Mario Rossi", ("Avv.",), "Mario Rossi"),
    ("AVV. MARIO ROSSI", ("Avv.",), "MARIO ROSSI"),
    ("Avv.to Mario Rossi", ("Avv.",), "Mario Rossi"),
    ("avvocato Mario Rossi", ("Avv.",), "Mario Rossi"),
    ("Avv.ssa Anna Verdi", ("Avv.ssa",), "Anna Verdi"),
    ("Avv Anna Verdi", ("Avv.",), "Anna Verdi"),
    ("Avv.Mario Rossi", ("Avv.",), "Mario Rossi"),
    ("Prof. Avv. Mario Rossi", ("Prof.", "Avv."), "Mario Rossi"),
    ("Prof.ssa Dott.ssa Anna Verdi", ("Prof.ssa", "Dott.ssa"), "Anna Verdi"),
    ("Dott. ssa Anna Verdi", ("Dott.ssa",), "Anna Verdi"),
    ("Dr Mario Rossi", ("Dott.",), "Mario Rossi"),
    ("D.ssa Anna Verdi", ("Dott.ssa",), "Anna Verdi"),
    ("Sig. Mario Rossi", ("Sig.",), "Mario Rossi"),
    ("Sig.ra Anna Verdi", ("Sig.ra",), "Anna Verdi"),
    ("Ing. On. Mario Rossi", ("Ing.", "On."), "Mario Rossi"),
    ("Mario Rossi, Avv.", ("Avv.",), "Mario Rossi"),
    ("Rossi Mario Avv.", ("Avv.",), "Rossi Mario"),
    ("Dott. Mario Rossi, Avv.", ("Dott.", "Avv."), "Mario Rossi"),
    ("Mario Rossi Prof. Avv.", ("Prof.", "Avv."), "Mario Rossi"),
    ("Avvocato", (), "Avvocato"),
    ("Mario Avvocato", (), "Mario Avvocato"),
    ("Drusilla Rossi", (), "Drusilla Rossi"),
    ("Onofrio Profumo", (), "Onofrio Profumo"),
    ("On Li", (), "On Li"),
    ("Signorelli Dotta", (), "Signorelli Dotta"),
    ("", (), ""),
])
def test_strip_titles(text: str, titles: tuple[str, ...], rest: str) -> None:
    assert strip_titles(text) == (titles, rest)


@given(st.text(st.sampled_from("avv. dotprsig,tora\t"), max_size=25))
def test_strip_titles_always_ends_and_only_takes_away(text: str) -> None:
    titles, rest = strip_titles(text)
    assert rest in text
    assert all(title.endswith((".", "ssa", "ra", "na")) for title in titles)


@pytest.mark.parametrize(("text", "many"), [
    ("Marco; Umberto; Giulia Verdi; Oliva; Oberto", True),
    ("Riccardo, Ernesto Di Prova", True),
    ("Rossi & Bianchi", True),
    ("Tizio e Caio Rossi", True),
    ("Mario Rossi e Luca Bianchi", True),
    ("Mario Rossi/Luca Bianchi", True),
    ("Rossi + Bianchi", True),
    ("Mario Rossi, Luca Bianchi", True),
    ("Rossi, Bianchi, Verdi", True),
    ("Avv. Mario Rossi, Avv. Luca Bianchi", True),
    ("Rossi, Mario", False),
    ("Rossi, Maria Teresa", False),
    ("Bruno, Luca", False),
    ("De Luca, Gian Luca", False),
    ("Rossi, Xenofonte Zeta", False),
    ("Mario Rossi, Avv.", False),
    ("Costa e Silva Maria", False),
    ("Mario Rossi", False),
    ("Mario Rossi;", False),
    ("Mario Rossi,", False),
    ("", False),
])
def test_looks_like_many_people(text: str, many: bool) -> None:
    assert looks_like_many_people(text) is many


@pytest.mark.parametrize(("text", "surname", "given_name"), [
    ("Maria Teresa Lo Presti", "Lo Presti", "Maria Teresa"),
    ("Giancarlo Pierpaolo Prova", "Prova", "Giancarlo Pierpaolo"),
    ("Mario Rossi De Luca", "Rossi De Luca", "Mario"),
    ("Carlo Dalla Vedova", "Dalla Vedova", "Carlo"),
    ("Roberto Delli Passeri", "Delli Passeri", "Roberto"),
    ("Luca Bruno", "Bruno", "Luca"),
    ("Mario D'Angelo", "D'Angelo", "Mario"),
    ("Maria Pia De' Medici", "De' Medici", "Maria Pia"),
    ("Mario ROSSI BIANCHI", "ROSSI BIANCHI", "Mario"),
    ("Maria Rosa ROSSI", "ROSSI", "Maria Rosa"),
    ("MARIO ROSSI", "ROSSI", "MARIO"),
    ("El Mehdi Alaoui", "Alaoui", "El Mehdi"),
    ("Abd El Rahman Hassan", "Hassan", "Abd El Rahman"),
    ("Maria del Carmen Lopez", "Lopez", "Maria del Carmen"),
    ("Maria de los Angeles Garcia", "Garcia", "Maria de los Angeles"),
    ("Xilo Yorgen Zeta", "Yorgen Zeta", "Xilo"),
    ("Rossi, Mario", "Rossi", "Mario"),
    ("Rossi", "Rossi", ""),
    ("", "", ""),
])
def test_split_given_name_first(text: str, surname: str, given_name: str) -> None:
    assert split_full_name(text, "given-surname") == (surname, given_name)


@pytest.mark.parametrize(("text", "surname", "given_name"), [
    ("De Luca Gian Luca", "De Luca", "Gian Luca"),
    ("Rossi Mario", "Rossi", "Mario"),
    ("ROSSI BIANCHI Mario", "ROSSI BIANCHI", "Mario"),
    ("Lo Presti Maria Teresa", "Lo Presti", "Maria Teresa"),
    ("Da Pra Galanti Mario", "Da Pra Galanti", "Mario"),
    ("Rossi De Luca Mario", "Rossi De Luca", "Mario"),
    ("Rossi De Luca", "Rossi", "De Luca"),
    ("D' Angelo Mario", "D' Angelo", "Mario"),
    ("Dell' Orto Anna Maria", "Dell' Orto", "Anna Maria"),
    ("El Alaoui Fatima", "El Alaoui", "Fatima"),
    ("Alaoui El Mehdi", "Alaoui", "El Mehdi"),
    ("Bruno Luca Maria", "Bruno", "Luca Maria"),
    ("Rossi Mario Zeta", "Rossi", "Mario Zeta"),
    ("Xilo Yorgen Zeta", "Xilo", "Yorgen Zeta"),
    ("Li Wei", "Li", "Wei"),
    ("De Luca", "De Luca", ""),
    ("Rossi, Mario", "Rossi", "Mario"),
    ("Rossi ,", "Rossi", ""),
])
def test_split_surname_first(text: str, surname: str, given_name: str) -> None:
    assert split_full_name(text, "surname-given") == (surname, given_name)


words = st.sampled_from(["De", "Luca", "Maria", "Rossi", "Lo", "Gian", "D'", "El", "ROSSI", "del", "Carmen", "Zeta"])


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from(["given-surname", "surname-given"]))
def test_splitting_loses_no_word_and_always_finds_a_surname(parts: list[str], order: str) -> None:
    surname, given_name = split_full_name(" ".join(parts), order)  # type: ignore[arg-type]
    assert surname
    joined = [given_name, surname] if order == "given-surname" else [surname, given_name]
    assert " ".join(joined).split() == parts


def test_order_of_a_column_with_enough_evidence() -> None:
    found = name_order(["Mario Rossi", "Avv. Anna Verdi", "Gian Luca De Luca", "Paolo Zeta", "Xilo Yorgen", "Luca Bruno"])
    assert found == ("given-surname", 4 / 5, 5)
    found = name_order(["Rossi Mario", "VERDI ANNA", "De Luca Gian Luca", "Lo Presti Maria"])
    assert found == ("surname-given", 1.0, 4)


def test_order_of_a_column_without_enough_evidence() -> None:
    assert name_order(["Mario Rossi", "Verdi Anna"]) == (None, 0.5, 2)
    assert name_order(["Luca Bruno", "Rossi", "", "Mario Rossi; Anna Verdi"]) == (None, 0.0, 0)


def test_given_names_are_folded_and_many() -> None:
    assert len(GIVEN_NAMES) > 700
    assert GIVEN_NAMES == MALE | FEMALE
    assert all(fold(name) == name and " " not in name for name in GIVEN_NAMES)
    assert {"mario", "niccolo", "mohamed"} <= MALE
    assert {"anna", "fatima", "oksana"} <= FEMALE
