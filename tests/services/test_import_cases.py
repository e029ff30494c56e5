"""Cases, people, events and facilities: what a row makes, what the next import of it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing_kit import SHARED, context_at, counts, needs_shared, rows, table, taken, verdicts

from minori_tui.data.tables import Address, CaseSpell, Contact
from minori_tui.services.context import Context
from minori_tui.services.importing import apply, rehearse, undo_batch

HEAD = (
    "Fascicolo;Cognome;Nome;Data di nascita;Comune;Madre;Padre;Nucleo familiare;Fratelli e sorelle;Segnalante;Data segnalazione;"
    "Data apertura;Data chiusura;Motivo chiusura;Assistente sociale;Scuola;Telefono;Indirizzo"
)
LUCA = (
    "2024/0001;Rossi;Luca;01/02/2012;Clusone;Bianchi Maria;Rossi Paolo;Rossi-Bianchi;Anna;Scuola;03/03/2024;05/03/2024;;;"
    "Verdi Carla;Primaria;035 123456;Via Roma 1"
)
ANNA = (
    '2024/0002;Rossi;Anna;01/02/2014;Clusone;Bianchi Maria;Rossi Paolo;Rossi-Bianchi;"Luca; Giorgio";;;05/03/2024;;;'
    "Verdi Carla;;347 1234567;Via Roma 1"
)
UGO = ";Gialli;Ugo;01/02/2015;Nonsodove;;;;;boh;;05/03/2023;06/04/2024;maggiorenne;Verdi Carla;;;"


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_at(tmp_path)


def test_a_row_makes_the_case_and_the_family(context: Context) -> None:
    rehearsal, summary = taken(context, table(HEAD, LUCA, ANNA, UGO))
    assert verdicts(rehearsal) == ["new", "new", "new"]
    assert rows(context, "SELECT count(DISTINCT other_id) FROM relationship WHERE kind IN ('mother', 'father')") == [(2,)]
    assert rows(
        context,
        "SELECT p.given_name, o.given_name FROM relationship r JOIN person p ON p.id = r.person_id "
        "JOIN person o ON o.id = r.other_id WHERE kind = 'sibling' ORDER BY 1, 2",
    ) == [("Anna", "Giorgio"), ("Anna", "Luca"), ("Giorgio", "Anna"), ("Luca", "Anna")]
    assert rows(context, "SELECT label, count(*) FROM household h JOIN household_member m ON m.household_id = h.id") == [
        ("Rossi-Bianchi", 2)
    ]
    assert rows(context, "SELECT file_number, municipality FROM case_file") == [
        ("2024/0001", "C800"),
        ("2024/0002", "C800"),
        ("2023/0001", "Nonsodove"),
    ]
    assert rows(context, "SELECT opened_on, closed_on, closing_reason FROM case_spell WHERE closed_on IS NOT NULL") == [
        ("2023-03-05", "2024-04-06", "3")
    ]
    assert rows(context, "SELECT code, name FROM operator WHERE code <> 'rossi'") == [("carla-verdi", "Verdi Carla")]
    assert rows(context, "SELECT valid_from, valid_to FROM assignment ORDER BY case_id") == [
        ("2024-03-05", None),
        ("2024-03-05", None),
        ("2023-03-05", "2024-04-06"),
    ]
    assert rows(context, "SELECT kind, match_key FROM contact") == [("phone", "035123456"), ("mobile", "3471234567")]
    assert {"new-operator", "unknown-place", "not-in-list"} <= {n.code for n in summary.warnings}
    assert rows(context, "SELECT file_number FROM lookup_case ORDER BY 1") == [("2023/0001",), ("2024/0001",), ("2024/0002",)]


def test_the_second_run_says_same_and_undo_empties(context: Context) -> None:
    text = table(HEAD, LUCA, ANNA, UGO)
    taken(context, text)
    rehearsal, summary = taken(context, text)
    assert verdicts(rehearsal) == ["same"] * 3
    assert summary.batch is None
    undo_batch(context)
    assert counts(context) == {}
    assert rows(context, "SELECT count(*) FROM lookup_case") == [(0,)]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("035 123456", "035 999999", "phone"),
        ("Via Roma 1", "Via Po 2", "address"),
        ("Primaria", "Secondaria", "school"),
        ("Verdi Carla", "Neri Ada", "social_worker"),
        ("Bianchi Maria", "Bruni Eva", "mother"),
        ("Rossi-Bianchi", "Nonni", "household"),
        ("Clusone", "Lovere", "comune"),
        (";05/03/2024", ";04/03/2024", "opened_on"),
        ("01/02/2012", "02/02/2012", "birth_date"),
        ("03/03/2024", "13/03/2024", "referral_source"),
        ("Scuola", "TM", "referral_source"),
    ],
)
def test_a_change_is_shown_and_written_once(context: Context, old: str, new: str, field: str) -> None:
    first, second = table(HEAD, LUCA), table(HEAD, LUCA.replace(old, new, 1))
    taken(context, first)
    rehearsal, _ = taken(context, second)
    assert [(r.verdict, [c.field for c in r.changes]) for r in rehearsal.rows] == [("changed", [field])]
    assert verdicts(taken(context, second)[0]) == ["same"]
    assert verdicts(taken(context, first)[0]) == ["same"] or field in ("referral_source",)
    assert verdicts(taken(context, first, update="fill")[0]) == ["same"] or field == "referral_source"


def test_fill_leaves_what_is_known(context: Context) -> None:
    taken(context, table(HEAD, LUCA))
    other = LUCA
    for old, new in (
        ("035 123456", "035 999999"),
        ("Via Roma 1", "Via Po 2"),
        ("Primaria", "Secondaria"),
        ("Verdi Carla", "Neri Ada"),
        ("Bianchi Maria", "Bruni Eva"),
        ("Rossi-Bianchi", "Nonni"),
    ):
        other = other.replace(old, new)
    before = counts(context)
    rehearsal, summary = taken(context, table(HEAD, other), update="fill")
    assert verdicts(rehearsal) == ["same"]
    assert counts(context) == before
    assert "left" in {n.code for n in summary.warnings}


def test_a_closed_case_that_opens_again_gets_a_new_spell(context: Context) -> None:
    closed = LUCA.replace(";05/03/2024;;", ";05/03/2024;01/06/2024;4")
    again = LUCA.replace(";05/03/2024;;", ";05/09/2025;;")
    taken(context, table(HEAD, LUCA))
    assert verdicts(taken(context, table(HEAD, closed))[0]) == ["changed"]
    assert rows(context, "SELECT valid_to FROM assignment") == [("2024-06-01",)]
    assert verdicts(taken(context, table(HEAD, again))[0]) == ["changed"]
    assert rows(context, "SELECT opened_on, closed_on FROM case_spell") == [("2024-03-05", "2024-06-01"), ("2025-09-05", None)]
    assert verdicts(taken(context, table(HEAD, closed, again))[0]) == ["same", "same"]
    odd = LUCA.replace(";05/03/2024;;", ";07/03/2024;08/10/2025;4")
    assert verdicts(taken(context, table(HEAD, odd))[0]) == ["conflict"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (LUCA.replace(";05/03/2024;;", ";05/03/2024;01/01/2024;"), "closed-before-opened"),
        (LUCA.replace(";05/03/2024;;", ";05/03/2027;;"), "in-the-future"),
        (LUCA.replace("01/02/2012", "31/02/2012"), "date-day"),
    ],
)
def test_a_bad_row_is_rejected_alone(context: Context, cells: str, code: str) -> None:
    rehearsal, summary = taken(context, table(HEAD, cells, ANNA))
    assert verdicts(rehearsal) == ["rejected", "new"]
    reject = summary.as_json()["rejects"][0]
    assert (reject["row"], reject["code"]) == (2, code)
    assert reject["field"]
    assert reject["value"]
    assert reject["message"]


def test_values_changed_by_hand_stay(context: Context) -> None:
    text = table(HEAD, LUCA)
    taken(context, text)
    with context.unit("case.edit") as unit:
        unit.change(Contact, 1, 1, valid_to="2026-11-21")
        unit.change(Address, 1, 1, street="Via Nuova 3")
        unit.change(CaseSpell, 1, 1, closed_on="2026-01-01", closing_reason="4")
    rehearsal, _ = taken(context, text)
    assert {p.field for p in rehearsal.rows[0].problems} == {"phone", "address"}
    with context.unit("case.edit") as unit:
        unit.add(Contact(person_id=1, kind="phone", value="035 7", match_key="0357"))
        unit.change(Address, 1, 2, valid_to="2026-11-22")
        unit.add(Address(person_id=1, street="Via Terza 4"))
    rehearsal, _ = taken(context, text)
    assert {p.field for p in rehearsal.rows[0].problems} == {"phone", "address"}


def test_a_child_that_is_there_already_gets_the_case(context: Context) -> None:
    taken(context, table("Cognome;Nome;Data di nascita;Sesso", "Rossi;Luca;01/02/2012;M"))
    taken(context, table(HEAD, LUCA))
    assert rows(context, "SELECT count(*) FROM person WHERE given_name = 'Luca'") == [(1,)]


def test_without_a_number_name_and_birth_date_find_the_case(context: Context) -> None:
    taken(context, table(HEAD, LUCA))
    assert verdicts(taken(context, table(HEAD, LUCA.replace("2024/0001", "")))[0]) == ["same"]
    taken(context, table(HEAD, LUCA.replace("2024/0001", "2024/0009")))
    assert verdicts(taken(context, table(HEAD, LUCA.replace("2024/0001", "")))[0]) == ["conflict"]


def test_missing_records_are_named(context: Context) -> None:
    taken(context, table(HEAD, LUCA, ANNA, UGO))
    _, summary = taken(context, table(HEAD, LUCA, ANNA))
    note = next(n for n in summary.warnings if n.code == "missing")
    assert note.facts["names"] == "2023/0001"
    assert counts(context)["case_file"] == 3


PEOPLE = "Cognome;Nome;Codice fiscale;Data di nascita;Comune;Telefono;Cellulare;E-mail;Indirizzo;Indirizzo riservato"


def test_people_are_told_apart_and_found_again(context: Context) -> None:
    text = table(
        PEOPLE,
        "Rossi;Luca;;01/02/2012;Clusone;035 123456;;a@b.it;Via Roma;sì",
        "Neri;Gino;;;;035 111111;;;;",
        "Neri;Gino;;;;035 222222;;;;",
        "Neri;Gino;;;;;;;;",
        "Solo;Nome;;;;;;;;",
        "Uno;Due;;01/01/2000;;;;x@y.it;;",
        "Uno;Due;;01/01/2000;;;;z@y.it;Via X;",
        "Bianchi;Ida;;;;;347 1234567;;;",
        "Ida;Bianchi;;;;;347 1234567;;Via Y;",
    )
    rehearsal, _ = taken(context, text)
    assert verdicts(rehearsal) == ["new", "new", "new", "same", "new", "new", "changed", "new", "changed"]
    assert verdicts(taken(context, text)[0]) == ["same"] * 9
    assert rows(context, "SELECT protected, municipality FROM address WHERE street = 'Via Roma'") == [(1, "C800")]
    assert verdicts(taken(context, table(PEOPLE, "Neri;Gino;;;;;;;Via Z;"))[0]) == ["new"]
    assert verdicts(taken(context, table(PEOPLE, "Neri;Gino;;;;035 111111;;;Via Z;"))[0]) == ["conflict"]
    undo_batch(context)
    undo_batch(context)
    assert counts(context) == {}


EVENTS = "Fascicolo;Data;Tipo;Testo;Esito"


def test_events_are_told_apart_by_moment_kind_and_text(context: Context) -> None:
    taken(context, table(HEAD, LUCA))
    text = table(
        EVENTS,
        "2024/0001;01/03/2024;colloquio;primo;",
        "2024/0001;01/03/2024 10:30;colloquio;primo;",
        "2024/0001;01/03/2024;colloquio;PRIMO;svolto",
        "2024/001;01/03/2024;colloquio;primo;",
        "1;01/03/2024;colloquio;;",
        "2024/0001;01/03/2024;boh;primo;",
    )
    rehearsal, summary = taken(context, text)
    assert verdicts(rehearsal) == ["new", "new", "changed", "rejected", "rejected", "rejected"]
    assert "2024/0001" in summary.as_json()["rejects"][0]["message"]
    assert rows(context, "SELECT at, outcome, reserved FROM event") == [("2024-03-01", "held", 0), ("2024-03-01T10:30", None, 0)]
    assert verdicts(taken(context, text)[0])[:3] == ["same"] * 3


FACILITIES = "Codice struttura;Denominazione;Tipo;Comune;Posti;Retta giornaliera;Età da;Età a"


def test_facilities(context: Context) -> None:
    text = table(
        FACILITIES,
        ";Casa Blu;casa famiglia;Clusone;6;120,50;6;12",
        "V1;Casa Verde;comunità educativa;Lovere;8;99;;",
        ";Casa Blu;casa famiglia;Clusone;7;120,50;;",
        ";Casa Blu;casa famiglia;Lovere;7;;9;3",
    )
    assert verdicts(taken(context, text)[0]) == ["new", "new", "same", "rejected"]
    assert verdicts(taken(context, text)[0]) == ["same", "same", "same", "rejected"]
    renamed = text.replace("Casa Verde", "Casa Verde Nuova")
    assert verdicts(taken(context, renamed)[0])[1] == "changed"
    taken(context, table(FACILITIES, "V2;Casa Rossa;altro;Lovere;;;;", "V3;Casa Rossa;altro;Lovere;;;;"))
    assert verdicts(taken(context, table(FACILITIES, ";Casa Rossa;altro;Lovere;;;;"))[0]) == ["conflict"]


@needs_shared
@pytest.mark.shared
def test_national_returns(context: Context) -> None:
    for name, new in (("cases.csv", 2675), ("events.csv", 12580)):
        path = SHARED / "placements" / name
        first = apply(context, rehearse(context, path))
        assert (first.counts["new"], first.counts["rejected"]) == (new, 0)
        again = apply(context, rehearse(context, path))
        assert again.counts["same"] == again.counts["rows"]
        assert again.batch is None
