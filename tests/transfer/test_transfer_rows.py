"""Rows to values: invented twins of the rosters offices keep, and every reason a row stays out."""

import io
from datetime import date

import pytest

from minori_tui.domain.codes import CodeItem
from minori_tui.domain.errors import InvalidInput
from minori_tui.transfer import cells, mapping, rows
from minori_tui.transfer.cells import Context
from minori_tui.transfer.readers import read_file
from minori_tui.transfer.table import Row, Table

TODAY = Context(date(2026, 11, 22))
NAMES = ["Lucia Brandolini", "Marco Vezzosi", "Paola Trentacapilli", "Giulia Zambonardi", "Stefano Quaglierini"]


def prepared(*lines, kind=None, context=TODAY, encoding="utf-8", **options):
    table = read_file(io.BytesIO("\r\n".join(lines).encode(encoding)))
    return list(rows.prepare(table, mapping.build(table, kind=kind, **options), context))


def known(row):
    return {k: v for k, v in row.values.items() if v is not None}


def codes(row):
    return [(p.field, p.code) for p in row.problems]


def test_a_numbered_italian_roster_in_windows_letters():
    found = prepared(
        "N.;Avvocato;Studio;Indirizzo;C.A.P.;Città;Recapiti;Materie;Gratuito patrocinio",
        "1;Avv. Lucia Brandolini;Studio D’Ali;Via Po, 3;24023;Clusone (BG);tel. +39 0346 123456 – lucia@prova.it;Civile;SI",
        '2;MARCO VEZZOSI;;Via Adda 1;;Pesaro PU;"tel. 333 1234567; 0346 123457 – m@prova.it; n@prova.it";"Penale; penale";no',
        "3;Paola Trentacapilli;;;;;339 1234567;;",
        encoding="cp1252")
    assert known(found[0]) == {
        "surname": "Brandolini", "given_name": "Lucia", "title": "Avv.", "firm": "Studio D’Ali", "address": "Via Po, 3",
        "postcode": "24023", "city": "Clusone", "province": "BG", "phone": "+39 0346 123456", "email": "lucia@prova.it",
        "subjects": "Civile", "legal_aid": 1}
    assert known(found[1]) == {
        "surname": "Vezzosi", "given_name": "Marco", "address": "Via Adda 1", "city": "Pesaro", "province": "PU",
        "phone": "0346 123457", "mobile": "333 1234567", "email": "m@prova.it; n@prova.it", "subjects": "Penale",
        "legal_aid": 0}
    # A mobile number alone stays the telephone: there is no landline to give the place to.
    assert known(found[2])["phone"] == "339 1234567"
    assert "mobile" not in found[2].values
    assert [r.line for r in found] == [2, 3, 4]
    assert not any(r.problems or r.warnings for r in found)


def test_several_persons_in_a_cell_are_a_reason_of_their_own():
    lines = [f"{n};Torino" for n in NAMES]
    found = prepared("NOME E COGNOME;CITTÀ", *lines, "Marco; Umberto; Giulia; Oliva;Torino", kind="lawyers")
    assert not any(r.problems for r in found[:5])
    table = read_file(io.BytesIO('NOME E COGNOME;CITTÀ\n"Ugo; Ada Oliva; Berti";Torino\n"Anna, Maria Rota";Alba\nLia;Alba'
                                 .encode()))
    many, one, half = rows.prepare(table, mapping.build(table, kind="lawyers"), TODAY)
    assert codes(many) == [("surname", "many-people")]
    assert (one.values["surname"], one.values["given_name"]) == ("Rota", "Anna Maria")
    assert [p.code for p in one.warnings] == ["one-person"]
    assert [code for _, code in codes(half)] == ["half-name"]


def test_all_problems_of_a_row_come_at_once_with_field_value_and_code():
    found = prepared("Codice fiscale;Cognome;Nome;Data di nascita;Sesso;E-mail;Telefono",
                     "XX;;Lia;31/02/2010;Q;niente;346 89651", kind="people")
    assert {f for f, _ in codes(found[0])} == {"fiscal_code", "surname", "birth_date", "sex", "email", "phone"}
    assert dict(codes(found[0]))["surname"] == "required"
    assert next(p for p in found[0].problems if p.field == "birth_date").value == "31/02/2010"
    assert found[0].raw[0] == "XX"


def test_empty_and_null_words_are_unknown_but_names_of_places_are_not():
    found = prepared("Cognome;Nome;Comune;Note", "Neri;Lia;None;n.d.", "Bia;Ugo;-;NULL", kind="people")
    assert (found[0].values["comune"], found[0].values["notes"]) == ("None", None)
    assert (found[1].values["comune"], found[1].values["notes"]) == (None, None)


def test_contacts_across_columns():
    found = prepared("Cognome;Nome;Telefono;Telefono 2;Cell.;Fax;E-mail;PEC",
                     "Neri;Lia;0346 1234567;333 1234567 fax 0346 99999;347 1234567;0346 11111;L@Prova.it;lia@pec.it",
                     "Bia;Ugo;;;;;solo mattina;", "Riva;Eva;n.d.;;;;x@prova.it (casa);", kind="lawyers")
    assert known(found[0]) == {
        "surname": "Neri", "given_name": "Lia", "phone": "0346 1234567; 333 1234567", "mobile": "347 1234567",
        "fax": "0346 99999; 0346 11111", "email": "l@prova.it", "pec": "lia@pec.it"}
    assert codes(found[1]) == [("email", "email-format")]
    assert found[2].values["email"] == "x@prova.it"
    assert [p.code for p in found[2].warnings] == ["contact-rest"]
    mixed = prepared("Cognome;Nome;Recapiti", "Neri;Lia;chiedere in portineria", "Bia;Ugo;tel. 9 - a@b", kind="lawyers")
    assert codes(mixed[0]) == [("phone", "no-contact")]
    assert codes(mixed[1])


def test_a_lost_zero_behind_the_prefix_is_only_a_warning():
    found = prepared("Cognome;Nome;Telefono", "Neri;Lia;+39 161 212950", "Bia;Ugo;+39 161 212950 / +39 0161 212951",
                     kind="people")
    assert [p.code for r in found for p in r.warnings] == ["phone-lost-zero"] * 2
    assert not any(r.problems for r in found)


def test_foreign_numbers_that_begin_with_three_are_no_mobiles():
    found = prepared("Cognome;Nome;Telefono", "Neri;Lia;0346 123456; +33 1 2345678".replace("; +", " / +"), kind="people")
    assert found[0].values["phone"] == "0346 123456; +33 1 2345678"


def sheet(headers, *data, numbers=frozenset()):
    return Table("x", "", "xlsx", headers, headers, 1, [Row(i, d, numbers) for i, d in enumerate(data, 2)])


def test_numbers_of_spreadsheets_get_their_zeros_and_dates_back():
    table = sheet(("Cognome", "Nome", "CAP", "Data iscrizione"), ("Neri", "Lia", "9976", "45234"), numbers=frozenset({2, 3}))
    found = next(rows.prepare(table, mapping.build(table, kind="lawyers"), TODAY))
    assert (found.values["postcode"], found.values["enrolled_on"]) == ("09976", "2023-11-04")
    text = sheet(("Cognome", "Nome", "CAP", "Data iscrizione"), ("Neri", "Lia", "9976", "45234"))
    assert {f for f, _ in codes(next(rows.prepare(text, mapping.build(text, kind="lawyers"), TODAY)))} == {
        "postcode", "enrolled_on"}


def test_cells_beyond_the_headers_are_never_dropped():
    found = prepared("Cognome;Nome", "Neri;Lia;Via Po", "Bia", kind="people")
    assert codes(found[0]) == [("", "extra-cells")]
    assert codes(found[1]) == [("given_name", "required")]


def test_columns_are_confirmed_by_their_content():
    with pytest.raises(InvalidInput) as caught:
        prepared("Cognome;Nome;Data di nascita", *(f"Neri;Lia;voce {i}" for i in range(6)), kind="people")
    assert (caught.value.facts["code"], caught.value.facts["column"]) == ("content", "Data di nascita")
    # Too few cells prove nothing about the column: each row answers for itself.
    assert codes(prepared("Cognome;Nome;Data di nascita", "Neri;Lia;voce", kind="people")[0])[0][0] == "birth_date"


def test_words_of_code_lists_become_codes_and_near_ones_are_offered():
    lists = {"event_kind": [CodeItem("event_kind", "team_meeting", "Riunione d'équipe", "Team meeting", None, None, False, 1),
                            CodeItem("event_kind", "note", "Nota", "Note", None, None, False, 2)]}
    lines = ("Fascicolo;Data;Tipo;Testo", "1;03/05/2024 18:40;RIUNIONE D’EQUIPE;x", "1;2024-05-04;riunione equip;y", "1;;-;z")
    found = prepared(*lines, context=Context(date(2026, 11, 22), lists))
    assert (found[0].values["at"], found[0].values["kind"]) == ("2024-05-03T18:40", "team_meeting")
    assert codes(found[1]) == [("kind", "unknown-code")]
    assert found[1].problems[0].facts["choices"] == "team_meeting"
    assert codes(found[2]) == [("at", "required"), ("kind", "required")]
    assert prepared(*lines)[1].values["kind"] == "riunione equip"


@pytest.mark.parametrize(("cell", "town", "province"), [
    ("Amandola (FM)", "Amandola", "FM"), ("Pesaro PU", "Pesaro", "PU"), ("Alba, CN", "Alba", "CN"), ("Alba (cn)", "Alba", "CN"),
    ("Roma", "Roma", None), ("Reggio XX", "Reggio XX", None), ("Borgo va", "Borgo va", None), ("NA", "NA", None)])
def test_a_province_behind_the_town(cell, town, province):
    assert cells.town_and_province(cell) == (town, province)


def test_a_province_of_its_own_column_wins():
    found = prepared("Cognome;Nome;Città;Prov.", "Neri;Lia;Alba (CN);NA", kind="lawyers")
    assert (found[0].values["city"], found[0].values["province"]) == ("Alba", "NA")


def test_memory_forgets_when_it_is_full(monkeypatch):
    monkeypatch.setattr(cells, "CACHED", 2)
    asked = []
    memory = cells.Memory(lambda cell: asked.append(cell) or cell.upper())
    assert [memory[c] for c in "ababcc"] == list("ABABCC")
    assert asked == ["a", "b", "c"]
    assert len(memory) == 1
