"""Files to tables: format, encoding, delimiter, header, rows that are none, and every way a file can be wrong."""

import gzip
import io
import json
import os
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from minori_tui.domain.errors import InvalidInput
from minori_tui.transfer import readers, sheet_worker, sniff
from minori_tui.transfer.readers import read_file
from minori_tui.transfer.table import Row, column_letter

HEADER = ("Cognome", "Nome", "Telefono")
ROW = ("Nicolò", "Anna", "035 123456")


def text_file(*lines, end="\r\n", encoding="utf-8"):
    return io.BytesIO((end.join(lines) + end).encode(encoding))


def workbook(**sheets):
    """An XLSX of sheets given as lists of rows; a name that begins with ``hidden`` is hidden."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name.startswith("hidden"):
            sheet.hide()
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    book.close()
    return io.BytesIO(stream.getvalue())


def code_of(source, **options):
    with pytest.raises(InvalidInput) as caught:
        read_file(source, **options)
    assert caught.value.message.format(**caught.value.facts)
    return caught.value.facts["code"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encoding_delimiter_and_newlines_are_told_by_content(encoding, delimiter, end):
    table = read_file(text_file(delimiter.join(HEADER), delimiter.join(ROW), end=end, encoding=encoding))
    assert table.headers == HEADER
    assert [r.cells for r in table.rows] == [ROW]
    assert table.delimiter == delimiter
    assert table.rows[0].line == 2


def test_a_right_quote_of_windows_is_no_control_character():
    assert read_file(text_file("Cognome;Nome", "D’Amico;Lia", encoding="cp1252")).rows[0].cells[0] == "D’Amico"


def test_bytes_that_no_rule_reads_ask_for_the_encoding():
    data = b"Cognome;Nome\nR\x81ssi;Lia\n"
    assert code_of(io.BytesIO(data)) == "encoding"
    assert read_file(io.BytesIO(data), encoding="cp850").rows[0].cells[0] == "Rüssi"
    assert code_of(io.BytesIO(data), encoding="martian") == "bad-encoding"


def test_lists_inside_cells_do_not_pass_for_delimiters():
    table = read_file(text_file("Avvocato;Studio;Indirizzo;Materie", 'Lia Neri;Neri;Via Po, 3, int. 2;"Civile; Penale; Lavoro"',
                                "Ugo Bia;Bia;Via Adda, 4;Civile"))
    assert table.delimiter == ";"
    assert table.rows[0].cells[3] == "Civile; Penale; Lavoro"


def test_the_delimiter_of_excel_s_first_line_and_of_the_operator():
    table = read_file(text_file("sep=|", "Cognome|Nome;x", "Neri|Lia"))
    assert (table.headers, table.header_row, table.rows[0].line) == (("Cognome", "Nome;x"), 2, 3)
    assert read_file(text_file("Cognome:Nome", "Neri:Lia"), delimiter=":").headers == ("Cognome", "Nome")
    assert read_file(text_file("Cognome\tNome"), delimiter="tab").headers == ("Cognome", "Nome")
    assert code_of(text_file("a"), delimiter="::") == "bad-delimiter"


def test_apostrophes_quote_only_where_every_header_stands_between_two():
    assert read_file(text_file("'Cognome','Nome'", "'Neri, detto Moro','Lia'")).rows[0].cells == ("Neri, detto Moro", "Lia")
    assert read_file(text_file("Cognome,Nome", "'Neri,Lia'")).rows[0].cells == ("'Neri", "Lia'")


@pytest.mark.parametrize(("lines", "line"), [
    (["Cognome;Nome", 'Neri;"Lia', "Bia;Ugo"], 2), (["Cognome;Nome", 'Neri;"Lia "Bis"', "x;y"], 2)])
def test_quotes_that_swallow_the_rest_are_an_error_with_its_line(lines, line):
    with pytest.raises(InvalidInput) as caught:
        read_file(text_file(*lines))
    assert caught.value.facts == {"code": "quote", "line": line}


def test_lines_are_those_of_the_file_behind_cells_of_several_lines():
    table = read_file(text_file("Cognome;Nome;Note", 'Neri;Lia;"uno', 'due"', "Bia;Ugo;", "", "", "Riva;Eva;x"))
    assert [r.line for r in table.rows] == [2, 4, 7]
    assert [tuple(s) for s in table.skipped] == [(5, "blank")]


def test_headings_totals_and_notes_are_skipped_and_counted():
    table = read_file(text_file(
        "Elenco di prova;;", "aggiornato al 31/12/2025;;", "", "Cognome;Nome;Telefono", "Neri;Lia;1", "COGNOME;NOME;TELEFONO",
        "Bia;Ugo;2", "", "(*) dati forniti dagli interessati;;", "Totale: 2;;"))
    assert [r.line for r in table.rows] == [5, 7]
    assert [tuple(s) for s in table.skipped] == [(1, "title"), (2, "title"), (3, "blank"), (6, "header"), (8, "blank"),
                                                 (9, "note"), (10, "total")]
    assert table.header_row == 4
    assert [n.code for n in table.warnings] == ["skipped-rows"]


def test_a_last_record_is_no_footnote():
    table = read_file(text_file("Cognome;Nome;Telefono", "Neri;Lia;1", "Totaro;Ugo;"))
    assert [r.cells[0] for r in table.rows] == ["Neri", "Totaro"]


def test_headers_in_two_rows_are_read_as_one():
    table = read_file(workbook(Foglio=[["Cognome", "Nome", "Recapiti", "", "Madre"], ["", "", "Telefono", "E-mail", "Cognome"],
                                       ["Neri", "Lia", "035 123456", "lia@prova.it", "Riva"]]))
    assert table.headers == ("Cognome", "Nome", "Recapiti Telefono", "Recapiti E-mail", "Madre Cognome")
    assert len(table.rows) == 1


def test_repeated_and_blank_headers_are_told_apart():
    table = read_file(text_file("Cognome;Nome;Cognome;;Nome", "a;b;c;d;e"))
    assert table.headers == ("Cognome", "Nome", "Cognome (2)", "[D]", "Nome (2)")
    assert [n.code for n in table.warnings] == ["duplicate-header"]
    assert (column_letter(25), column_letter(26), column_letter(701)) == ("Z", "AA", "ZZ")


def test_the_operator_s_header_row():
    lines = ["Nome;Cognome", "primo;secondo", "Neri;Lia"]
    assert read_file(text_file(*lines), header_row=2).headers == ("primo", "secondo")
    assert code_of(text_file(*lines), header_row=9) == "no-header-row"


def test_cells_of_spreadsheets_become_text_and_numbers_are_remembered():
    table = read_file(workbook(Foglio=[["Cognome", "Nome", "CAP", "Provincia", "Peso"], ["Neri", "Lia", 9976, "NA", 1.5],
                                       ["None", "Ugo", "09976", "", True]]))
    assert table.rows == [Row(2, ("Neri", "Lia", "9976", "NA", "1.5"), frozenset({2, 4})),
                          Row(3, ("None", "Ugo", "09976", "", "true"), frozenset({4}))]


def test_the_sheet_is_the_one_that_fits_or_the_one_named():
    people = [HEADER, ROW]
    both = {"Appunti": [["Foglio di servizio"]], "Elenco": people, "hidden": people}
    table = read_file(workbook(**both))
    assert (table.sheet, [n.code for n in table.warnings]) == ("Elenco", ["other-sheets"])
    assert code_of(workbook(A=people, B=people)) == "which-sheet"
    assert read_file(workbook(A=people, B=people), sheet="B").sheet == "B"
    assert code_of(workbook(A=people), sheet="Z") == "no-sheet"
    assert code_of(workbook(A=[], B=[])) == "empty"


def test_formula_errors_are_told():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["Neri", "Lia"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    table = read_file(io.BytesIO(stream.getvalue()))
    assert table.rows[0].cells == ("Neri", "Lia", "")
    assert table.warnings[0].facts == {"count": 1}


@pytest.mark.parametrize(("value", "text"), [
    ("x", "x"), (True, "true"), (False, "false"), (3.0, "3"), (1e16, "1e+16"), (0.1, "0.1"), (-2.5, "-2.5"),
    (date(2024, 5, 3), "2024-05-03"), (datetime(2024, 5, 3), "2024-05-03"), (datetime(2024, 5, 3, 18, 40, 7), "2024-05-03T18:40"),
    (time(9, 5), "09:05"), (timedelta(hours=26, minutes=5), "26:05"), (12, "12")])
def test_values_of_spreadsheets_as_text(value, text):
    assert sheet_worker.text_of(value) == text


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (b" \r\n", "empty"), (b"\xef\xbb\xbf", "empty"), (gzip.compress(b"a", mtime=0), "gzip"),
    (b"%PDF-1.7 x", "pdf"),
    (b"<!DOCTYPE html><table>", "html"), (b"\n <HTML>", "html"), (b"<?xml version='1.0'?><Workbook/>", "xml"),
    (b"\x89PNG\r\n", "not-a-table"), (zipped(a="x"), "zip"), (workbook(A=[HEADER]).getvalue()[:900], "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90) + bytes.fromhex("0908100000060500") + bytes(12) +
     bytes.fromhex("2f000600") + bytes(6), "password"),
    (zipped(content="x", **{"content.xml": "", "META-INF__manifest.xml": "<manifest:encryption-data/>"}), "password"),
    (zipped(**{"xl__workbook.xml": bytes(6_000_000)}), "zip-bomb"), (b"Cognome;Nome\nNe\0ri;Lia", "nul"),
])
def test_what_is_no_table_has_its_own_sentence(data, code):
    assert code_of(io.BytesIO(data)) == code


def test_a_spreadsheet_that_asks_for_all_memory_is_refused():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="GRX9000"><v>1</v></c></row>'
    book = workbook(A=[HEADER]).getvalue()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith("sheet1.xml"):
                data = data[:data.index(b"<sheetData>")] + f"<sheetData>{cells}</sheetData></worksheet>".encode()
                data = data.replace(b'ref="A1:C1"', b'ref="A1:GRX9000"')
            new.writestr(info, data)
    assert code_of(io.BytesIO(stream.getvalue())) == "sheet-limits"


def test_a_spreadsheet_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(readers, "SHEET_SECONDS", -1.0)
    assert code_of(workbook(A=[HEADER])) == "sheet-limits"


def test_long_cells_and_large_files(monkeypatch):
    assert code_of(text_file("Cognome;Nome", "x" * 1_000_001 + ";y")) == "long-cell"
    monkeypatch.setattr(sniff, "MAX_BYTES", 10)
    with pytest.raises(InvalidInput) as caught:
        sniff.load(io.BytesIO(bytes(11)), limit=10)
    assert caught.value.facts["code"] == "too-big"


def test_only_regular_files_are_read(tmp_path):
    assert code_of(tmp_path / "none.csv") == "no-file"
    assert code_of(tmp_path) in ("not-regular", "unreadable")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert code_of(tmp_path / "pipe") == "not-regular"
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(20))
    with pytest.raises(InvalidInput) as caught:
        sniff.load(path, limit=10)
    assert caught.value.facts["code"] == "too-big"


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Cognome;Nome\nNeri;Lia\n")
    real, calls = os.fstat, []

    def fstat(handle):
        calls.append(handle)
        if len(calls) == 2:
            path.write_bytes(b"Cognome;Nome\n")
        return real(handle)

    monkeypatch.setattr(sniff.os, "fstat", fstat)
    assert code_of(path) == "changed"


def test_the_digest_and_name_are_those_of_the_file(tmp_path):
    path = tmp_path / "elenco.csv"
    path.write_bytes(b"Cognome;Nome\nNeri;Lia\n")
    table = read_file(str(path))
    assert (table.name, len(table.sha256), table.format, table.encoding) == ("elenco.csv", 64, "csv", "utf-8")


def test_json_in_its_shapes():
    people = [{"surname": "Neri", "given_name": "Lia", "postcode": 9976, "subjects": ["a", "b"], "home": {"city": "Alba"}},
              {"surname": "Bia", "given_name": "Ugo", "legal_aid": True, "notes": None, "kin": [{"a": 1}]}]
    for data in (people, {"rows": people}):
        table = read_file(io.BytesIO(json.dumps(data).encode()))
        assert table.headers == ("surname", "given_name", "postcode", "subjects", "home.city", "legal_aid", "notes", "kin")
        assert table.rows[0] == Row(1, ("Neri", "Lia", "9976", "a; b", "Alba", "", "", ""), frozenset({2}))
        assert table.rows[1].cells == ("Bia", "Ugo", "", "", "", "true", "", '[{"a": "1"}]')
    lines = "\n\n".join(json.dumps(p) for p in people)
    assert [r.line for r in read_file(io.BytesIO(lines.encode())).rows] == [1, 3]


@pytest.mark.parametrize("text", [
    '[{"a": NaN}]', '[{"a": -Infinity}]', '[{"a": 1, "a": 2}]', '[{"a": ' + "9" * 41 + "}]", "[1, 2]", '["a"]', '[{"a": 1}',
    "[" * 100_000, '{"a":1}\n[1]', '{"a":1}\n{"a":}', '{"rows": [1]}', '{"a": ' * 50_000,
])
def test_json_that_no_exchange_should_hold(text):
    assert code_of(io.BytesIO(text.encode())) == "json"


def test_json_without_rows():
    assert code_of(io.BytesIO(b"[]")) == "empty"
    assert code_of(io.BytesIO(b"[{}]")) == "empty"
    assert code_of(io.BytesIO(json.dumps([{"a": "x" * 1_000_001}]).encode())) == "long-cell"


def test_standard_input_is_read_as_bytes(monkeypatch):
    monkeypatch.setattr(readers.sys, "stdin", io.TextIOWrapper(text_file("Cognome;Nome", "Nicolò;Lia", encoding="cp1252")))
    assert read_file("-").rows[0].cells == ("Nicolò", "Lia")
