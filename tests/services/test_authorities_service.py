"""Authorities on a real archive: met, entered, dated anew; the packaged list is where a new archive begins."""

from datetime import date

import pytest

from minori_tui.domain.authorities import Office
from minori_tui.domain.errors import Conflict, FieldError, InvalidFields, NotFound
from minori_tui.services import authorities, journal, orders
from minori_tui.services.cases import new_case


def named(context, name):
    return authorities.authority(context, name)


@pytest.fixture
def number(context, child):
    return new_case(context, child)


def test_the_packaged_list_is_there_from_the_start(context):
    found = authorities.authorities(context)
    assert [o.short for o in found][:3] == ["TM Brescia", "TPMF Brescia", "Procura min. Brescia"]
    assert all(o.authority_id is None for o in found)
    assert not named(context, "TPMF").holds(date(2026, 10, 16))
    assert named(context, "TPMF").holds(date(2026, 10, 17))


@pytest.mark.parametrize(("text", "name", "kind", "seat"), [
    ("TM Brescia", "Tribunale per i Minorenni di Brescia", "juvenile_court", "Brescia"),
    ("Tribunale per i Minorenni di Milano", "Tribunale per i Minorenni di Milano", "juvenile_court", "Milano"),
    ("G.T. di Lovere", "Giudice Tutelare di Lovere", "guardianship_judge", "Lovere"),
    ("Sindaco  di Clusone", "Sindaco di Clusone", "other", None),
])
def test_an_office_is_entered_when_it_is_met_and_only_once(context, text, name, kind, seat):
    for _time in range(2):
        with context.unit("authority.add", "x") as unit:
            number = authorities.authority_of(unit, text)
            assert number == orders.authority_of(unit, text.upper() if kind != "other" else text)
    found = named(context, str(number))
    assert (found.name, found.kind, found.seat) == (name, kind, seat)
    assert sum(o.name == name for o in authorities.authorities(context)) == 1


@pytest.mark.parametrize(("text", "code", "words"), [
    ("Tribunle minorni Brescia", "unknown-authority", "Tribunale per i Minorenni di Brescia"),
    ("TM Atlantide", "unknown-authority", "Perhaps"), ("zzzzz", "unknown-authority", "write kind and seat"),
])
def test_what_is_not_an_office_is_refused_with_the_nearest(context, text, code, words):
    with context.unit("authority.add", "x") as unit, pytest.raises(FieldError) as error:
        authorities.authority_of(unit, text)
    problem = error.value.problem
    assert (problem.field, problem.code, problem.value) == ("authority", code, text)
    assert words in problem.message.format(**problem.facts)


def test_a_name_is_written_out_when_it_is_understood(context):
    assert authorities.name_of(context, "tm bs") == "Tribunale per i Minorenni di Brescia"
    assert authorities.name_of(context, "tm milano") == "Tribunale per i Minorenni di Milano"
    assert authorities.name_of(context, "tribunale") == "tribunale"


def test_a_kind_with_two_seats_must_be_said(context):
    authorities.add_authority(context, {"name": "Tribunale per i Minorenni di Milano", "kind": "juvenile_court",
                                        "seat": "Milano"})
    with pytest.raises(FieldError) as error:
        named(context, "TM")
    assert error.value.problem.code == "several-authorities"
    assert named(context, "tm milano").seat == "Milano"


def test_the_start_of_a_court_is_moved_and_undone(context, colleague, number):
    court = named(context, "TPMF")
    assert not authorities.edit_authority(context, court, {"valid_from": "17/10/2026"})
    assert authorities.edit_authority(context, court, {"valid_from": "17/10/2027"})
    assert not named(context, "TPMF").holds(date(2027, 10, 16))
    seen = named(context, "TPMF")
    assert authorities.edit_authority(colleague, seen, {"pec": "tpmf.brescia@giustiziacert.it"})
    with pytest.raises(Conflict):
        authorities.edit_authority(context, seen, {"valid_from": ""})
    journal.undo(context)
    journal.undo(context)
    assert named(context, "TPMF") == court


def test_a_renamed_office_is_found_by_its_new_name(context):
    authorities.edit_authority(context, named(context, "GT"), {"name": "Ufficio tutele di Bergamo"})
    assert named(context, "ufficio tutele di bergamo").kind == "guardianship_judge"
    with context.store.read() as connection:
        assert connection.execute("SELECT match_key FROM authority").fetchone()[0] == "ufficio tutele di bergamo"
    authorities.edit_authority(context, named(context, "Ufficio tutele di Bergamo"), {"name": "Tutele BG"})
    with context.store.read() as connection:
        assert connection.execute("SELECT match_key FROM authority").fetchall() == [("tutele bg",)]


@pytest.mark.parametrize(("values", "expected"), [
    ({}, [("name", "required"), ("kind", "required")]),
    ({"name": "TM di Roma", "kind": "xyz"}, [("kind", "not-in-list")]),
    ({"name": "corte d'appello di brescia", "kind": "court_of_appeal", "valid_from": "2/1/2026", "valid_to": "1/1/2026"},
     [("valid_to", "end-before-start"), ("name", "known-authority")]),
])
def test_what_is_wrong_with_an_office(context, values, expected):
    with pytest.raises(InvalidFields) as error:
        authorities.add_authority(context, values)
    assert [(p.field, p.code) for p in error.value.problems] == expected


def test_what_is_wrong_with_a_change(context):
    with pytest.raises(InvalidFields):
        authorities.edit_authority(context, named(context, "TPMF"), {"valid_to": "1/1/2026"})
    for wanted in ("99", "zzz"):
        with pytest.raises(NotFound):
            named(context, wanted)


def test_an_order_of_a_court_that_was_not_active_is_told_and_not_refused(context, number, later):
    authorities.edit_authority(context, named(context, "TM"), {"valid_to": "17/10/2026"})
    context = later(context, 2026, 12, 1)
    values = {"authority": "TM Brescia", "kind": "inquiry", "filed_on": "20/11/2026"}
    (warning,) = orders.look(context, values)
    assert (warning.field, warning.code, warning.warning) == ("authority", "not-at-work", True)
    assert warning.facts["other"] == "Tribunale per le Persone, per i Minorenni e per le Famiglie di Brescia"
    assert orders.look(context, values | {"filed_on": "16/10/2026"}) == []
    orders.add_order(context, number, values)
    office = Office(None, "GT", "guardianship_judge", "Bergamo", date(2030, 1, 1))
    assert "other" not in authorities.not_at_work(office, [office], date(2026, 1, 1)).facts
