"""Lawyers: matched with the store and with each other, offices, rosters, values newer than the file."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from importing_kit import SHARED, context_at, counts, needs_shared, rows, table, taken, upload, verdicts

from minori_tui.data import lookup_index
from minori_tui.data.tables import Lawyer
from minori_tui.domain.errors import InvalidInput, NotFound, Refused
from minori_tui.domain.fiscal_code import compute
from minori_tui.services.context import Context
from minori_tui.services.importing import ImportOptions, apply, list_batches, rehearse, undo_batch

CODE = compute("Colli", "Ada", "F", date(1980, 1, 1), "A794")
OTHER_CODE = compute("Colli", "Ada", "F", date(1981, 1, 1), "A794")
HEAD = "Cognome;Nome;Codice fiscale;Foro;N. iscrizione;Studio;Indirizzo;Città;Telefono;E-mail;PEC;Materie;Gratuito patrocinio"


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_at(tmp_path)


def lawyer(
    surname: str = "Colli",
    given: str = "Ada",
    *,
    code: str = "",
    bar: str = "",
    number: str = "",
    firm: str = "",
    street: str = "",
    town: str = "",
    phone: str = "",
    email: str = "",
    pec: str = "",
    subjects: str = "",
    aid: str = "",
) -> str:
    return ";".join(
        (surname, given, code, bar, number, firm, street, town, phone, email, pec, f'"{subjects}"' if subjects else "", aid)
    )


def test_second_run_says_same_and_writes_nothing(context: Context) -> None:
    text = table(HEAD, lawyer(bar="Bergamo", phone="035 123456"), lawyer("De Vitis", "Ugo", email="u@devitis.example"))
    _, first = taken(context, text)
    before = rows(context, "SELECT count(*), max(id) FROM operation")
    rehearsal, second = taken(context, text)
    assert first.counts["new"] == 2
    assert first.batch == 1
    assert verdicts(rehearsal) == ["same", "same"]
    assert second.batch is None
    assert second.nothing_to_do
    assert rows(context, "SELECT count(*), max(id) FROM operation") == before


def test_rehearsal_writes_nothing(context: Context) -> None:
    rehearsal = rehearse(context, upload(table(HEAD, lawyer())))
    assert rehearsal.summary().as_json()["batch"] is None
    assert rehearsal.counts["new"] == 1
    assert counts(context) == {}
    assert rows(context, "SELECT count(*) FROM operation") == [(0,)]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (lawyer(code=CODE), lawyer("Colli Rossi", "Ada", code=CODE), "changed"),
        (lawyer(bar="Bergamo"), lawyer(bar="BERGAMO", phone="035 123456"), "changed"),
        (lawyer(email="ada@x.example"), lawyer(email="ADA@x.example", aid="si"), "changed"),
        (lawyer(pec="ada@pec.example"), lawyer(pec="ada@pec.example"), "same"),
        (lawyer("De Luca", "Gian Maria", bar="Bergamo"), lawyer("DELUCA", "Gianmaria", bar="Bergamo"), "same"),
        (lawyer(phone="035 123456"), lawyer(phone="035123456", town="Clusone"), "changed"),
        (lawyer(firm="Studio Uno"), lawyer(firm="STUDIO UNO", email="a@b.example"), "changed"),
        (lawyer(town="Clusone", bar="Bergamo"), lawyer(town="Clusone", bar="Brescia", email="a@b.example"), "changed"),
        (lawyer(phone="035 111111"), lawyer(phone="035 222222"), "new"),
        (lawyer(code=CODE, email="a@b.example"), lawyer(code=OTHER_CODE, email="a@b.example"), "new"),
        (lawyer(bar="Bergamo", number="12"), lawyer(bar="Bergamo", number="13"), "new"),
        (lawyer(), lawyer(), "same"),
    ],
)
def test_who_is_recognised(context: Context, first: str, second: str, verdict: str) -> None:
    assert verdicts(taken(context, table(HEAD, first))[0]) == ["new"]
    assert verdicts(taken(context, table(HEAD, second))[0]) == [verdict]
    assert verdicts(taken(context, table(HEAD, second))[0]) == ["same"]


def test_two_lawyers_that_fit_are_a_conflict(context: Context) -> None:
    taken(context, table(HEAD, lawyer(phone="035 111111", town="Clusone"), lawyer(phone="035 222222", town="Lovere")))
    rehearsal, summary = taken(context, table(HEAD, lawyer(phone="035 111111;", town="Lovere")))
    assert verdicts(rehearsal) == ["conflict"]
    assert summary.as_json()["conflicts"][0]["code"] == "two-records"
    assert summary.batch is None


def test_rows_of_one_file_are_one_lawyer_with_two_offices(context: Context) -> None:
    text = table(
        HEAD,
        lawyer(email="a@b.example", street="Via Roma 1", town="Clusone", phone="035 123456", subjects="Minori"),
        lawyer(email="a@b.example", street="Via Po 2", town="Lovere", phone="035 654321", subjects="Penale"),
    )
    rehearsal, _ = taken(context, text)
    assert verdicts(rehearsal) == ["new", "changed"]
    assert counts(context) == {"lawyer": 1, "lawyer_office": 2}
    assert rows(context, "SELECT subjects FROM lawyer") == [("Minori; Penale",)]
    assert verdicts(taken(context, text)[0]) == ["same", "same"]


def test_office_known_by_telephone_gets_its_address(context: Context) -> None:
    taken(context, table(HEAD, lawyer(phone="035 123456")))
    taken(context, table(HEAD, lawyer(phone="035 123456", street="Via Roma 1", town="Clusone")))
    assert rows(context, "SELECT address, city, phone FROM lawyer_office") == [("Via Roma 1", "Clusone", "035 123456")]


def test_row_without_address_is_about_the_office_with_that_firm(context: Context) -> None:
    taken(
        context,
        table(
            HEAD,
            lawyer(email="a@b.example", street="Via A 1", town="Clusone", firm="Uno"),
            lawyer(email="a@b.example", street="Via B 2", town="Lovere", firm="Due"),
        ),
    )
    rehearsal, _ = taken(context, table(HEAD, lawyer(email="a@b.example", firm="Due", phone="035 123456")))
    assert verdicts(rehearsal) == ["changed"]
    assert rows(context, "SELECT firm FROM lawyer_office WHERE phone IS NOT NULL") == [("Due",)]
    assert verdicts(taken(context, table(HEAD, lawyer(email="a@b.example", phone="035 777777")))[0]) == ["changed"]


@pytest.mark.parametrize(
    ("update", "verdict", "stored"),
    [("overwrite", "changed", "Brescia"), ("fill", "changed", "Bergamo"), ("never", "same", "Bergamo")],
)
def test_what_update_does(context: Context, update: str, verdict: str, stored: str) -> None:
    taken(context, table(HEAD, lawyer(email="a@b.example", bar="Bergamo")))
    rehearsal, summary = taken(context, table(HEAD, lawyer(email="a@b.example", bar="Brescia", number="7")), update=update)
    assert verdicts(rehearsal) == [verdict]
    assert rows(context, "SELECT bar FROM lawyer") == [(stored,)]
    assert ("left" in {n.code for n in summary.warnings}) == (update != "overwrite")


def test_an_empty_cell_erases_nothing(context: Context) -> None:
    taken(context, table(HEAD, lawyer(email="a@b.example", bar="Bergamo", phone="035 123456")))
    assert verdicts(taken(context, table(HEAD, lawyer(email="a@b.example")))[0]) == ["same"]


def test_what_was_changed_by_hand_is_not_overwritten(context: Context) -> None:
    text = table(HEAD, lawyer(email="a@b.example", bar="Bergamo"))
    taken(context, text)
    with context.unit("lawyer.edit") as unit:
        unit.change(Lawyer, 1, 1, bar="Lecco")
    rehearsal, summary = taken(context, text)
    assert verdicts(rehearsal) == ["conflict"]
    assert [p["code"] for p in summary.as_json()["conflicts"]] == ["newer-value"]
    assert rows(context, "SELECT bar FROM lawyer") == [("Lecco",)]
    other = table(HEAD, lawyer(email="a@b.example", number="9"))
    assert verdicts(taken(context, other)[0]) == ["changed"]


def test_an_older_file_does_not_bring_its_values_back(context: Context) -> None:
    old = table(HEAD, lawyer(email="a@b.example", street="Via A 1", town="Clusone", phone="035 111111"))
    new = old.replace("111111", "222222")
    taken(context, old)
    assert verdicts(taken(context, new)[0]) == ["changed"]
    rehearsal, summary = taken(context, old)
    assert verdicts(rehearsal) == ["same"]
    assert "superseded" in {n.code for n in summary.warnings}
    assert rows(context, "SELECT phone FROM lawyer_office") == [("035 222222",)]


def test_roster_is_made_and_joined_once(context: Context) -> None:
    text = table(HEAD + ";Data ingresso", lawyer(email="a@b.example") + ";01/03/2025", lawyer("Rota", "Ugo") + ";")
    rehearsal, _ = taken(context, text, roster="2025-2027")
    assert verdicts(rehearsal) == ["new", "new"]
    assert rows(context, "SELECT term, valid_from, valid_to FROM roster") == [("2025-2027", "2025-01-01", "2027-12-31")]
    assert rows(context, "SELECT lawyer_id, joined_on, state FROM roster_entry") == [
        (1, "2025-03-01", "admitted"),
        (2, None, "admitted"),
    ]
    assert verdicts(taken(context, text, roster="2025 - 2027")[0]) == ["same", "same"]
    assert verdicts(taken(context, text, roster="2028-2030")[0]) == ["changed", "changed"]
    undo_batch(context)
    assert counts(context) == {"lawyer": 2, "roster": 1, "roster_entry": 2}
    changed = text.replace("01/03/2025", "02/03/2025")
    assert verdicts(taken(context, changed, roster="2025-2027")[0]) == ["changed", "same"]


@pytest.mark.parametrize("term", ["next", "2027-2025", "25-27"])
def test_a_term_is_years(context: Context, term: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        rehearse(context, upload(table(HEAD, lawyer())), ImportOptions(roster=term))
    assert raised.value.facts["code"] == "bad-term"


def test_days_of_joining_need_a_roster(context: Context) -> None:
    _, summary = taken(context, table(HEAD + ";Data ingresso", lawyer() + ";01/03/2025"))
    assert "no-roster" in {n.code for n in summary.warnings}


def test_new_lawyers_are_found_at_once(context: Context) -> None:
    taken(context, table(HEAD, lawyer("D'Àngelo", "Gian Luca", bar="Bergamo", phone="035 123456")))
    assert rows(context, "SELECT rowid FROM lookup_lawyer WHERE lookup_lawyer MATCH 'dangelo'") == [(1,)]
    taken(
        context,
        table(
            HEAD,
            lawyer("D'Àngelo", "Gian Luca", code=compute("D'Angelo", "Gian Luca", "M", date(1970, 2, 3), "A794"), bar="Bergamo"),
        ),
    )
    undo_batch(context)
    undo_batch(context)
    assert rows(context, "SELECT rowid FROM lookup_lawyer WHERE lookup_lawyer MATCH 'dangelo'") == []


def test_undo_takes_all_back_and_keeps_the_ids_used(context: Context) -> None:
    text = table(HEAD, lawyer(email="a@b.example", phone="035 123456"))
    taken(context, text)
    undo_batch(context, 1)
    assert counts(context) == {}
    with pytest.raises(Refused):
        undo_batch(context, 1)
    assert verdicts(taken(context, text)[0]) == ["new"]
    assert rows(context, "SELECT id FROM lawyer") == [(2,)]
    assert [(b.batch, stands) for b, stands in list_batches(context)] == [(2, True), (1, False)]


def test_undo_needs_a_batch(context: Context) -> None:
    with pytest.raises(NotFound):
        undo_batch(context)
    with pytest.raises(NotFound):
        undo_batch(context, 7)


@needs_shared
@pytest.mark.shared
def test_real_rosters(context: Context) -> None:
    expected = {
        "lawyers_a.csv": (53, 1, 0, 0),
        "lawyers_a.json": (0, 0, 54, 0),
        "lawyers_b_cp1252.csv": (46, 1, 0, 0),
        "lawyers_c.xlsx": (15, 1, 0, 1),
        "lawyers_c_later.xlsx": (0, 2, 14, 0),
    }
    for name, numbers in expected.items():
        summary = apply(context, rehearse(context, SHARED / "rosters" / name))
        assert tuple(summary.counts[v] for v in ("new", "changed", "same", "rejected")) == numbers, name
        if name == "lawyers_c_later.xlsx":
            assert "missing-rejected" in {n.code for n in summary.warnings}
    for name in expected:
        again = apply(context, rehearse(context, SHARED / "rosters" / name))
        assert again.counts["same"] + again.counts["rejected"] == again.counts["rows"], name
        assert again.batch is None, name
    for _ in range(4):
        undo_batch(context)
    assert counts(context) == {}


@needs_shared
@pytest.mark.shared
def test_real_rosters_end_alike_in_any_order(tmp_path: Path) -> None:
    ends = []
    for place, order in enumerate(permutations(("lawyers_a.csv", "lawyers_b_cp1252.csv", "lawyers_c.xlsx"))):
        context = context_at(tmp_path / str(place))
        for name in order:
            apply(context, rehearse(context, SHARED / "rosters" / name))
        ends.append((counts(context), sorted(rows(context, "SELECT surname, given_name FROM lawyer"))))
    assert all(end == ends[0] for end in ends)
    assert ends[0][0] == {"lawyer": 114, "lawyer_office": 117}


def test_words_written_with_the_import_are_those_of_a_rebuild(context: Context) -> None:
    two = {"code": CODE, "bar": "Bergamo", "firm": "Studio «Àlba»"}
    taken(
        context,
        table(
            HEAD,
            lawyer(**two, town="Bergamo", street="Via A, 1", phone="035 123456", email="ada.c@b.example", pec="ada.c@pec.it"),
            lawyer(**two, town="Lovere", street="Via B, 2", phone="+39 0346 77777"),
            lawyer("De Nicolò", "Maria Pia", bar="Brescia", number="12/A", email="m_d-n@b.example", pec="nicolo@pec.it"),
            lawyer("Bo", "Li"),
        ),
    )
    with context.store.read() as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab(main, 'lookup_lawyer', 'instance')")
        found = [
            [tuple(r) for r in connection.execute(sql)]
            for _step in ("imported", "rebuilt")
            for sql in (
                "SELECT term, doc FROM temp.indexed ORDER BY 1, 2",
                "SELECT word, sound FROM lookup_word ORDER BY 1",
                "SELECT rest, word FROM lookup_near ORDER BY 1, 2",
            )
            if _step == "imported" or lookup_index.rebuild(connection) >= 0
        ]
    assert found[:3] == found[3:]
    assert {("colli", 1), ("1lovere", 1), ("1034677777", 1), ("1c", 1), ("denicolo", 2), ("112a", 2), ("bo", 3)} <= set(found[0])
