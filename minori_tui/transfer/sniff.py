"""What a file is, told by its content and never by its name: bytes, format, encoding, delimiter.

The rules are those measured on real Italian files: BOM, NUL pattern, strict UTF-8, else Windows-1252 (a guess by
statistics reads ISTAT's own files as cp1250); the delimiter is the one whose records agree on their number of fields.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import itertools
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import BinaryIO, Literal

from minori_tui.domain.errors import InvalidInput

FileFormat = Literal["text", "json", "jsonl", "xlsx", "xlsb", "xls", "ods"]

MAX_BYTES = 200_000_000
ZIP_MAX_TOTAL = 300_000_000
ZIP_MAX_RATIO = 100
ZIP_RATIO_FLOOR = 5_000_000  # a small archive of very even content is no bomb
ZIP_MAX_MEMBERS = 2_000
DELIMITERS = ";,\t|"
SAMPLE_CHARS = 262_144
SAMPLE_RECORDS = 200
NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, read once: its name (without folder), content and SHA-256 in hexadecimal."""

    name: str
    data: bytes
    sha256: str


def load(source: str | Path | BinaryIO, *, limit: int = MAX_BYTES) -> Source:
    """Read a regular file (or an open binary stream) once, up to ``limit`` bytes.

    Raises InvalidInput with code ``no-file``, ``not-regular``, ``unreadable``, ``too-big`` or ``changed`` (the file was
    written while it was read, so that what was seen may be half of it).
    """
    if isinstance(source, (str, Path)):
        name, data = Path(source).name, _read_regular(Path(source), limit)
    else:
        name, data = Path(str(getattr(source, "name", "-"))).name, source.read(limit + 1)
        if len(data) > limit:
            raise _too_big(limit)
    return Source(name, data, hashlib.sha256(data).hexdigest())


def _too_big(limit: int) -> InvalidInput:
    return InvalidInput("The file is larger than {limit} MB: divide it", code="too-big", limit=limit // 1_000_000)


def _read_regular(path: Path, limit: int) -> bytes:
    """One open, no second look-up of the name: what was checked is what is read. Pipes and devices never block."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise InvalidInput("There is no file {name}", code="no-file", name=path.name) from None
    except OSError as error:
        raise InvalidInput("The file {name} cannot be read: {reason}", code="unreadable", name=path.name,
                           reason=error.strerror or "") from None
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode) or before.st_size > limit:
        os.close(handle)
        if stat.S_ISREG(before.st_mode):
            raise _too_big(limit)
        raise InvalidInput("{name} is not a file", code="not-regular", name=path.name)
    with os.fdopen(handle, "rb") as stream:
        data = stream.read(limit + 1)
        after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != before.st_size:
        raise InvalidInput("The file {name} was being written while it was read: try again", code="changed",
                           name=path.name)
    return data


def detect_format(data: bytes) -> FileFormat:
    """The format by content. Raises InvalidInput for what is no table: each with its own sentence and code."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InvalidInput("The file is empty", code="empty")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_format(data)
    if data.startswith(_OLE):
        return _ole_format(data)
    _refuse_foreign(data)
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"[":
        return "json"
    if start == b"{":
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)
        return "jsonl" if first[0].rstrip().endswith(b"}") and len(first) == 2 and first[1].strip() else "json"
    # BIFF 2 to 4 workbooks have no container: a BOF record of 4 to 8 bytes opens the file.
    return "xls" if re.match(rb"\x09[\x00\x02\x04][\x04-\x08]\x00", data) else "text"


def _refuse_foreign(data: bytes) -> None:
    """Raise for the things offices send in place of a table."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"\x1f\x8b"):
        raise InvalidInput("The file is compressed (gzip): unpack it and import what is inside", code="gzip")
    if head.startswith(b"%pdf"):
        raise InvalidInput("The file is a PDF: ask its author for a spreadsheet, or export it as XLSX or CSV", code="pdf")
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body")) or b"<html" in head[:600]:
        raise InvalidInput("The file is a web page, whatever its name says: open it in a spreadsheet and save it as XLSX",
                           code="html")
    if head.startswith(b"<?xml"):
        raise InvalidInput("The file is XML: open it in a spreadsheet and save it as XLSX", code="xml")
    if head.startswith((b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"sqlite format 3")):
        raise InvalidInput("The file is neither a table of text nor a spreadsheet", code="not-a-table")


def _zip_format(data: bytes) -> FileFormat:
    """XLSX, XLSB or ODS by the members of the archive, after a look at its declared sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _guard_zip(members)
            names = {m.filename.replace("\\", "/").lower() for m in members}
            if "meta-inf/manifest.xml" in names and _ods_encrypted(archive):
                raise _protected()
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zipfile.zlib.error, ValueError):  # type: ignore[attr-defined]
        raise InvalidInput("The spreadsheet is damaged or cut short: open it, save it again and retry",
                           code="damaged") from None
    if "content.xml" in names:
        return "ods"
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    raise InvalidInput("The file is an archive without a spreadsheet: unpack it and import what is inside", code="zip")


def _ods_encrypted(archive: zipfile.ZipFile) -> bool:
    """Whether the manifest of an OpenDocument names encrypted parts (ODF 1.2 part 3, 3.4)."""
    info = next(m for m in archive.infolist() if m.filename.lower() == "meta-inf/manifest.xml")
    with archive.open(info) as stream:
        return b"encryption-data" in stream.read(5_000_000)


def _guard_zip(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to far more than it is. Real rosters have a ratio of 9 to 15."""
    total = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    bomb = total > ZIP_RATIO_FLOOR and total / packed > ZIP_MAX_RATIO
    if total > ZIP_MAX_TOTAL or len(members) > ZIP_MAX_MEMBERS or bomb:
        raise InvalidInput("The spreadsheet would unpack to {total} MB in {members} parts: refused", code="zip-bomb",
                           total=total // 1_000_000, members=len(members))


def _ole_format(data: bytes) -> FileFormat:
    """A legacy workbook; a password hides the workbook in a stream of another name (MS-OFFCRYPTO 2.1)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected()
    return "xls"


def _protected() -> InvalidInput:
    return InvalidInput("The spreadsheet is protected by a password: save a copy without it and import that",
                        code="password")


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was read in. Never Latin-1 by guess: it would turn ``’`` into a control character.

    Raises InvalidInput with code ``bad-encoding`` (unknown name), ``encoding`` (does not decode) or ``nul``.
    """
    chosen = encoding or _marked_encoding(data)
    try:
        if chosen is None:
            text, chosen = _utf8_or_cp1252(data)
        else:
            chosen = codecs.lookup(chosen).name
            text = data.decode("utf-8-sig" if chosen == "utf-8" else chosen)
    except LookupError:
        raise InvalidInput("{encoding} is not a known encoding", code="bad-encoding", encoding=chosen) from None
    except (UnicodeDecodeError, UnicodeError):
        raise InvalidInput("The text cannot be read as {encoding}: say its encoding with --encoding", code="encoding",
                           encoding=chosen or "cp1252") from None
    if "\0" in text:
        raise InvalidInput("The file holds NUL characters, which no text has: it is damaged, or needs --encoding",
                           code="nul", line=text.count("\n", 0, text.index("\0")) + 1)
    return text.removeprefix("\ufeff"), chosen


def _marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark or the pattern of NULs says."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
                       (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return name
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.3 * len(head) / 2 and min(even, odd) < 0.1 * len(head) / 2:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _utf8_or_cp1252(data: bytes) -> tuple[str, str]:
    """Strict UTF-8, else Windows-1252, whose five undefined bytes raise UnicodeDecodeError."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252"), "cp1252"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a text table are divided; ``skip`` physical lines come first (Excel's ``sep=;``)."""

    delimiter: str
    quote: str = '"'
    skip: int = 0


def dialect_of(text: str, delimiter: str | None, header_hits: Callable[[Sequence[str]], int]) -> Dialect:
    """The delimiter and quote of ``text``; ``header_hits`` counts the cells of a row that name a known field.

    Raises InvalidInput (``bad-delimiter``) when the wanted delimiter is not one character.
    """
    skip = 0
    first = re.match(r"sep=(.)(?:\r\n|\r|\n)", text, re.IGNORECASE)
    if first:
        skip, found = 1, first[1]
        text = text[first.end():]
    sample = text[:SAMPLE_CHARS]
    if delimiter is not None:
        found = NAMED_DELIMITERS.get(delimiter.lower(), delimiter)
        if len(found) != 1 or found in "\r\n\"'":
            raise InvalidInput("The delimiter must be one character (or tab)", code="bad-delimiter")
    elif not first:
        whole = len(sample) == len(text)
        found = max(DELIMITERS, key=lambda d: _fit(sample, d, whole, header_hits))
    return Dialect(found, _quote_of(sample, found), skip)


def _fit(sample: str, delimiter: str, whole: bool, header_hits: Callable[[Sequence[str]], int]) -> tuple[int, float]:
    """How well a delimiter fits: cells of the best row that name fields, then how many records agree on their width."""
    if delimiter not in sample:
        return 0, 0.0
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        records = [r for r in itertools.islice(reader, SAMPLE_RECORDS) if any(r)]
    except csv.Error:
        return 0, 0.0
    if not whole and len(records) > 1 and len(records) < SAMPLE_RECORDS:
        records.pop()  # the sample cuts the last one
    widths = Counter(len(r) for r in records if len(r) > 1)
    if not widths:
        return 0, 0.0
    hits = max(header_hits(r) for r in records[:20])
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (hits if hits > 1 else 0), (count / len(records)) ** 2 * log2(width)


def _quote_of(sample: str, delimiter: str) -> str:
    """The apostrophe quotes only where every header is between two and there is no double quote at all."""
    head = sample.split("\n", 1)[0].rstrip("\r").split(delimiter)
    quoted = all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in head)
    return "'" if quoted and '"' not in sample else '"'
