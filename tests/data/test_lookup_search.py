"""The search agrees with a slow one, reads the same from everywhere, and never fails whatever is typed."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from lookup_oracle import Record, expected, records
from office import Child, Kin, add_children
from relevance import CAST, crowd

from minori_tui.data.driver import Connection
from minori_tui.data.queries import lookup as module
from minori_tui.data.queries.explain import _RELATIONS as relations
from minori_tui.data.queries.explain import Reason, explain
from minori_tui.data.queries.lookup import Search
from minori_tui.data.store import Store
from minori_tui.domain.lookup import parse

TODAY = date(2026, 11, 22)
FIELDS = ("stato:aperto", "stato:chiuso", "sesso:f", "msna:si", "comune:clus", "comune:zzz", "op:ro", "op:nobody", "eta:8-12",
          "eta:16", "nato:2012", "scad:52s", "scad:30g", "int:adm")


def ids(search: Search, size: int = 37) -> list[int]:
    """Every hit, read page by page."""
    found: list[int] = []
    while page := search.window(len(found), size):
        found += [h.case_id for h in page]
    return found


def some_queries(everybody: list[Record], count: int) -> list[str]:
    """Words, beginnings and misspellings of what the store holds, in all mixtures."""
    draw = random.Random(5)
    words = sorted({w for r in everybody for w in r.anybody})
    codes = sorted({c for r in everybody for c in r.codes if c})
    numbers = [r.number for r in everybody]

    def word() -> str:
        chosen = draw.choice(words)
        way = draw.random()
        if way < 0.4:
            return chosen[:draw.randrange(1, len(chosen) + 1)]
        if way < 0.6:
            at = draw.randrange(len(chosen))
            return chosen[:at] + draw.choice(["", chosen[at] * 2, "e"]) + chosen[at + 1:]
        return chosen

    def code() -> str:
        chosen = draw.choice(codes if draw.random() < 0.7 else numbers)
        start = draw.randrange(len(chosen)) if draw.random() < 0.5 else 0
        return chosen[start:start + draw.randrange(1, 9)]

    makers = [word, word, word, code, lambda: draw.choice(FIELDS)]
    return [" ".join(draw.choice(makers)() for _ in range(draw.choice([1, 1, 2, 2, 3, 4]))) for _ in range(count)]


@pytest.fixture
def town(store: Store) -> Store:
    with store.read() as connection:
        add_children(connection, [*CAST.values(), *crowd(330)])
    return store


def test_same_hits_in_the_same_order_as_the_slow_search(town: Store) -> None:
    with town.read() as connection:
        everybody = records(connection)
        texts = [*some_queries(everybody, 500), *FIELDS, "a", "m", "rossi", "ma ro", "maria", "luca", "1", "11", "119", "2025"]
        forgiven = 0
        for text in texts:
            query = parse(text, TODAY)
            search = Search(connection, query)
            found = ids(search)
            assert found == expected(everybody, query), text
            assert len(found) == len(set(found)) == search.total == Search(connection, query).count(), text
            forgiven += len(found) > len(expected(everybody, query, forgive_below=0))
        assert forgiven > 20  # the queries do reach the forgiving part


def test_dense_and_ranked_ways_of_reading_agree(town: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with town.read() as connection:
        everybody = records(connection)
        monkeypatch.setattr(module, "CHUNK", 3)  # nearly every name is now a common one
        for text in some_queries(everybody, 200):
            query = parse(text, TODAY)
            assert ids(Search(connection, query), 5) == expected(everybody, query), text


@pytest.mark.parametrize("text", ["", "a", "r", "ma", "rossi", "ma ro", "stato:aperto", "stato:aperto a", "333", "luca", "g m"])
@pytest.mark.parametrize("far", [5, 2_000])
def test_any_window_is_a_piece_of_the_whole(town: Store, monkeypatch: pytest.MonkeyPatch, text: str, far: int) -> None:
    monkeypatch.setattr(module, "FAR", far)
    monkeypatch.setattr(module, "CHUNK", 16)
    draw = random.Random(text)
    with town.read() as connection:
        query = parse(text, TODAY)
        whole = ids(Search(connection, query))
        for _ in range(6):
            search = Search(connection, query)
            search.window(0, 10)
            search.total = search.count()
            assert search.known == len(whole)
            for first in (len(whole) - 4, *draw.choices(range(len(whole)), k=5), 0, len(whole), len(whole) + 50):
                assert [h.case_id for h in search.window(max(first, 0), 7)] == whole[max(first, 0):max(first, 0) + 7], first
            assert search.position(whole[0]) == 0
            assert search.position(-1) is None


@pytest.mark.parametrize(("order", "key"), [("name", "name_key"), ("number", "number_order"), ("birth", "birth_date")])
@pytest.mark.parametrize("text", ["", "ma", "rossi", "stato:aperto"])
def test_order_by_a_column_with_unknown_values_last(store: Store, order: str, key: str, text: str) -> None:
    with store.read() as connection:
        add_children(connection, [*CAST.values(), Child("Rossi", "Maria", "9/2025", None), Child("Aa", "Ma", "CL-7", None),
                                  *crowd(150)])
        search = Search(connection, parse(text, TODAY), order)
        found = ids(search, 11)
        plain = ids(Search(connection, parse(text, TODAY)))
        values = dict(connection.execute(f"SELECT case_id, {key} FROM lookup_case").fetchall())
        places = dict(connection.execute("SELECT case_id, sort FROM lookup_case").fetchall())
        assert found == sorted(plain, key=lambda i: (values[i] is None, values[i] or "", places[i]))
        assert search.sorted_by == order
        assert search.total == len(plain)
        again = Search(connection, parse(text, TODAY), order)
        again.total = len(plain)
        assert [h.case_id for h in again.window(len(plain) - 5, 9)] == found[-5:]


def test_a_result_too_large_to_order_says_so(town: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SORTABLE", 10)
    with town.read() as connection:
        search = Search(connection, parse("ma", TODAY), "name")
        assert search.sorted_by == "due"
        assert ids(search) == ids(Search(connection, parse("ma", TODAY)))


HOSTILE = [
    "'", '"', '""', '"a', "(", ")", "((a", "a)", "AND", "OR", "NOT", "NEAR", "NEAR(a b)", "a AND b", "* *", "a*", "^a",
    "a:b", ":", "::", "a:", ":a", "-", "--", "a -b", "{a}", "+", "rossi\x00", "\x1b[31m", "\u202erossi", "🙂", "🙂 rossi",
    "Иван Петров", "李 小龙", "محمد ٣٤٥", "½ rossi", "²", "a" * 5_000, "a " * 3_000, "1" * 5_000, "x:y z:w", 'comune:"',
    'comune:""', "comune:!!", "op:%", "op:_", "eta:999", "eta:9-1", "scad:9999s", "scad:9999m", "nato:٢٠١٢", "int:-",
    "stato:\u0301", "%", "_", "\\", "\n\t", "; DROP TABLE person", "a b c d e f g h i j", "1 2 3 4 5 6 7 8 9",
    "de 1 luca 2", "0", "00", "000", "/", "1/", "/1", "1/1/1", "9999/9", "2025/" + "9" * 60, "e\u0301" * 60, "ß", "ﬁ",
    "İ", "\ud800", "stato:aperto stato:chiuso", "a1", "rossi 1", "somvico 2",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gives_an_answer(town: Store, text: str) -> None:
    with town.read() as connection:
        query = parse(text, TODAY)
        for order in ("due", "name"):
            found = ids(Search(connection, query, order))
            assert len(found) == len(set(found)) == Search(connection, query).count()
        for case in found[:3]:
            explain(connection, case, query)


WHY = [
    ("deluca gian", [("joined surname «{word}»", {"word": "deluca"}), ("name «{word}»", {"word": "gian…"})]),
    ("de gianluca", [("surname «{word}»", {"word": "de"}), ("name «{word}»", {"word": "gianluca"})]),
    ("delu", [("joined surname «{word}»", {"word": "delu…"})]),
    ("delucca", [("surname {name} sounds like «{word}»", {"name": "De Luca", "word": "delucca"})]),
    ("gianlupa", [("name {name}: one letter from «{word}»", {"name": "Gianluca", "word": "gianlupa"})]),
    ("locatelli mariateresa", [("mother: {name}", {"name": "Locatelli Maria Teresa"})]),
    ("lokatelli", [("mother: {name}, similar to «{word}»", {"name": "Locatelli Maria Teresa", "word": "lokatelli"})]),
    ("ottavio", [("father: {name}", {"name": "De Luca Ottavio"})]),
    ("somvico", [("address {address}", {"address": "Via Somvico, 2"})]),
    ("somvico 2", [("address {address}", {"address": "Via Somvico, 2"})]),
    ("0346 896", [("mother: telephone {number}", {"number": "0346 89651"})]),
    ("c01c8", [("fiscal code «{part}»", {"part": "C01C8"})]),
    ("dlcglc", [("fiscal code «{part}»", {"part": "DLCGLC"})]),
    ("119/2025", [("file number {number}", {"number": "2025/0119"})]),
    ("2025/01", [("file number {number}", {"number": "2025/0119"})]),
    ("stato:aperto comune:clus sesso:m", [("open case", {}), ("lives in {place}", {"place": "Clusone"}), ("male", {})]),
    ("eta:10 scad:999s msna:no", [("born on {day}", {"day": "2016-03-01"}), ("due on {day}", {"day": "2034-03-01"}),
                                  ("not an unaccompanied minor", {})]),
    ("op:bini", [("followed by {name}", {"name": "bini"})]),
    ("335 1122", [("telephone {number}", {"number": "335 1122334"})]),
    ("deluca 2", [("joined surname «{word}»", {"word": "deluca"}), ("address {address}", {"address": "Via Somvico, 2"})]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), WHY)
def test_each_word_says_why_the_case_was_found(store: Store, text: str, wanted: list[tuple[str, dict[str, str]]]) -> None:
    child = Child(**{**{f: getattr(CAST["deluca"], f) for f in Child.__dataclass_fields__}, "worker": "bini",
                     "phone": "335 1122334"})
    with store.read() as connection:
        case = add_children(connection, [child])["2025/0119"]
        query = parse(text, TODAY)
        assert explain(connection, case, query) == tuple(Reason(*w) for w in wanted)
        assert Search(connection, query).window(0, 5)[0].case_id == case
        assert explain(connection, 10_000, query) == ()


def test_a_protected_address_is_never_a_way_to_find_anybody(store: Store) -> None:
    with store.read() as connection:
        add_children(connection, [Child("Zilioli", "Ada", "2025/0001", street="Via Segreta, 3")])
        assert Search(connection, parse("segreta", TODAY)).count() == 1
        protect(connection)
        assert Search(connection, parse("segreta", TODAY)).count() == 0
        case = Search(connection, parse("zilioli", TODAY)).window(0, 1)[0].case_id
        assert explain(connection, case, parse("segreta", TODAY)) == ()


def protect(connection: Connection) -> None:
    """Make every address a protected one, as the program would: under an operation, with the index made again."""
    from office import operation

    from minori_tui.data import lookup_index

    with operation(connection) as op:
        connection.execute("UPDATE address SET protected = 1, version = version + 1, op_id = ?", (op,))
        lookup_index.refresh_cases(connection, [r[0] for r in connection.execute("SELECT id FROM case_file")])


def test_kin_of_another_kind_are_family(store: Store) -> None:
    with store.read() as connection:
        case = add_children(connection, [Child("Zilioli", "Ada", "2025/0001", kin=(Kin("other", "Pasini", "Ugo"),))])["2025/0001"]
        assert explain(connection, case, parse("pasini", TODAY)) == (Reason("family: {name}", {"name": "Pasini Ugo"}),)


def test_every_reason_is_said_in_italian_too() -> None:
    from pathlib import Path

    from babel.messages.pofile import read_po

    with (Path(module.__file__).parents[2] / "locale" / "it" / "lookup.po").open("rb") as stream:
        italian = {m.id: m.string for m in read_po(stream) if m.id}
    own = [f"{j}{part} «{{word}}»" for j in ("", "joined ") for part in ("surname", "name")]
    hows = ("{name} sounds like «{word}»", "{name}: one letter from «{word}»")
    near = [f"{part} {how}" for part in ("surname", "name") for how in hows]
    kin = [f"{who}: {what}" for who in (*relations.values(), "family")
           for what in ("{name}", "{name}, similar to «{word}»", "telephone {number}")]
    for message in (*own, *near, *kin, *(m for _, reasons in WHY for m, _ in reasons)):
        assert italian.get(message), message
        assert set(re.findall(r"{(\w+)}", message)) == set(re.findall(r"{(\w+)}", italian[message])), message
