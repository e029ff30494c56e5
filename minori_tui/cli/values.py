"""Fields given to a command: ``--set field=value``, or a JSON object in a file or on standard input.

Standard input is there so that a child's data need not stand among the arguments, which every user of the machine can read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import N_

LONGEST = 1_000_000
"""Characters of a file of fields."""

Fields = Annotated[list[str] | None, typer.Option(
    "--set", metavar="FIELD=VALUE", help=N_("A field and its value; may be repeated. An empty value erases"))]
FieldsFile = Annotated[str | None, typer.Option(
    "--file", metavar="FILE", help=N_("A JSON object with the fields; - reads standard input, so that no personal data "
                                      "stands in the command"))]


def read(pairs: Sequence[str] | None, file: str | None) -> dict[str, str]:
    """The given fields as text; ``--set`` wins over the file. Raises ``InvalidInput``."""
    values = _from_file(file) if file else {}
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise InvalidInput(N_("--set takes field=value"), code="bad-set")
        values[name.strip()] = value
    if not values:
        raise InvalidInput(N_("No field was given: use --set field=value or --file"), code="no-fields")
    return values


def _from_file(file: str) -> dict[str, str]:
    text = _text(file)
    try:
        said = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise InvalidInput(N_("{file} is not a JSON object of fields and values"), code="bad-json", file=file)
    return {name: _plain(name, value) for name, value in said.items()}


def _text(file: str) -> str:
    try:
        if file == "-":
            text = sys.stdin.read(LONGEST + 1)
        else:
            with Path(file).open(encoding="utf-8-sig") as stream:
                text = stream.read(LONGEST + 1)
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} is not a text in UTF-8"), code="encoding", file=file) from None
    if len(text) > LONGEST:
        raise InvalidInput(N_("{file} is too long to be one record"), code="too-long", file=file)
    return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a name stand twice, and the last would win in silence."""
    names = [name for name, _value in pairs]
    if len(set(names)) != len(names):
        raise InvalidInput(N_("A field stands twice in the JSON object"), code="twice")
    return dict(pairs)


def _plain(name: str, value: Any) -> str:
    """A JSON value as it would be typed: true and false in words, null empty, a list with semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, str | int | float):
        return str(value)
    raise InvalidInput(N_("The value of {field} must be a text, a number, true, false or null"), code="bad-value", field=name)
