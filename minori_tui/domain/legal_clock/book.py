"""The rules as they hold in this office: the versions of each code, with what the coordinator adjusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from minori_tui.domain.errors import FieldProblem
from minori_tui.domain.legal_clock.rule import Adjustment, Rule
from minori_tui.domain.legal_clock.rules import RULES

MOST = {"H": 24 * 365, "D": 3650, "M": 120, "Y": 100}
"""The longest term of each unit that is no slip of the keyboard."""

_MESSAGES = {
    "no-rule": "There is no rule {rule}",
    "verified": "{rule} is verified ({source}): its term and its use cannot be changed, its warnings can",
    "no-term": "{rule} has no term of its own: a court or a plan fixes the day",
    "term": "The term must be a whole number from 1 to {most}",
    "unit": "{rule} runs from a day: its term cannot be in hours",
    "warnings": "Warnings are days before: whole numbers from 0 to 3650",
    "reason": "Say why the rule is changed",
}


def check_adjustment(adjustment: Adjustment) -> list[FieldProblem]:
    """What forbids an adjustment. A rule that is verified keeps its term and stays in use; its warnings may be changed."""
    versions = [rule for rule in RULES if rule.code == adjustment.rule]
    if not versions:
        return [_problem("rule", "no-rule", adjustment)]
    rule, problems = versions[-1], []
    if adjustment.number is not None or adjustment.unit is not None:
        problems += _term_problems(rule, adjustment)
    if adjustment.active is False and rule.active and rule.verified:
        problems.append(_problem("active", "verified", adjustment, source=rule.source))
    if any(not 0 <= days <= MOST["D"] for days in adjustment.warn_days or ()):
        problems.append(_problem("warn_days", "warnings", adjustment))
    if not adjustment.reason.strip():
        problems.append(_problem("reason", "reason", adjustment))
    return problems


def _term_problems(rule: Rule, adjustment: Adjustment) -> list[FieldProblem]:
    """What forbids a change of the term."""
    if rule.verified:
        return [_problem("number", "verified", adjustment, source=rule.source)]
    if rule.unit is None or rule.number is None:
        return [_problem("number", "no-term", adjustment)]
    unit = adjustment.unit or rule.unit
    number = rule.number if adjustment.number is None else adjustment.number
    if unit == "H" and rule.unit != "H":
        return [_problem("unit", "unit", adjustment)]
    return [] if 1 <= number <= MOST[unit] else [_problem("number", "term", adjustment, most=MOST[unit])]


def _problem(field: str, code: str, adjustment: Adjustment, **facts: object) -> FieldProblem:
    return FieldProblem(field, code, _MESSAGES[code], {"rule": adjustment.rule, **facts})


class RuleBook:
    """The rules by code and day, adjusted. Give it once to everything that computes deadlines.

    What may not be adjusted (``check_adjustment``) is left as the law has it and listed in ``refused``: an archive that was
    adjusted before a rule was verified opens all the same. Of several adjustments of one rule the last counts.
    """

    def __init__(self, adjustments: Iterable[Adjustment] = ()) -> None:
        self.adjustments = {a.rule: a for a in adjustments}
        self.refused: list[FieldProblem] = []
        for adjustment in self.adjustments.values():
            self.refused += [p for p in check_adjustment(adjustment) if p.field != "reason"]
        self.rules: tuple[Rule, ...] = tuple(self._adjusted(rule) for rule in RULES)
        self._versions: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            self._versions[rule.code] = (*self._versions.get(rule.code, ()), rule)

    def _adjusted(self, rule: Rule) -> Rule:
        """The rule with what was allowed of its adjustment."""
        change = self.adjustments.get(rule.code)
        if change is None:
            return rule
        wrong = {p.field for p in check_adjustment(change)}
        if change.warn_days is not None and "warn_days" not in wrong:
            rule = replace(rule, warn_days=tuple(sorted(set(change.warn_days), reverse=True)))
        if change.active is not None and "active" not in wrong:
            rule = replace(rule, active=change.active)
        if (change.number is not None or change.unit is not None) and not wrong & {"number", "unit"}:
            rule = replace(rule, number=rule.number if change.number is None else change.number, unit=change.unit or rule.unit)
        return rule

    def version(self, code: str, on: date) -> Rule | None:
        """The version of a rule that holds for an anchor on that day, in use or not; None before it came into force."""
        for rule in self._versions[code]:
            if rule.holds_on(on):
                return rule
        return None

    def rule(self, code: str, on: date) -> Rule | None:
        """As ``version``, but None for a rule that is turned off."""
        found = self.version(code, on)
        return found if found is not None and found.active else None


STANDARD = RuleBook()
"""The rules as they stand in the law and in the table of the service, nothing adjusted."""
