"""The lookup as screens and commands use it, and who is much alike before anybody is entered."""

import pytest

from minori_tui.services import cases, journal, lookup


@pytest.fixture
def filled(context, child):
    for values in ({}, {"given_name": "Sara", "phone": "347 1234567"}, {"surname": "Bianchi", "fiscal_code": "BNCLCU15E04A794I"},
                   {"surname": "Russo", "birth_date": "1/1/2012", "comune": "Bergamo"}):
        cases.new_case(context, child | values)
    return context


def test_find_gives_hits_their_number_and_the_query(filled):
    hits, count, query = lookup.find(filled, "rossi", 1)
    assert (len(hits), not query.empty) == (1, True)
    assert count >= 2
    assert {h.file_number for h in lookup.find(filled, "rossi", 2)[0]} == {"2026/0001", "2026/0002"}


def test_a_session_of_search_sees_what_was_written_since(filled, child):
    session = lookup.Lookup(filled)
    assert session.count(session.search("verdone")) == 0
    number = cases.new_case(filled, child | {"surname": "Verdone"})
    search = session.search("verdone", "name")
    assert [h.file_number for h in search.window(0, 10)] == [number]
    assert session.count(search) == 1
    hit = search.window(0, 1)[0]
    assert session.why(hit.case_id, search.query) == lookup.why(filled, hit.case_id, search.query)
    assert session.why(hit.case_id, search.query)
    journal.undo(filled)
    assert session.count(session.search("verdone")) == 0
    session.close()


@pytest.mark.parametrize(("typed", "number", "agree", "differ"), [
    ({"surname": "ROSSI", "given_name": "luca", "birth_date": "4.5.15", "comune": "clusone"}, "2026/0001",
     ("surname", "given_name", "birth_date", "comune"), ()),
    ({"surname": "Rossi", "given_name": "Luca", "birth_date": "05/05/2015", "comune": "C800"}, "2026/0001",
     ("surname", "given_name", "comune"), ("birth_date",)),
    ({"surname": "Rossi", "given_name": "Luca", "birth_date": "04/05/", "comune": "Berg"}, "2026/0001",
     ("surname", "given_name"), ("birth_date", "comune")),
    ({"surname": "Verdi", "given_name": "Ugo", "fiscal_code": "bnc lcu 15e04 a794i"}, "2026/0003", ("fiscal_code",),
     ("surname", "given_name")),
    ({"surname": "Russo", "given_name": "Luca", "comune": "Bergamo"}, "2026/0004", ("surname", "given_name", "comune"), ())])
def test_alike_says_what_agrees_and_what_differs(filled, typed, number, agree, differ):
    found = lookup.alike(filled, typed)
    assert (found[0].hit.file_number, found[0].agree, found[0].differ) == (number, agree, differ)
    assert [len(a.agree) for a in found] == sorted((len(a.agree) for a in found), reverse=True)


@pytest.mark.parametrize("typed", [{}, {"surname": "", "given_name": " "}, {"surname": "Zzyzx", "given_name": "Q"},
                                   {"birth_date": "4/5/2015"}])
def test_nobody_is_alike(filled, typed):
    assert lookup.alike(filled, typed) == []


def test_as_many_as_are_asked_for(filled):
    assert len(lookup.alike(filled, {"surname": "Rossi"}, limit=1)) == 1


def test_words_with_colons_are_names_not_fields(filled):
    assert lookup.alike(filled, {"surname": "comune:Clusone", "given_name": ""}) == []
