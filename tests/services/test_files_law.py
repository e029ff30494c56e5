"""Orders and interventions in and out: one order for several children, what is refused with its article, what is told apart,
links to orders, facilities and the diary, and files that come back as they went out.
"""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_kit import SHARED, context_at, needs_shared, rows, table, taken, upload, verdicts

from minori_tui.data.queries.facts import case_facts
from minori_tui.domain.integrity import check_case
from minori_tui.services import exporting, journal
from minori_tui.services.context import Context
from minori_tui.services.importing import ImportOptions, apply, list_batches, rehearse, undo_batch
from minori_tui.services.importing.pairing import SEVERAL, pair

CASES = table(
    "Fascicolo;Cognome;Nome;Data di nascita;Comune;Data apertura;Madre;Padre",
    "2025/0001;Colli;Ada;04/05/2012;Clusone;10/01/2025;Rota Eva;Colli Ugo",
    "2025/0002;Colli;Leo;07/08/2016;Clusone;10/01/2025;Rota Eva;Colli Ugo",
    "2025/0003;Bini;Noa;01/02/2023;Rovetta;12/03/2025;;",
)
HOMES = table("Codice struttura;Denominazione;Tipo;Di tipo familiare", "U1;Casa Larice;comunità educativa;no",
              "U2;Il Girasole;casa famiglia;sì", "U3;Il Girasole;centro diurno;no")
ORDER_HEAD = ("Fascicolo;Autorità;R.G.;N. decreto;Tipo;Data deposito;Data protocollo;Durata (mesi);Relazioni ogni;"
              "Data e ora allontanamento")
ORDER = "2025/0001;TM Brescia;873/2025;1204/2025;affidamento familiare;10/02/2025;14/02/2025;24;6;"
HEAD = ("Fascicolo;Intervento;Data inizio;Data fine;Motivo fine;Forma;N. decreto;Cooperativa;Famiglia;Struttura;Ore/sett.;"
        "Notti;Retta;Con chi;Note")


@pytest.fixture
def context(tmp_path) -> Context:
    made = context_at(tmp_path)
    taken(made, CASES)
    taken(made, HOMES)
    return made


def problems(rehearsal: Any) -> list[tuple[str, str]]:
    return [(p.field, p.code) for r in rehearsal.rows for p in r.problems]


def told(rehearsal: Any) -> list[tuple[str, str]]:
    return [(p.field, p.code) for r in rehearsal.rows for p in r.warnings]


def again(context: Context, text: str, **options: Any) -> list[str]:
    rehearsal = rehearse(context, upload(text), ImportOptions(**options))
    assert not rehearsal.plan
    return verdicts(rehearsal)


# --- orders -----------------------------------------------------------------------------------------------------------

def test_an_order_with_both_its_dates(context: Context) -> None:
    rehearsal, summary = taken(context, table(ORDER_HEAD, ORDER))
    assert summary.kind == "orders"
    assert verdicts(rehearsal) == ["new"]
    assert rows(context, "SELECT a.name, a.kind, o.registry_number, o.order_number, o.match_key, o.kind, o.filed_on, "
                         "o.received_on, o.duration_months, o.report_every_months FROM court_order o JOIN authority a "
                         "ON a.id = o.authority_id") == [
        ("Tribunale per i Minorenni di Brescia", "juvenile_court", "873/2025", "1204/2025", "12042025", "foster_care",
         "2025-02-10", "2025-02-14", 24, 6)]
    assert again(context, table(ORDER_HEAD, ORDER)) == ["same"]
    other = ORDER.replace("TM Brescia", "Tribunale per i Minorenni di Brescia").replace("1204/2025", "n. 1204-2025")
    assert again(context, table(ORDER_HEAD, other.replace("n. ", ""))) == ["same"]


def test_one_order_for_several_children_each_with_an_outcome(context: Context) -> None:
    text = table("Fascicolo;Autorità;N. decreto;Tipo;Data deposito;Responsabilità madre;Responsabilità padre",
                 "2025/0001;TM Brescia;55/2025;affidamento familiare;10/02/2025;limitazione;decadenza",
                 "2025/0002;T.M. di Brescia;55/2025;assistenza domiciliare;10/02/2025;limitata;sospensione",
                 "2025/0003;TM Brescia;55/2025;affidamento familiare;10/02/2025;;")
    rehearsal, _ = taken(context, text)
    assert verdicts(rehearsal) == ["new", "new", "new"]
    assert rows(context, "SELECT count(*) FROM court_order") == [(1,)]
    assert rows(context, "SELECT case_id, kind FROM order_child ORDER BY case_id") == [(1, None), (2, "home_support"), (3, None)]
    assert rows(context, "SELECT p.case_id, p.parent, p.measure, q.surname FROM order_parent p LEFT JOIN person q "
                         "ON q.id = p.person_id ORDER BY 1, 2") == [
        (1, "father", "removed", "Colli"), (1, "mother", "limited", "Rota"),
        (2, "father", "suspended", "Colli"), (2, "mother", "limited", "Rota")]
    assert again(context, text) == ["same", "same", "same"]


def test_another_child_joins_a_stored_order(context: Context) -> None:
    taken(context, table(ORDER_HEAD, ORDER))
    second = ORDER.replace("2025/0001", "2025/0002")
    rehearsal, _ = taken(context, table(ORDER_HEAD, ORDER, second))
    assert verdicts(rehearsal) == ["same", "new"]
    assert rows(context, "SELECT count(*), count(DISTINCT order_id) FROM order_child") == [(2, 1)]
    assert again(context, table(ORDER_HEAD, second), update="never") == ["same"]


def test_a_child_that_joins_may_bring_what_was_not_known(context: Context) -> None:
    taken(context, table("Fascicolo;Autorità;N. decreto;Tipo", "2025/0001;TM Brescia;7/2025;indagine"))
    joined = table("Fascicolo;Autorità;N. decreto;Tipo;Termine", "2025/0002;TM Brescia;7/2025;indagine;30/04/2025")
    assert verdicts(taken(context, joined, update="never")[0]) == ["new"]
    assert rows(context, "SELECT due_on FROM court_order") == [(None,)]
    joined = joined.replace("0002", "0003")
    assert verdicts(taken(context, joined)[0]) == ["new"]
    assert rows(context, "SELECT due_on FROM court_order") == [("2025-04-30",)]


@pytest.mark.parametrize(("change", "field", "code"), [
    (("14/02/2025", "01/02/2025"), "received_on", "received-before-filed"),
    ((";24;", ";25;"), "duration_months", "too-long-a-term"),
    (("24;6;", "24;7;"), "report_every_months", "report-period"),
    (("affidamento familiare", "art. 403"), "occurred_at", "no-minute"),
    (("2025/0001", "2025/0009"), "file_number", "no-such-case"),
    (("2025/0001", "1998/77"), "file_number", "no-such-case"),
    (("TM Brescia", "Tribunale"), "authority", "several-authorities"),
    (("TM Brescia", "boh"), "authority", "unknown-authority"),
    (("affidamento familiare", "qualcosa"), "kind", "unknown-code"),
    (("10/02/2025", "31/02/2025"), "filed_on", "no-such-day"),
    (("10/02/2025", "10/02/2031"), "filed_on", "date-future")])
def test_what_an_order_is_refused_for(context: Context, change: tuple[str, str], field: str, code: str) -> None:
    rehearsal = rehearse(context, upload(table(ORDER_HEAD, ORDER.replace(*change))))
    assert verdicts(rehearsal) == ["rejected"]
    assert field in {f for f, _ in problems(rehearsal)}
    if code not in ("no-such-day", "several-authorities"):
        assert (field, code) in problems(rehearsal)
    assert not rehearsal.plan


def test_the_nearest_file_number_is_named(context: Context) -> None:
    rehearsal = rehearse(context, upload(table(ORDER_HEAD, ORDER.replace("2025/0001", "2025/0011"))))
    assert "2025/0001" in rehearsal.rows[0].problems[0].facts["near"]


def test_the_hour_that_comes_twice_is_asked_for(context: Context) -> None:
    removal = "2025/0003;TM Brescia;;;art. 403;;;;;{}"
    asked = rehearse(context, upload(table(ORDER_HEAD, removal.format("26/10/2025 02:30"))))
    assert problems(asked) == [("occurred_at", "ambiguous-time")]
    skipped = rehearse(context, upload(table(ORDER_HEAD, removal.format("30/03/2025 02:30"))))
    assert problems(skipped) == [("occurred_at", "no-such-time")]
    taken(context, table(ORDER_HEAD, removal.format("26/10/2025 02:30 legale")))
    assert rows(context, "SELECT occurred_at FROM court_order") == [("2025-10-26T02:30+02:00",)]
    assert again(context, table(ORDER_HEAD, removal.format("26/10/2025 02:30 legale"))) == ["same"]


def test_orders_without_a_number(context: Context) -> None:
    """Told by authority, R.G., day and kind; a removal by its minute; without any of these each child has an order of its own."""
    head = "Fascicolo;Autorità;R.G.;N. decreto;Tipo;Data deposito;Data e ora allontanamento"
    text = table(head, "2025/0001;TM Brescia;9/2025;;vigilanza;01/03/2025;", "2025/0002;TM Brescia;9/2025;;vigilanza;01/03/2025;",
                 "2025/0001;TM Brescia;9/2025;;vigilanza;01/04/2025;",
                 "2025/0001;TM Brescia;;;art. 403;;05/04/2025 22:10", "2025/0002;TM Brescia;;;art. 403;;05/04/2025 22:10",
                 "2025/0001;Procura minorile Brescia;;;indagine;;", "2025/0002;Procura minorile Brescia;;;indagine;;")
    rehearsal, _ = taken(context, text)
    assert verdicts(rehearsal) == ["new"] * 7
    assert rows(context, "SELECT count(*) FROM court_order") == [(5,)]
    assert again(context, text) == ["same"] * 7
    numbered = table(head, "2025/0001;TM Brescia;9/2025;77/2025;vigilanza;01/04/2025;")
    changed, _ = taken(context, numbered)
    assert [(c.field, c.old, c.new) for c in changed.rows[0].changes] == [("order_number", None, "77/2025")]
    assert rows(context, "SELECT count(*) FROM court_order") == [(5,)]


def test_a_number_without_its_year_is_another_order_every_year(context: Context) -> None:
    head = "Fascicolo;Autorità;N. decreto;Tipo;Data deposito"
    text = table(head, "2025/0001;TM Brescia;12;vigilanza;01/03/2024", "2025/0001;TM Brescia;12;proroga;01/03/2025")
    taken(context, text)
    assert rows(context, "SELECT count(*) FROM court_order") == [(2,)]
    assert again(context, text) == ["same", "same"]


def test_changes_of_an_order(context: Context) -> None:
    taken(context, table(ORDER_HEAD, ORDER))
    head = ORDER_HEAD + ";Responsabilità madre"
    new = ORDER.replace("affidamento familiare", "comunità").replace(";24;6;", ";12;6;") + ";limitata"
    changed, _ = taken(context, table(head, new))
    assert [(c.field, c.old, c.new) for c in changed.rows[0].changes] == [
        ("duration_months", 24, 12), ("kind", "foster_care", "residential"), ("mother_responsibility", None, "limited")]
    moved, _ = taken(context, table(head, new.replace("limitata", "decaduta")))
    assert [(c.field, c.old, c.new) for c in moved.rows[0].changes] == [("mother_responsibility", "limited", "removed")]
    # with a second child the outcome of one is its own
    taken(context, table(head, new.replace("0001", "0002")))
    taken(context, table(head, new.replace("comunità", "vigilanza").replace("limitata", "")))
    assert rows(context, "SELECT o.kind, r.case_id, r.kind FROM order_child r JOIN court_order o ON o.id = r.order_id "
                         "ORDER BY 2") == [("residential", 1, "monitoring"), ("residential", 2, None)]


def test_rows_that_contradict_an_earlier_one_are_told(context: Context) -> None:
    text = table(ORDER_HEAD, ORDER, ORDER.replace("0001", "0002").replace("10/02/2025", "11/02/2025"))
    rehearsal, _ = taken(context, text)
    assert told(rehearsal) == [("filed_on", "said-before")]
    assert rows(context, "SELECT filed_on FROM court_order") == [("2025-02-10",)]
    assert again(context, text) == ["same", "same"]


def test_two_orders_with_one_number(context: Context) -> None:
    taken(context, table(ORDER_HEAD, ORDER))
    with context.unit("test", None) as unit:  # entered twice by hand
        unit.run("INSERT INTO court_order (version, op_id, authority_id, order_number, match_key, kind) "
                 "SELECT 1, ?, authority_id, order_number, match_key, kind FROM court_order", (unit.op_id,))
    rehearsal = rehearse(context, upload(table(ORDER_HEAD, ORDER.replace("0001", "0002"))))
    assert verdicts(rehearsal) == ["conflict"]
    assert again(context, table(ORDER_HEAD, ORDER)) == ["same"]  # of these only one is about the child


def test_what_was_written_by_hand_is_not_overwritten(context: Context) -> None:
    taken(context, table(ORDER_HEAD, ORDER))
    with context.unit("order.edit", None) as unit:
        unit.run("UPDATE court_order SET duration_months = 18, version = 2, op_id = ?", (unit.op_id,))
    for text in (table(ORDER_HEAD, ORDER), table(ORDER_HEAD, ORDER.replace("0001", "0002"))):
        rehearsal = rehearse(context, upload(text))
        assert verdicts(rehearsal) == ["conflict"]
        assert problems(rehearsal) == [("duration_months", "newer-value")]


# --- interventions ----------------------------------------------------------------------------------------------------

def line(**said: str) -> str:
    """A row of interventions; what is not said is empty."""
    names = ("file", "kind", "start", "end", "reason", "form", "order", "coop", "family", "home", "hours", "nights", "fee",
             "whom", "note")
    values = {"file": "2025/0001", "kind": "ADM", "start": "01/03/2025"} | said
    return ";".join(values.get(n, "") for n in names)


def test_every_kind_with_its_details(context: Context) -> None:
    text = table(
        HEAD, line(hours="4,5", coop="Coop Sottosopra", form="accordo", note="a casa"),
        line(kind="incontri protetti", whom="padre"), line(kind="affido", family="Famiglia Olmi", nights="7", form="giudiziale"),
        line(file="2025/0003", kind="comunità", home="U2", nights="7", fee="96,50"),
        line(kind="centro diurno", home="casa larice"),
        *(line(kind=k) for k in ("IND", "MON", "PSI", "SAS")))
    rehearsal, summary = taken(context, text)
    assert summary.kind == "interventions"
    assert set(verdicts(rehearsal)) == {"new"}
    assert rows(context, "SELECT kind, consent, provider, family, facility_id, daily_fee FROM intervention ORDER BY id")[:5] == [
        ("ADM", "consensual", "Coop Sottosopra", None, None, None), ("IP", None, None, None, None, None),
        ("AFF", "judicial", None, "Famiglia Olmi", None, None), ("COM", None, None, None, 2, 9_650),
        ("SEMI", None, None, None, 1, None)]
    assert rows(context, "SELECT intervention_id, weekly_minutes FROM home_support") == [(1, 270)]
    assert rows(context, "SELECT intervention_id, with_whom FROM supervised_contact") == [(2, "padre")]
    assert rows(context, "SELECT intervention_id, nights_per_week FROM foster_placement") == [(3, 7)]
    assert rows(context, "SELECT intervention_id, nights_per_week FROM residential_placement") == [(4, 7)]
    assert again(context, text) == ["same"] * 9


def test_details_are_compared_and_added(context: Context) -> None:
    taken(context, table(HEAD, line(), line(kind="AFF")))
    changed, _ = taken(context, table(HEAD, line(hours="4", coop="Coop", end="01/09/2025", reason="concluso"),
                                      line(kind="AFF", nights="5")))
    assert [(c.field, c.old, c.new) for r in changed.rows for c in r.changes] == [
        ("ended_on", None, "2025-09-01"), ("end_reason", None, "completed"), ("provider", None, "Coop"),
        ("weekly_hours", None, 240), ("nights_per_week", None, 5)]
    changed, _ = taken(context, table(HEAD, line(hours="6")))
    assert [(c.field, c.old, c.new) for c in changed.rows[0].changes] == [("weekly_hours", 240, 360)]


@pytest.mark.parametrize(("said", "field", "code"), [
    ({"end": "01/02/2025"}, "ended_on", "ended-before-start"), ({"end": "01/02/2030"}, "ended_on", "in-the-future"),
    ({"reason": "concluso"}, "ended_on", "end-missing"), ({"reason": "boh", "end": "01/04/2025"}, "end_reason", "unknown-code"),
    ({"start": "01/01/2001"}, "started_on", "before-birth"), ({"hours": "molte"}, "weekly_hours", "hours"),
    ({"hours": "0"}, "weekly_hours", "number-range"), ({"kind": "AFF", "nights": "9"}, "nights_per_week", "number-range"),
    ({"fee": "-3"}, "daily_fee", "negative"), ({"file": "2025/0004"}, "file_number", "no-such-case"),
    ({"kind": "altro"}, "kind", "unknown-code"), ({"order": "1/2020"}, "order_number", "no-such-order"),
    ({"home": "Casa Larici"}, "facility", "no-such-facility"), ({"home": "Nessuna"}, "facility", "no-such-facility"),
    ({"home": "Il Girasole"}, "facility", "two-records")])
def test_what_an_intervention_is_refused_for(context: Context, said: dict[str, str], field: str, code: str) -> None:
    rehearsal = rehearse(context, upload(table(HEAD, line(**said))), ImportOptions(kind="interventions"))
    assert verdicts(rehearsal) == ["rejected"]
    assert (field, code) in problems(rehearsal)
    assert all(p.value for r in rehearsal.rows for p in r.problems if p.field in ("started_on", "weekly_hours", "facility"))


def test_a_planned_end_over_24_months_needs_an_extension(context: Context) -> None:
    head = "Fascicolo;Intervento;Data inizio;Fine prevista"
    text = table(head, "2025/0001;affido;01/03/2025;01/04/2027")
    refused = rehearse(context, upload(text))
    assert problems(refused) == [("planned_end", "over-24-months")]
    taken(context, table("Fascicolo;Autorità;N. decreto;Tipo", "2025/0001;TM Brescia;8/2026;proroga"))
    assert verdicts(rehearse(context, upload(text))) == ["new"]


def test_the_reason_of_an_end_is_of_the_list_of_its_kind(context: Context) -> None:
    taken(context, table(HEAD, line(end="01/04/2025", reason="rinuncia della famiglia"),
                         line(kind="AFF", end="01/04/2025", reason="rientro in famiglia"),
                         line(kind="COM", home="U1", end="01/04/2025", reason="famiglia affidataria")))
    assert rows(context, "SELECT kind, end_reason FROM intervention ORDER BY id") == [
        ("ADM", "family_withdrew"), ("AFF", "1"), ("COM", "2")]


def test_a_beginning_to_come_or_that_never_came(context: Context) -> None:
    text = table(HEAD, line(start="01/01/2027"), line(kind="MON", end="01/04/2025", reason="mai avviato"))
    taken(context, text)
    assert rows(context, "SELECT planned_start, started_on, ended_on, end_reason FROM intervention ORDER BY id") == [
        ("2027-01-01", None, None, None), ("2025-03-01", None, "2025-04-01", "not_started")]
    assert again(context, text) == ["same", "same"]


def test_what_was_planned_has_begun(context: Context, tmp_path) -> None:
    from datetime import datetime

    from minori_tui.domain.clock import FixedClock

    taken(context, table(HEAD, line(start="01/12/2026")))
    later = Context(context.store, context.actor, FixedClock(datetime(2026, 12, 3, 9)))
    rehearsal, _ = taken(later, table(HEAD, line(start="01/12/2026")))
    assert [(c.field, c.new) for c in rehearsal.rows[0].changes] == [("started_on", "2026-12-01")]
    assert again(later, table(HEAD, line(start="01/12/2026"))) == ["same"]


def test_what_does_not_belong_to_the_kind_is_told_and_left_out(context: Context) -> None:
    rehearsal, _ = taken(context, table(HEAD, line(nights="3", whom="madre")))
    assert told(rehearsal) == [("nights_per_week", "not-of-kind"), ("with_whom", "not-of-kind")]
    assert rows(context, "SELECT count(*) FROM supervised_contact") == [(0,)]


def test_links_to_the_orders_of_the_child(context: Context) -> None:
    second = ORDER.replace("1204/2025", "1300/2025").replace("873/2025", "900/2025")
    taken(context, table(ORDER_HEAD, ORDER, second))
    text = table(HEAD, line(order="1204-2025", form="TM"), line(kind="MON", order="900/2025"), line(kind="IP", form="TM"))
    rehearsal, _ = taken(context, text)
    assert [i for (i,) in rows(context, "SELECT order_id FROM intervention ORDER BY id")] == [1, 2, None]
    assert told(rehearsal) == [("order_number", "IN-NO-ORDER")]
    changed, _ = taken(context, table(HEAD, line(order="1300/2025")))
    assert [(c.field, c.old, c.new) for c in changed.rows[0].changes] == [("order_number", "1204/2025", "1300/2025")]
    wrong = rehearse(context, upload(table(HEAD, line(order="1205/2025"))))
    assert "1204/2025" in wrong.rows[0].problems[0].facts["near"]
    taken(context, table(ORDER_HEAD, ORDER.replace("1204/2025", "1400/2025")))  # R.G. 873/2025 has two orders now
    both = rehearse(context, upload(table(HEAD, line(order="873/2025"))))
    assert problems(both) == [("order_number", "two-records")]


def test_several_that_began_on_one_day(context: Context) -> None:
    text = table(HEAD, line(coop="Coop A", hours="2"), line(coop="Coop B", hours="3"), line(coop="Coop A", hours="2"))
    rehearsal, _ = taken(context, text)
    assert verdicts(rehearsal) == ["new", "new", "same"]
    assert again(context, text) == ["same"] * 3
    changed, _ = taken(context, table(HEAD, line(coop="Coop B", hours="5")))
    assert rows(context, "SELECT weekly_minutes FROM home_support ORDER BY id") == [(120,), (300,)]
    assert verdicts(changed) == ["changed"]
    unclear = rehearse(context, upload(table(HEAD, line(hours="5"))))
    assert verdicts(unclear) == ["conflict"]
    renamed = table(HEAD, line(kind="MON", coop="Ente A"))
    taken(context, renamed)
    moved, _ = taken(context, renamed.replace("Ente A", "Ente B"))
    assert [(c.field, c.old, c.new) for c in moved.rows[0].changes] == [("provider", "Ente A", "Ente B")]


def test_a_row_that_contradicts_its_double_is_told(context: Context) -> None:
    text = table(HEAD, line(hours="2", fee="10"), line(hours="3", fee="12"))
    rehearsal, _ = taken(context, text)
    assert told(rehearsal) == [("daily_fee", "said-before"), ("weekly_hours", "said-before")]
    assert again(context, text) == ["same", "same"]


@pytest.mark.parametrize(("given_rows", "records", "expected"), [
    ([], [], []), ([("", "", 0)], [], [0]), ([("a", "", 0), ("b", "", 0), ("a", "", 0)], [], [0, 1, 0]),
    ([("a", "", 0)], [("a", "", 0), ("b", "", 0)], [0]), ([("b", "", 0), ("a", "", 0)], [("a", "", 0), ("b", "", 0)], [1, 0]),
    ([("", "", 0)], [("a", "", 0), ("b", "", 0)], [SEVERAL]), ([("", "", 0)], [("a", "", 0)], [0]),
    ([("c", "", 0)], [("a", "", 0)], [0]), ([("a", "", 0), ("c", "", 0)], [("a", "", 0)], [0, 1]),
    ([("a", "", 0), ("a", "", 0)], [("a", "", 0), ("a", "", 0)], [0, 1]),
    ([("c", "", 0), ("d", "", 0)], [("a", "", 0)], [SEVERAL, SEVERAL]),
    ([("a", "", 0), ("", "", 0)], [], [0, 0]), ([("a", "x", 0), ("a", "", 0)], [], [0, 0]),
    ([("a", "", 0), ("b", "", 0), ("", "", 0)], [], [0, 1, SEVERAL])])
def test_pairs(given_rows: list[Any], records: list[Any], expected: list[int]) -> None:
    assert pair(given_rows, records) == expected


def test_the_diary_is_linked_to_the_intervention_it_names(context: Context) -> None:
    events = table("Fascicolo;Data e ora;Tipo;Intervento;Testo", "2025/0001;10/03/2025;colloquio;ADM;prima",
                   "2025/0001;11/03/2025;colloquio;incontri protetti;due", "2025/0001;12/03/2025;colloquio;qualcosa;tre")
    taken(context, events)
    text = table(HEAD, line(), line(kind="IP"), line(kind="IP", start="01/06/2025"))
    rehearsal, _ = taken(context, text)
    assert [(n.code, n.facts["count"]) for n in rehearsal.warnings] == [("linked", 1)]
    assert rows(context, "SELECT intervention, intervention_id FROM event ORDER BY id") == [
        ("ADM", 1), ("incontri protetti", None), ("qualcosa", None)]  # of two supervised contacts none is meant for sure
    assert again(context, text) == ["same"] * 3
    taken(context, table("Fascicolo;Data e ora;Tipo;Intervento;Testo", "2025/0001;13/03/2025;colloquio;adm;quattro"))
    assert rows(context, "SELECT intervention_id FROM event WHERE text = 'quattro'") == [(1,)]
    assert again(context, events) == ["same"] * 3


@pytest.mark.parametrize(("list_name", "words"), [
    ("order_kind", {"art. 403": "emergency_removal", "Affidamento all'ente": "service_custody", "PROROGA": "extension",
                    "vigilanza": "monitoring", "comunità": "residential", "affido": "foster_care", "inquiry": "inquiry"}),
    ("parent_measure", {"decaduto": "removed", "limitazione": "limited", "sospesa": "suspended", "prescrizioni": "instructions"}),
    ("consent", {"giudiziale": "judicial", "accordo scritto": "consensual", "TM": "judicial"}),
    ("intervention_kind", {"educativa domiciliare": "ADM", "spazio neutro": "IP", "affido": "AFF", "comunità alloggio": "COM",
                           "prosieguo": "PRO", "5-bis": "SAS", "residential placement": "COM"})])
def test_the_words_of_offices_are_codes(list_name: str, words: dict[str, str]) -> None:
    from minori_tui.data.codes import load_list
    from minori_tui.domain import codes

    for word, code in words.items():
        found = codes.match(word, load_list(list_name))
        assert found is not None, word
        assert found.code == code


def test_headers_of_offices_find_their_fields() -> None:
    from minori_tui.transfer.kinds import KINDS
    from minori_tui.transfer.synonyms import target_of

    for kind, headers in (
        ("orders", {"N. decreto": "order_number", "R.G.": "registry_number", "Data deposito": "filed_on",
                    "Periodicità": "report_every_months", "Data protocollo": "received_on",
                    "Autorità giudiziaria": "authority", "Durata (mesi)": "duration_months"}),
        ("interventions", {"Intervento": "kind", "Data inizio": "started_on", "Data fine": "ended_on", "Cooperativa": "provider",
                           "Retta €/die": "daily_fee", "Affidatari": "family", "Comunità": "facility",
                           "Ore/sett.": "weekly_hours"})):
        assert {h: target_of(KINDS[kind], h) for h in headers} == headers


# --- taking back, and the lookup ---------------------------------------------------------------------------------------

def test_a_batch_is_taken_back_whole(context: Context) -> None:
    taken(context, table("Fascicolo;Data e ora;Tipo;Intervento;Testo", "2025/0001;10/03/2025;colloquio;ADM;prima"))
    _, first = taken(context, table(ORDER_HEAD, ORDER, ORDER.replace("0001", "0002")))
    _, second = taken(context, table(HEAD, line(order="1204/2025", hours="4"), line(kind="IP", whom="padre")))
    with pytest.raises(Exception, match="later work"):
        undo_batch(context, first.batch)
    undo_batch(context, second.batch)
    assert rows(context, "SELECT (SELECT count(*) FROM intervention), (SELECT count(*) FROM home_support), "
                         "(SELECT count(*) FROM supervised_contact), (SELECT count(*) FROM event WHERE intervention_id > 0)") == [
        (0, 0, 0, 0)]
    undo_batch(context, first.batch)
    assert rows(context, "SELECT (SELECT count(*) FROM court_order), (SELECT count(*) FROM order_child), "
                         "(SELECT count(*) FROM authority)") == [(0, 0, 0)]
    assert journal.redo(context).facts["subject"] == "list.csv"
    assert rows(context, "SELECT count(*) FROM order_child") == [(2,)]
    assert len(list_batches(context)) == 5


def test_the_lookup_keeps_step(context: Context, check_lookup) -> None:
    taken(context, table(ORDER_HEAD, ORDER))
    _, summary = taken(context, table(HEAD, line(kind="AFF", order="1204/2025", family="Olmi")))
    check_lookup(context.store)
    undo_batch(context, summary.batch)
    check_lookup(context.store)


def test_a_hearing_of_a_file_is_looked_at_by_the_checks(context: Context, check_lookup) -> None:
    taken(context, table(HEAD, line(kind="AFF", family="Olmi")))
    head = "Fascicolo;Data e ora;Tipo;Esito;Testo"
    taken(context, table(head, "2025/0001;10/06/2025;udienza;;sentiti"))
    found = "SELECT case_id FROM lookup_finding WHERE code = 'PL-CARERS-NOT-SUMMONED'"
    assert rows(context, found) == [(1,)]
    check_lookup(context.store)
    taken(context, table(head, "2025/0001;10/06/2025;udienza;annullata;sentiti"))
    assert rows(context, found) == []
    check_lookup(context.store)


def test_a_record_missing_from_a_later_list_is_named(context: Context) -> None:
    taken(context, table(HEAD, line(), line(kind="IP"), line(kind="MON")))
    rehearsal = rehearse(context, upload(table(HEAD, line(), line(kind="IP"))))
    assert [(n.code, n.facts["names"]) for n in rehearsal.warnings] == [("missing", "2025/0001 MON 2025-03-01")]
    taken(context, table(ORDER_HEAD, ORDER, ORDER.replace("1204", "1205")))
    rehearsal = rehearse(context, upload(table(ORDER_HEAD, ORDER)))
    assert [(n.code, n.facts["names"]) for n in rehearsal.warnings] == [("missing", "2025/0001 1205/2025")]


# --- out and in again ---------------------------------------------------------------------------------------------------

def test_what_a_file_cannot_tell_stays_at_home(context: Context) -> None:
    """A plan whose day has passed without a beginning: in a file it would look as if it had begun."""
    with context.unit("test", None) as unit:
        unit.run("INSERT INTO intervention (version, op_id, case_id, kind, planned_start) VALUES (1, ?, 1, 'ADM', '2026-01-01')",
                 (unit.op_id,))
    assert json.loads(exporting.export_bytes(context, "interventions", "json")) == []


DAYS = st.dates(date(2025, 1, 1), date(2026, 10, 31))
ORDERS = st.fixed_dictionaries({
    "file_number": st.sampled_from(["2025/0001", "2025/0002", "2025/0003"]),
    "authority": st.sampled_from(["Tribunale per i Minorenni di Brescia", "Giudice Tutelare di Bergamo", "TM Milano"]),
    "registry_number": st.sampled_from([None, "1/2025", "2/2025 VG"]),
    "order_number": st.sampled_from([None, "10/2025", "11", "A-3"]),
    "kind": st.sampled_from(["foster_care", "inquiry", "monitoring", "extension", "other"]), "filed_on": st.none() | DAYS,
    "effective_on": st.none() | DAYS, "duration_months": st.none() | st.integers(1, 24),
    "report_every_months": st.none() | st.integers(1, 6), "mother_responsibility": st.sampled_from([None, "limited", "removed"]),
    "father_responsibility": st.sampled_from([None, "full", "suspended"]), "text": st.text("ab à;\"\n=", max_size=12)})
INTERVENTIONS = st.fixed_dictionaries({
    "file_number": st.sampled_from(["2025/0001", "2025/0002"]),
    "kind": st.sampled_from(["ADM", "IP", "AFF", "COM", "SEMI", "MON", "PSI"]),
    "started_on": DAYS | st.just(date(2027, 2, 1)), "length": st.none() | st.integers(0, 20),
    "consent": st.sampled_from([None, "consensual", "judicial"]), "provider": st.sampled_from([None, "Coop A", "Coop è B"]),
    "family": st.sampled_from([None, "Olmi"]), "facility": st.sampled_from([None, "U1", "U2"]),
    "weekly_hours": st.none() | st.integers(1, 2_000).map(lambda m: f"{m // 60}:{m % 60:02}"),
    "nights_per_week": st.none() | st.integers(0, 7),
    "daily_fee": st.none() | st.integers(0, 30_000).map(lambda c: f"{c // 100}.{c % 100:02}"),
    "with_whom": st.sampled_from([None, "madre"]), "notes": st.text("ab à;\"\n=", max_size=12)})


def as_json(records: list[dict[str, Any]]) -> bytes:
    shaped = []
    for record in records:
        length = record.pop("length", None)
        if length is not None and record["started_on"] < date(2026, 10, 31):
            record |= {"ended_on": record["started_on"] + timedelta(days=length), "end_reason": {"AFF": "2", "COM": "4"}.get(
                record["kind"], "completed")}
        shaped.append({k: v.isoformat() if isinstance(v, date) else v for k, v in record.items() if v is not None})
    return json.dumps(shaped).encode()


def back(context: Context, data: bytes, kind: str) -> Any:
    stream = io.BytesIO(data)
    stream.name = "export"
    return rehearse(context, stream, ImportOptions(kind=kind))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(ORDERS, min_size=1, max_size=6), interventions=st.lists(INTERVENTIONS, min_size=1, max_size=6))
def test_files_come_back_as_they_went_out(tmp_path_factory, orders, interventions) -> None:
    first, second = (context_at(tmp_path_factory.mktemp("moved")) for _ in range(2))
    for context in (first, second):
        taken(context, CASES)
        taken(context, HOMES)
    for kind, records in (("orders", orders), ("interventions", interventions)):
        data = as_json(records)
        apply(first, back(first, data, kind))
        assert set(verdicts(back(first, data, kind))) <= {"same", "conflict", "rejected"}
        for file_format in ("csv", "xlsx", "jsonl"):
            out = exporting.export_bytes(first, kind, file_format)  # type: ignore[arg-type]
            if not json.loads(exporting.export_bytes(first, kind, "json")):
                continue
            home = back(first, out, kind)
            assert set(verdicts(home)) == {"same"}
            assert not home.plan
        out = exporting.export_bytes(first, kind, "json")
        if json.loads(out):
            moved = back(second, out, kind)
            assert set(verdicts(moved)) == {"new"}
            apply(second, moved)
        there = json.loads(exporting.export_bytes(second, kind, "json"))
        key = lambda r: json.dumps(r, sort_keys=True)  # noqa: E731
        assert sorted(there, key=key) == sorted(json.loads(out), key=key)
    first.store.close()
    second.store.close()


# --- the national returns -----------------------------------------------------------------------------------------------

@needs_shared
@pytest.mark.shared
def test_the_placements_of_the_national_returns(tmp_path) -> None:
    context = context_at(tmp_path)
    folder = SHARED / "placements"
    batches = []
    for name, count in (("cases", 2_675), ("interventions", 5_050), ("events", 12_582)):
        rehearsal = rehearse(context, folder / f"{name}.csv")
        summary = apply(context, rehearsal)
        assert summary.kind == name
        assert summary.counts["rows"] == count
        assert summary.counts["rejected"] == summary.counts["conflict"] == 0
        batches.append(summary.batch)
    with context.store.read() as connection:
        ids = [r[0] for r in connection.execute("SELECT id FROM case_file")]
        facts = case_facts(connection, ids).values()
    found = {code: [f.file_number for f in facts for x in check_case(f) if x.code == code]
             for code in ("PL-OVERLAP", "PL-GAP", "PL-NEW-WHILE-OPEN")}
    assert {code: (len(cases), len(set(cases))) for code, cases in found.items()} == {
        "PL-OVERLAP": (62, 56), "PL-GAP": (53, 52), "PL-NEW-WHILE-OPEN": (10, 10)}
    assert rows(context, "SELECT count(*) FROM intervention WHERE ended_on IS NULL") == [(1_413,)]
    for name in ("cases", "interventions", "events"):
        again_ = rehearse(context, folder / f"{name}.csv")
        assert again_.counts["same"] == again_.counts["rows"]
        assert not again_.plan
    for batch in reversed(batches):
        undo_batch(context, batch)
    assert rows(context, "SELECT (SELECT count(*) FROM intervention), (SELECT count(*) FROM event), "
                         "(SELECT count(*) FROM case_file)") == [(0, 0, 0)]
