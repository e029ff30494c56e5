"""The rules of the deadlines as they hold in this office, and their adjustment by a file: journalled, with a reason each.

A rule that was read in the law keeps its term; one that is general knowledge is a default that the coordinator may change.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minori_tui.data.queries import rules as queries
from minori_tui.domain.errors import FieldProblem, InvalidFields, InvalidInput
from minori_tui.domain.legal_clock import STANDARD, Adjustment, Rule, check_adjustment
from minori_tui.i18n import N_
from minori_tui.services.context import Context

if TYPE_CHECKING:
    from minori_tui.data.unit import Unit

FIELDS = ("number", "unit", "warn_days", "active", "reason")
_UNITS = ("H", "D", "M", "Y")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it holds here (its latest version), and what was adjusted of it (None: nothing)."""

    rule: Rule
    adjustment: Adjustment | None


def rules(context: Context) -> list[RuleRow]:
    """Every rule in its latest version, in the order of the table."""
    with context.store.read() as connection:
        book = queries.rule_book(connection)
    latest = {rule.code: rule for rule in book.rules}
    return [RuleRow(rule, book.adjustments.get(code)) for code, rule in latest.items()]


def export_text(context: Context) -> str:
    """The rules as a TOML file that ``apply_text`` reads back with no change: a table a rule, what can be adjusted in it."""
    lines = ["# Rules of the deadlines. A verified rule keeps its term; every change needs a reason.", ""]
    for row in rules(context):
        rule, change = row.rule, row.adjustment
        lines += [f'["{rule.code}"]', f"# {rule.title}" + (f" ({rule.source})" if rule.source else ""),
                  f"# {'verified' if rule.verified else 'not verified'}"]
        if not rule.verified and rule.number is not None and rule.unit is not None:
            lines += [f"number = {rule.number}", f'unit = "{rule.unit}"']
        lines += [f"warn_days = [{', '.join(map(str, rule.warn_days))}]", f"active = {'true' if rule.active else 'false'}",
                  f"reason = {_toml(change.reason if change else '')}", ""]
    return "\n".join(lines)


def _toml(text: str) -> str:
    """A text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{"".join(c for c in escaped if c.isprintable())}"'


def apply_text(context: Context, text: str, name: str = "") -> list[str]:
    """Adjust the rules as the file says; returns the codes that changed. Rules that are not in it stay as they are.

    One operation; the deadlines of the cases it moves are found anew. Raises ``InvalidInput`` (no TOML) and ``InvalidFields``
    with everything that is wrong; nothing is changed then.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(N_("The file is not TOML: {reason}"), code="bad-toml", reason=str(error)) from None
    with context.store.read() as connection:
        known = {a.rule: a for a in queries.adjustments(connection)}
    wanted, problems = _read(said, known)
    if problems:
        raise InvalidFields(problems)
    changed = [a for a in wanted if _differs(a, known.get(a.rule))]
    if changed:
        _store(context, changed, name)
    return [a.rule for a in changed]


def _differs(wanted: Adjustment, known: Adjustment | None) -> bool:
    """Whether an adjustment says anything else than what holds; one that says what the table says is none."""
    if known is not None:
        return wanted != known
    return any(value is not None for value in (wanted.number, wanted.unit, wanted.warn_days, wanted.active))


def _read(said: Mapping[str, Any], known: Mapping[str, Adjustment]) -> tuple[list[Adjustment], list[FieldProblem]]:
    """The adjustments of a file and what is wrong with them."""
    wanted: list[Adjustment] = []
    problems: list[FieldProblem] = []
    plain = {rule.code: rule for rule in STANDARD.rules}
    for code, table in said.items():
        found = _shape_problems(code, table, plain)
        if not found:
            change = _adjustment(code, table, plain[code])
            asks = _differs(change, known.get(code))
            found = check_adjustment(change) if asks else []
            wanted.append(change)
        problems += [FieldProblem(f"{code}.{p.field}", p.code, p.message, p.facts, p.value) for p in found]
    return wanted, problems


def _shape_problems(code: str, table: Any, plain: Mapping[str, Rule]) -> list[FieldProblem]:
    """What is wrong with the form of one table."""
    if code not in plain:
        return [FieldProblem("rule", "no-rule", N_("There is no rule {rule}"), {"rule": code})]
    if not isinstance(table, dict):
        return [FieldProblem("rule", "table", N_("A rule is a table: [\"{rule}\"]"), {"rule": code})]
    found = [FieldProblem(name, "unknown", N_("Fields of a rule: {names}"), {"names": ", ".join(FIELDS)})
             for name in table if name not in FIELDS]
    wrong = {"number": not isinstance(table.get("number", 0), int) or isinstance(table.get("number"), bool),
             "unit": table.get("unit", "D") not in _UNITS,
             "active": not isinstance(table.get("active", True), bool), "reason": not isinstance(table.get("reason", ""), str),
             "warn_days": not _days(table.get("warn_days", []))}
    messages = {"number": N_("A whole number"), "unit": N_("H, D, M or Y"), "active": N_("true or false"), "reason": N_("A text"),
                "warn_days": N_("A list of whole numbers of days")}
    return found + [FieldProblem(name, "form", messages[name]) for name, bad in wrong.items() if bad]


def _days(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(day, int) and not isinstance(day, bool) for day in value)


def _adjustment(code: str, table: Mapping[str, Any], plain: Rule) -> Adjustment:
    """What a table changes in the rule of the law: a value equal to the table's own is no change."""
    days = tuple(sorted(set(table["warn_days"]), reverse=True)) if "warn_days" in table else None
    term = (table.get("number", plain.number), table.get("unit", plain.unit))
    moved = term != (plain.number, plain.unit)
    return Adjustment(code, term[0] if moved else None, term[1] if moved else None,
                      None if days == plain.warn_days else days,
                      None if table.get("active", plain.active) == plain.active else table["active"],
                      " ".join(str(table.get("reason", "")).split()))


def _store(context: Context, changed: Sequence[Adjustment], name: str) -> None:
    """Write the adjustments and find the deadlines of the cases they move anew."""
    from minori_tui.data import lookup_due

    with context.unit("rules.apply", name or ", ".join(a.rule for a in changed)) as unit:
        for change in changed:
            _put(unit, change)
        unit.touched_cases.update(lookup_due.stale(unit.raw))


def _put(unit: Unit, change: Adjustment) -> None:
    from minori_tui.data.tables import RuleSetting

    values: dict[str, Any] = {
        "number": change.number, "unit": change.unit, "reason": change.reason,
        "warn_days": None if change.warn_days is None else " ".join(map(str, change.warn_days)),
        "active": None if change.active is None else int(change.active)}
    stored = unit.rows("SELECT id, version FROM rule_setting WHERE rule = ?", (change.rule,))
    if stored:
        unit.change(RuleSetting, *stored[0], **values)
    else:
        unit.add(RuleSetting(rule=change.rule, **values))
