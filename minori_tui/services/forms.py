"""From what was typed to what is stored: every field by its own parser, all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from minori_tui.data.codes import place_index
from minori_tui.domain import codes as code_rules
from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields
from minori_tui.domain.fields import ParseContext, ParsedValue, Parser, is_null_word
from minori_tui.i18n import N_, language

Values = dict[str, str | int | None]
SHOWN = 6
"""So many words of a list are named to somebody who wrote none of them."""


def read_form(values: Mapping[str, str], parsers: Mapping[str, Parser], required: tuple[str, ...], today: date) -> Values:
    """The parsed fields of a form; fields that were not given are absent, empty ones are None.

    Raises ``InvalidFields`` with every problem of every field.
    """
    read: Values = {}
    problems = [FieldProblem(name, "unknown-field", N_("There is no field «{field}»"), {"field": name}, values[name])
                for name in values if name not in parsers]
    for name, parser in parsers.items():
        if name not in values:
            continue
        try:
            text = values[name].strip()
            read[name] = None if is_null_word(text) else parser(text, ParseContext(name, today, typed=True)).value
        except FieldError as error:
            problems.append(error.problem)
    wrong = {p.field for p in problems}
    problems += [FieldProblem(name, "required", N_("This field is needed")) for name in required
                 if name not in wrong and name in parsers and not read.get(name)]
    if problems:
        order = list(parsers)
        raise InvalidFields(sorted(problems, key=lambda p: order.index(p.field) if p.field in order else len(order)))
    return read


def text_in(read: Mapping[str, Any], name: str) -> str | None:
    """A parsed field as text; None when it is empty or was not given."""
    value = read.get(name)
    return None if value is None else str(value)


def code_of(list_name: str, items: list[code_rules.CodeItem]) -> Parser:
    """A parser for a value of a code list: its code, its label in either language, or a usual word for it."""

    def parse(text: str, context: ParseContext) -> ParsedValue:
        found = code_rules.match(text, items, context.today)
        if found is None:
            facts = {"value": text, "list": list_name, "choices": _to_choose(text, items, context.today)}
            raise FieldError(FieldProblem(context.field, "not-in-list", N_("«{value}» is not in the list: {choices}"), facts,
                                          text))
        return ParsedValue(found.code)

    return parse


def _to_choose(text: str, items: list[code_rules.CodeItem], today: date) -> str:
    """The words most like what was typed, else the first of the list: what may be written instead."""
    valid = code_rules.valid_on(items, today)
    near = code_rules.nearest(text, items, today) or valid
    told = [f"{item.code} ({item.label_en if language() == 'en' else item.label_it})" for item in near[:SHOWN]]
    return ", ".join(told if len(near) <= SHOWN else [*told, "…"])


def municipality(text: str, context: ParseContext) -> ParsedValue:
    """A municipality by name (with its province in brackets when two share the name) or by cadastral code."""
    index = place_index()
    by_code = index.by_code(text.upper()) if len(text) == 4 and text[1:].isdigit() else None
    found = [by_code] if by_code else index.by_name(text, context.today)
    if len(found) == 1 and found[0]:
        return ParsedValue(found[0].code)
    if not found:
        raise FieldError(FieldProblem(context.field, "unknown-place", N_("There is no municipality «{value}»"),
                                      {"value": text}, text))
    names = ", ".join(f"{p.name} ({p.province})" for p in found if p)
    raise FieldError(FieldProblem(context.field, "several-places", N_("Several municipalities have this name: {names}"),
                                  {"names": names}, text))
