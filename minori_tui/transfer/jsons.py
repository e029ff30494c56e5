"""JSON and JSON lines as rows of text.

Python's reader takes things no exchange format should: ``NaN``, repeated keys (the last one wins in silence), numbers of
any length, nesting without end. All are refused with a sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from minori_tui.domain.errors import InvalidInput
from minori_tui.transfer.table import Row

MAX_DIGITS = 40
CELL_LIMIT = 1_000_000


class Number(str):
    """The digits of a JSON number, as written; a type of its own because numbers lose their leading zeros."""

    __slots__ = ()


class _Unfit(ValueError):
    """What is not to be taken from a JSON file; its text is the code."""


def json_rows(text: str, *, lines: bool) -> tuple[tuple[str, ...], list[Row]]:
    """The headers (keys in order of first appearance, inner objects as ``outer.inner``) and one row a record.

    The line of a row is the line of the file for JSON lines, the number of the record otherwise. Takes a list of
    objects, an object with such a list under ``rows``, or one object a line. Raises InvalidInput with code ``json``.
    """
    flat: list[tuple[int, dict[str, str]]] = []
    try:
        for line, record in _by_line(text) if lines else _whole(text):
            cells: dict[str, str] = {}
            _flatten(record, "", cells)
            flat.append((line, cells))
    except RecursionError:
        raise InvalidInput("The JSON is nested too deeply to be a table", code="json") from None
    headers = tuple(dict.fromkeys(key for _, cells in flat for key in cells))
    if not headers:
        raise InvalidInput("The file has no rows", code="empty")
    rows = []
    for line, cells in flat:
        values = tuple(cells.get(h, "") for h in headers)
        if any(v.strip() for v in values):
            rows.append(Row(line, tuple(str(v) for v in values),
                            frozenset(i for i, v in enumerate(values) if isinstance(v, Number))))
    return headers, rows


def _parse(text: str, line: int) -> Any:
    """One JSON value with everything doubtful refused; ``line`` is where ``text`` begins in the file."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_int=_number, parse_float=_number,
                          object_pairs_hook=_pairs)
    except _Unfit as error:
        raise InvalidInput(_SENTENCES[str(error)], code="json", line=line) from None
    except json.JSONDecodeError as error:
        raise InvalidInput("Line {line}, column {column}: not valid JSON", code="json", line=line + error.lineno - 1,
                           column=error.colno) from None


_SENTENCES = {
    "constant": "The JSON holds NaN or Infinity, which are no values",
    "digits": "The JSON holds a number of more than 40 digits",
    "twice": "The JSON has an object with the same key twice",
}


def _refuse(_: str) -> Any:
    raise _Unfit("constant")


def _number(digits: str) -> Number:
    if len(digits) > MAX_DIGITS:
        raise _Unfit("digits")
    return Number(re.sub(r"\.0+$", "", digits))


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unfit("twice")
    return found


def _whole(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    value = _parse(text, 1)
    if isinstance(value, dict):
        value = value["rows"] if isinstance(value.get("rows"), list) else [value]
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise InvalidInput("The JSON is not a list of objects", code="json")
    yield from enumerate(value, 1)


def _by_line(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip():
            continue
        value = _parse(line, number)
        if not isinstance(value, dict):
            raise InvalidInput("Line {line}: not a JSON object", code="json", line=number)
        yield number, value


def _flatten(record: dict[str, Any], prefix: str, cells: dict[str, str]) -> None:
    """Put the values of an object into ``cells``; lists of plain values become one cell with ``; `` between them."""
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            _flatten(value, f"{name}.", cells)
        elif isinstance(value, list) and not any(isinstance(v, (dict, list)) for v in value):
            cells[name] = "; ".join(_scalar(v) for v in value)
        elif isinstance(value, list):
            cells[name] = json.dumps(value, ensure_ascii=False)
        else:
            cells[name] = value if isinstance(value, Number) else _scalar(value)
        if len(cells.get(name, "")) > CELL_LIMIT:
            raise InvalidInput("A value of {field} is longer than a million characters", code="long-cell", field=name)


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
