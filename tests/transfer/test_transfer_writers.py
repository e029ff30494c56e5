"""Tables out and in again: nothing changes on the way, nothing runs as a formula, nothing is overwritten unasked."""

import io
import os
import stat
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.errors import FieldProblem, InvalidInput
from minori_tui.transfer import mapping, rejects, rows, writers
from minori_tui.transfer.cells import Context
from minori_tui.transfer.kinds import KINDS
from minori_tui.transfer.readers import read_file
from minori_tui.transfer.rejects import Reject

TODAY = Context(date(2026, 11, 22))
COLUMNS = ("surname", "given_name", "notes")
HARD = [
    "0346", "00123", "09976", "=1+1", "=cmd|' /C calc'!A0", "+39 0346 89651", "+cmd", "-1", "-1+2", "-", "@SUM(A1)", "\tx",
    "\rx", "'", "''", "'=1", "''=1", "'+39 035", "'x", "NA", "None", "NULL", "true", "1e5", "3-4", "45234", "a;b", "a,b",
    'say "no"', '"', "a\nb", "a\r\nb", "a\rb", "_x000D_", "_x0041_", "\x0b", "\xa0x", "\u200bx", "  x  ", "x" * 32_767,
    "Nicolo\u0300", "Nicolò", "😀", "𝒳", "[red]x[/]", "\x1b[31m", "http://prova.it", "mailto:a@b.it", "Totale: 3", "sep=;",
]


def round_trip(texts, file_format):
    records = [{"surname": "Neri", "given_name": "Lia", "notes": t} for t in texts]
    stream = io.BytesIO()
    assert writers.write(stream, COLUMNS, records, file_format) == len(records)
    table = read_file(io.BytesIO(stream.getvalue()))
    place = table.headers.index("notes")
    return [r.cells[place] for r in table.rows]


@pytest.mark.parametrize("file_format", writers.FORMATS)
def test_hard_strings_come_back_as_they_went(file_format):
    assert round_trip(HARD, file_format) == HARD


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=40),
                min_size=1, max_size=5))
def test_any_text_comes_back_from_csv_and_json(texts):
    for file_format in ("csv", "json", "jsonl"):
        assert round_trip(texts, file_format) == texts


@pytest.mark.parametrize(("cell", "written"), [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", "'\ra"), ("'=1", "''=1"),
    ("+39 0346 (int) 1", "'+39 0346 (int) 1"), ("+39 0346/89651", "+39 0346/89651"), ("-12.50", "-12.50"), ("Neri", "Neri"),
    ("a=1", "a=1"), ("", "")])
def test_what_a_spreadsheet_would_run_is_guarded(cell, written):
    assert writers.guard(cell) == written


def test_csv_is_what_an_italian_spreadsheet_opens():
    stream = io.BytesIO()
    writers.write(stream, ("a", "b"), [{"a": "1", "b": None}, {"a": "x;y", "b": 7}], "csv", headers=("Uno", "Due"))
    assert stream.getvalue() == b'\xef\xbb\xbfUno;Due\r\n1;\r\n"x;y";7\r\n'


def test_json_keeps_whole_numbers_and_leaves_out_the_unknown():
    stream = io.BytesIO()
    assert writers.write(stream, ("a", "b"), [{"a": 1, "b": None}, {"a": "è"}], "json", headers=("x", "y")) == 2
    assert stream.getvalue().decode() == '[\n{"a": 1},\n{"a": "è"}\n]\n'
    lines = io.BytesIO()
    writers.write(lines, ("a",), [{"a": 1}, {"a": 2}], "jsonl")
    assert lines.getvalue() == b'{"a": 1}\n{"a": 2}\n'


def test_a_text_too_long_for_a_spreadsheet_is_told():
    with pytest.raises(InvalidInput) as caught:
        writers.write(io.BytesIO(), ("a",), [{"a": "x" * 32_768}], "xlsx")
    assert caught.value.facts["code"] == "long-cell"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.name)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_templates_are_read_as_their_kind(kind, file_format, language, tmp_path):
    path = tmp_path / f"modello.{file_format}"
    writers.write_template(path, kind, file_format, language=language)
    table = read_file(path)
    assert table.headers == (kind.titles if language == "it" else kind.names)
    assert mapping.build(table).kind is kind
    assert list(table.rows) == []
    with pytest.raises(InvalidInput):
        writers.write_template(io.BytesIO(), kind, "json")


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_files_are_for_their_owner_and_never_through_links(tmp_path):
    path = tmp_path / "out.csv"
    writers.write(path, ("a",), [{"a": "1"}], "csv")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(InvalidInput) as caught:
        writers.write(path, ("a",), [], "csv")
    assert caught.value.facts["code"] == "exists"
    for target in (path, tmp_path / "nowhere"):
        link = tmp_path / f"link-{target.name}"
        link.symlink_to(target)
        with pytest.raises(InvalidInput):
            writers.write(link, ("a",), [], "csv")
    link = tmp_path / "link-out.csv"
    writers.write(link, ("a",), [], "csv", overwrite=True)
    assert not link.is_symlink()
    assert b"1" in path.read_bytes()


def test_a_failure_leaves_nothing_behind_and_the_old_file_alone(tmp_path):
    def broken():
        yield {"a": "1"}
        raise RuntimeError

    for file_format in writers.FORMATS:
        with pytest.raises(RuntimeError):
            writers.write(tmp_path / "new", ("a",), broken(), file_format)
        assert list(tmp_path.iterdir()) == []
    (tmp_path / "old").write_text("kept")
    with pytest.raises(RuntimeError):
        writers.write(tmp_path / "old", ("a",), broken(), "csv", overwrite=True)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("old", "kept")]
    for overwrite in (True, False):
        for path in (tmp_path, tmp_path / "none" / "out.csv"):
            with pytest.raises(InvalidInput) as caught:
                writers.write(path, ("a",), [], "csv", overwrite=overwrite)
            assert caught.value.facts["code"] == "unwritable"


def test_rejected_rows_keep_their_shape_and_come_in_once_mended(tmp_path):
    source = "N.,Cognome,Nome,Nato il,Cognome\n7,Neri,Lia,31/02/2010,=x\n8,Bia,Ugo,1/1/2010,y,in più\n9,Riva,Eva,2/1/2010,z\n"
    table = read_file(io.BytesIO(source.encode()))
    wrong = [p for p in rows.prepare(table, mapping.build(table, kind="people"), TODAY) if p.problems]
    path = tmp_path / "scarti.csv"
    count = rejects.write_rejects(path, table, [Reject(p.line, p.raw, rejects.reason_of(p.problems)) for p in wrong])
    again = read_file(path)
    assert count == 2
    assert again.delimiter == ","
    assert again.headers == ("N.", "Cognome", "Nome", "Nato il", "Cognome (2)", "minori_extra_1", "minori_row", "minori_reason")
    assert again.rows[0].cells[:7] == ("7", "Neri", "Lia", "31/02/2010", "=x", "", "2")
    assert again.rows[0].cells[7].startswith("birth_date: ")
    second = list(rows.prepare(again, mapping.build(again, kind="people"), TODAY))
    assert [[p.code for p in r.problems] for r in second] == [[p.code for p in r.problems] for r in wrong]
    mended = path.read_text("utf-8-sig").replace("31/02", "28/02").replace("in più", "")
    third = read_file(io.BytesIO(mended.encode()))
    values = list(rows.prepare(third, mapping.build(third, kind="people"), TODAY))
    assert [r.values["birth_date"] for r in values] == ["2010-02-28", "2010-01-01"]
    assert not any(r.problems for r in values)
    twice = tmp_path / "scarti2.csv"
    rejects.write_rejects(twice, third, [Reject(2, third.rows[0].cells, "x")])
    assert read_file(twice).headers.count("minori_row") == 1


def test_reasons_name_each_field():
    problems = [FieldProblem("a", "x", "Write {n}", {"n": 3}), FieldProblem("", "y", "Too long")]
    assert rejects.reason_of(problems) == "a: Write 3 | Too long"
    assert rejects.reason_of([FieldProblem("a", "x", "After {day}", {"day": date(2026, 11, 10)})]) == "a: After 10/11/2026"
