"""Headers to fields: by words only, never by likeness; kinds guessed or asked for; the order of names."""

import io

import pytest

from minori_tui.domain.errors import InvalidInput
from minori_tui.transfer import mapping, synonyms
from minori_tui.transfer.kinds import KINDS, kind_named
from minori_tui.transfer.readers import read_file

LAWYERS, PEOPLE, CASES, EVENTS, FACILITIES = (KINDS[k] for k in ("lawyers", "people", "cases", "events", "facilities"))


def table_of(*lines):
    return read_file(io.BytesIO("\n".join(lines).encode()))


def refused(*lines, **options):
    with pytest.raises(InvalidInput) as caught:
        mapping.build(table_of(*lines), **options)
    assert caught.value.message.format(**caught.value.facts)
    return caught.value.facts


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.name)
@pytest.mark.parametrize("headers", ["names", "titles"])
def test_templates_in_both_languages_map_to_themselves(kind, headers):
    found, unmapped = mapping._assign(kind, getattr(kind, headers), {})
    assert [c.target for c in found] == list(kind.names)
    assert unmapped == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_synonym_leads_to_one_field_of_its_kind(kind):
    targets = {*KINDS[kind].names, synonyms.FULL_NAME, synonyms.CONTACTS}
    assert set(synonyms.vocabulary(kind).values()) <= targets
    assert set(KINDS[kind].names) <= set(synonyms.vocabulary(kind).values())


@pytest.mark.parametrize(("kind", "header", "target"), [
    (LAWYERS, "C.F.", "fiscal_code"), (LAWYERS, "codice_fiscale", "fiscal_code"), (LAWYERS, "Foro", "bar"),
    (LAWYERS, "n. tessera", "bar_number"), (LAWYERS, "N. iscrizione Albo", "bar_number"), (LAWYERS, "Recapiti", "contacts"),
    (LAWYERS, "Avvocato", "full_name"), (LAWYERS, "COGNOME E NOME", "full_name"), (LAWYERS, "contactName", "full_name"),
    (LAWYERS, "organisationName", "firm"), (LAWYERS, "lawFirmName", "firm"), (LAWYERS, "telephone", "phone"),
    (LAWYERS, "legalPracticeAreas", "subjects"), (LAWYERS, "legalAid", "legal_aid"),
    (LAWYERS, "GRATUITO PATROCINIO", "legal_aid"), (LAWYERS, "C.A.P.", "postcode"), (LAWYERS, "Città", "city"),
    (LAWYERS, "COMUNE", "city"), (LAWYERS, "Telefono studio", "phone"), (LAWYERS, "Telefono 2", "phone"),
    (LAWYERS, "E-MAIL\n(ordinaria)", "email"), (LAWYERS, "PEC", "pec"), (LAWYERS, "Data iscrizione all'albo", "enrolled_on"),
    (CASES, "Minore", "full_name"), (CASES, "Fascicolo", "file_number"), (CASES, "Nome padre", "father"),
    (CASES, "Comune di residenza", "comune"), (CASES, "Nome del minore", "given_name"), (CASES, "Data apertura", "opened_on"),
    (PEOPLE, "Comune di nascita", "birth_place"), (EVENTS, "Data", "at"), (EVENTS, "Tipo", "kind"), (EVENTS, "Testo", "text"),
    (FACILITIES, "Denominazione struttura", "name"), (FACILITIES, "Ente gestore", "manager"),
    (LAWYERS, "N.", "-"), (LAWYERS, "#", "-"), (LAWYERS, "minori_reason", "-"), (LAWYERS, "minori_extra_1", "-"),
    # What likeness of letters maps wrongly stays unmapped.
    (PEOPLE, "Nome padre", None), (PEOPLE, "Cognome coniuge", None), (PEOPLE, "tipo_mail1", None),
    (PEOPLE, "Consenso email", None), (PEOPLE, "Cod. Comune", None), (PEOPLE, "cf_validato", None), (PEOPLE, "", None),
    (PEOPLE, "x" * 300, None), (PEOPLE, "(1)", None),
])
def test_headers_of_offices(kind, header, target):
    assert synonyms.target_of(kind, header) == target


@pytest.mark.parametrize(("header", "kind"), [
    ("Fascicolo;Cognome;Nome;Sesso;Data di nascita;Comune;Data apertura", "cases"),
    ("Fascicolo;Data;Tipo;Testo", "events"),
    ("contactName;organisationName;email;telephone;city;legalPracticeAreas;legalAid", "lawyers"),
    ("N.;Avvocato;Studio;Recapiti", "lawyers"), ("Codice fiscale;Cognome;Nome;Sesso;Data di nascita", "people"),
    ("Denominazione;Tipo;Ente gestore;Posti", "facilities"),
])
def test_kinds_are_guessed(header, kind):
    assert mapping.build(table_of(header, ";".join(["Lia Neri"] * header.count(";"))), order="given-surname").kind.name == kind


def test_a_file_that_fits_nothing_or_several_names_the_nearest():
    assert refused("id;animale;zampe", "1;cane;4")["code"] == "no-kind"
    # One column of names, whatever it can be split into, says nothing about the kind.
    assert refused("id;name", "1;Lucia Brandolini")["code"] == "no-kind"
    # Most words are those of cases: the file is not read as its second best, people.
    facts = refused("Fascicolo;Cognome;Nome;Data di nascita;Comune;Madre;Padre", "1;Neri;Lia;;;;")
    assert (facts["code"], facts["candidates"][0]) == ("no-kind", "cases")
    facts = refused("Cognome;Nome;Telefono", "Neri;Lia;1")
    assert facts["code"] == "which-kind"
    assert {"people", "lawyers"} <= set(facts["candidates"])


def test_missing_columns_come_with_the_nearest_header():
    facts = refused("Cognonme;Nome;Foro", "Neri;Lia;Bergamo", kind="lawyers", overrides=["Nome=given_name"])
    assert (facts["code"], facts["missing"]) == ("missing-columns", ["surname"])
    assert "Cognonme=surname" in facts["hints"]
    assert "hints" in refused("a;b", "1;2", kind="people")


def test_the_operator_s_word_wins():
    table = table_of("Cognome;Nome;Telefono;Sigla=x", "Neri;Lia;035 123456;BG")
    found = mapping.build(table, kind="lawyers", overrides=["Telefono=-", "sigla=x=Provincia", "NOME=given_name"])
    assert found.as_json() == {"Cognome": "surname", "Nome": "given_name", "Sigla=x": "province"}


@pytest.mark.parametrize(("said", "code"), [("Telefono", "bad-map"), ("=phone", "bad-map"), ("Telefno=phone", "no-such-column"),
                                            ("Telefono=phnoe", "no-such-field"), ("Telefono=city", "no-such-field")])
def test_slips_in_a_mapping_are_told(said, code):
    facts = refused("Cognome;Nome;Telefono", "Neri;Lia;1", kind="people", overrides=[said])
    assert facts["code"] == code
    if code == "no-such-column":
        assert facts["nearest"] == "Telefono"


def test_unknown_kinds_are_told_and_italian_ones_taken():
    assert kind_named("Avvocati") is LAWYERS
    with pytest.raises(InvalidInput) as caught:
        kind_named("cani")
    assert caught.value.facts["code"] == "no-such-kind"


def test_a_target_is_taken_once_unless_it_takes_several():
    found = mapping.build(table_of("Cognome;Nome;Telefono;Telefono 2;Foro;Ordine", "a;b;c;d;e;f"), kind="lawyers")
    assert [c.target for c in found.columns] == ["surname", "given_name", "phone", "phone", "bar"]
    assert found.unmapped == ("Ordine",)
    assert [n.code for n in found.warnings] == ["unmapped"]


def test_whole_names_beside_their_parts_are_left_out():
    found = mapping.build(table_of("Nominativo;Cognome;Nome", "Lia Neri;Neri;Lia"), kind="people")
    assert found.unmapped == ("Nominativo",)
    assert mapping.build(table_of("Nome;Telefono", "Lucia Brandolini;1"), kind="lawyers").as_json()["Nome"] == "full_name"
    alone = mapping.build(table_of("Avvocato;Nome", "Lucia Brandolini;Lucia"), kind="lawyers")
    assert alone.as_json() == {"Avvocato": "full_name"}


GIVEN_FIRST = ["Lucia Brandolini", "Marco Vezzosi", "Paola Trentacapilli", "Giulia Zambonardi", "Stefano Quaglierini"]


@pytest.mark.parametrize(("header", "order"), [
    ("COGNOME E NOME", "surname-given"), ("NOME E COGNOME", "given-surname"), ("Name and surname", "given-surname")])
def test_the_header_says_the_order_of_names(header, order):
    found = mapping.build(table_of(f"{header};Foro", *(f"{n};x" for n in GIVEN_FIRST)), kind="lawyers")
    assert (found.order, found.order_share) == (order, None)


def test_else_the_whole_column_says_it_with_its_figure():
    found = mapping.build(table_of("contactName;Foro", *(f"{n};x" for n in GIVEN_FIRST)), kind="lawyers")
    assert (found.order, found.order_share) == ("given-surname", 1.0)
    turned = [" ".join(reversed(n.split())) for n in GIVEN_FIRST]
    assert mapping.build(table_of("Avvocato;Foro", *(f"{n};x" for n in turned)), kind="lawyers").order == "surname-given"
    mixed = [*GIVEN_FIRST[:3], *turned[3:]]
    facts = refused("Avvocato;Foro", *(f"{n};x" for n in mixed), kind="lawyers")
    assert (facts["code"], facts["percent"], facts["rows"]) == ("name-order", 60, 5)
    assert mapping.build(table_of("Avvocato;Foro", "x y;z"), kind="lawyers", order="surname-given").order == "surname-given"
