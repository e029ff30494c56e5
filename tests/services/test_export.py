"""What is exported imports back with no change; pseudonymous exports name nobody; every export is written down."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing_kit import NOW, context_at, rows, table, taken

from minori_tui.data import demo
from minori_tui.data.store import open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import language, set_language
from minori_tui.services.context import Actor, Context
from minori_tui.services.exporting import export, export_bytes, label_of, place_text
from minori_tui.services.importing import ImportOptions, apply, rehearse

KINDS = ("people", "cases", "orders", "interventions", "events", "lawyers", "facilities")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A small synthetic archive with all its planted edge cases."""
    folder = tmp_path_factory.mktemp("filled")
    demo.make(folder / "d.minori", folder / "config", size=200, seed=3, today=date(2026, 11, 22))
    store = open_store(folder / "d.minori", folder / "config")
    yield Context(store, Actor("rossi", "Carla Rossi"), FixedClock(NOW))
    store.close()


@pytest.fixture(params=["it", "en"])
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    set_language(request.param)
    yield request.param
    set_language(before)


def back(context: Context, data: bytes, kind: str, **options: Any) -> Any:
    stream = io.BytesIO(data)
    stream.name = "export"
    return rehearse(context, stream, ImportOptions(kind=kind, **options))


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_changes_nothing_where_it_came_from(filled: Context, tongue: str, kind: str, file_format: Any) -> None:
    rehearsal = back(filled, export_bytes(filled, kind, file_format), kind)
    assert rehearsal.counts["same"] == rehearsal.counts["rows"] > 0
    assert not rehearsal.plan


def test_a_whole_archive_moves_to_an_empty_one(filled: Context, tmp_path: Path) -> None:
    other = context_at(tmp_path)
    for kind in ("cases", "facilities", "orders", "interventions", "events", "lawyers"):
        data = export_bytes(filled, kind)
        apply(other, back(other, data, kind))
        assert (
            back(other, data, kind).counts["same"] == len(list(data.decode("utf-8-sig").strip().splitlines())) - 1
            or kind == "events"
        )
        if kind in ("orders", "interventions"):
            here, there = (sorted(export_bytes(c, kind, "jsonl").splitlines()) for c in (filled, other))
            assert here == there
    for table_name in ("case_file", "case_spell", "lawyer", "lawyer_office", "facility", "order_child", "order_parent",
                       "intervention", "supervised_contact"):
        assert rows(other, f"SELECT count(*) FROM {table_name}") == rows(filled, f"SELECT count(*) FROM {table_name}"), table_name


def test_a_roster_moves_with_its_days(tmp_path: Path) -> None:
    first, second = context_at(tmp_path / "a"), context_at(tmp_path / "b")
    taken(first, table("Cognome;Nome;Data ingresso;Turni massimi", "Colli;Ada;01/03/2025;4", "Rota;Ugo;;"), roster="2025-2027")
    taken(first, table("Cognome;Nome;Foro", "Fuori;Eva;Bergamo"))
    data = export_bytes(first, "lawyers", roster="2025-2027")
    assert b"Fuori" not in data
    apply(second, back(second, data, "lawyers", roster="2025-2027"))
    entries = "SELECT joined_on, max_turns FROM roster_entry ORDER BY id"
    assert rows(second, entries) == rows(first, entries) == [("2025-03-01", 4), (None, None)]


def test_where_and_columns(filled: Context) -> None:
    everything = json.loads(export_bytes(filled, "cases", "json"))
    closed = json.loads(export_bytes(filled, "cases", "json", where="stato:chiuso", columns=["surname", "file_number"]))
    assert 0 < len(closed) < len(everything)
    assert list(closed[0]) == ["surname", "file_number"]
    name = json.loads(export_bytes(filled, "lawyers", "json"))[0]["surname"]
    found = json.loads(export_bytes(filled, "lawyers", "json", where=name[:4].lower()))
    assert len(found) > 0
    assert name in {f["surname"] for f in found}
    events = json.loads(export_bytes(filled, "events", "json", where="stato:aperto"))
    assert {e["file_number"] for e in events} <= {c["file_number"] for c in everything}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"kind_name": "things"}, "no-such-kind"),
        ({"columns": ["shoe"]}, "no-such-field"),
        ({"file_format": "ics"}, "no-such-format"),
        ({"where": "status:maybe"}, None),
    ],
)
def test_what_cannot_be_exported(filled: Context, options: dict[str, Any], code: str | None) -> None:
    with pytest.raises(InvalidInput) as raised:
        export(filled, **{"kind_name": "cases", "target": io.BytesIO(), **options})
    assert code is None or raised.value.facts["code"] == code


@pytest.mark.parametrize("kind", KINDS)
def test_a_pseudonymous_export_names_nobody(filled: Context, kind: str) -> None:
    text = export_bytes(filled, kind, "json", pseudonymous=True).decode()
    secrets = {
        value for column in ("surname", "fiscal_code") for (value,) in rows(filled, f"SELECT {column} FROM person") if value
    }
    secrets |= {r[0] for r in rows(filled, "SELECT value FROM contact")} | {
        r[0] for r in rows(filled, "SELECT surname FROM lawyer")
    }
    secrets |= {r[0] for r in rows(filled, "SELECT street FROM address WHERE street IS NOT NULL")}
    secrets |= {r[0] for r in rows(filled, "SELECT file_number FROM case_file")}
    words = {json.dumps(s, ensure_ascii=False)[1:-1] for s in secrets if len(s) > 4}
    values = {v for record in json.loads(text) for f, v in record.items() if f not in ("comune", "city", "manager", "name")}
    assert not words & {str(v) for v in values}
    assert not any(f'"{w}' in text for w in words if " " in w)
    assert export_bytes(filled, kind, "json", pseudonymous=True).decode() == text


def test_events_and_cases_keep_together_without_names(filled: Context) -> None:
    cases = {c["file_number"] for c in json.loads(export_bytes(filled, "cases", "json", pseudonymous=True))}
    events = {e["file_number"] for e in json.loads(export_bytes(filled, "events", "json", pseudonymous=True))}
    assert events
    assert events <= cases


def test_every_export_is_written_down(tmp_path: Path) -> None:
    context = context_at(tmp_path)
    export(context, "cases", tmp_path / "out.csv", where="rossi")
    assert rows(context, "SELECT act, entity, detail FROM access_entry") == [("export", "cases", "csv rossi")]
    with pytest.raises(InvalidInput):
        export(context, "cases", tmp_path / "out.csv")


@pytest.mark.parametrize(("code", "text"), [("C800", "Clusone"), ("C337", "Castro (BG)"), ("boh", "boh"), ("A794", "Bergamo")])
def test_places_read_back_as_the_same_code(code: str, text: str) -> None:
    from minori_tui.services.importing.parts import place_code

    assert place_text(code) == text
    assert place_code(text) == (code if code != "boh" else None)


def test_labels_that_would_read_back_otherwise_stay_codes() -> None:
    assert label_of("referral_source", "13", "it") == "Scuola"
    assert label_of("referral_source", "non so", "it") == "non so"


NAMES = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=2, max_size=12)
TEXTS = st.text(st.sampled_from("abè 'à=+-@;\"\n,1<[/]"), max_size=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.tuples(NAMES, NAMES, st.dates(date(1950, 1, 1), date(2020, 1, 1)), TEXTS, TEXTS), min_size=1, max_size=6)
)
def test_whatever_went_in_comes_out_and_goes_in_again(tmp_path_factory: pytest.TempPathFactory, people: list[Any]) -> None:
    context = context_at(tmp_path_factory.mktemp("property"))
    records = [{"surname": s, "given_name": g, "birth_date": b.isoformat(), "address": a, "notes": n} for s, g, b, a, n in people]
    first = back(context, json.dumps(records).encode(), "people")
    apply(context, first)
    assert set(back(context, json.dumps(records).encode(), "people").counts.items()) >= {("new", 0), ("changed", 0)}
    for file_format in ("csv", "json", "xlsx"):
        if not first.counts["new"]:
            continue
        rehearsal = back(context, export_bytes(context, "people", file_format), "people")  # type: ignore[arg-type]
        assert rehearsal.counts["same"] == rehearsal.counts["rows"]
    context.store.close()
