"""How stored values are written for the operator: days, ages, moments, terms. Text out, nothing parsed again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from minori_tui.domain.clock import ROME
from minori_tui.domain.dates import age_on, format_date
from minori_tui.i18n import N_, _
from minori_tui.widgets import plain

RULES = {
    "AGE-18": N_("18 years"), "REVIEW": N_("review"), "AFF-1": N_("24 months"), "AFF-2": N_("extension"), "AFF-3": N_("report"),
    "ASS-1": N_("24 months"), "ASS-2": N_("report"), "ASS-3": N_("responsible"), "CPC-27": N_("report"), "INQ": N_("inquiry"),
    "ADM-1": N_("project"), "PLAN-END": N_("planned end"), "AGE-21": N_("21 years"),
}
"""What is due next, in the few cells that a list of cases has for it. The full titles are those of the rules."""
RELATIONS = {
    "mother": N_("mother"), "father": N_("father"), "sibling": N_("brother or sister"),
    "half_sibling": N_("half-brother or -sister"),
    "grandparent": N_("grandparent"), "uncle_aunt": N_("uncle or aunt"), "partner_of_parent": N_("partner of a parent"),
    "guardian": N_("guardian"), "special_representative": N_("special representative"), "foster_carer": N_("foster carer"),
    "teacher": N_("teacher"), "lawyer": N_("lawyer"), "other": N_("other"),
}
UNKNOWN = "—"
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day(iso: str | None) -> str:
    """``22/11/2026``; a dash when it is not known."""
    return format_date(date.fromisoformat(iso)) if iso else UNKNOWN


def moment(iso: str | None) -> str:
    """``22/11/2026 14:30``, or the day alone when no time was given; with its offset where that time comes twice."""
    if not iso:
        return UNKNOWN
    first, _sep, time = iso.partition("T")
    twice = f" ({time[5:]})" if time[5:6] in ("+", "-") else ""
    return f"{day(first)} {time[:5]}{twice}" if time else day(first)


def fact(value: object) -> object:
    """A fact of a message: an ISO day as days are written here, the rest as everywhere."""
    return day(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else plain.fact(value)


def local(utc: str) -> str:
    """A moment of the journal (UTC) in the office's time, to the minute."""
    return datetime.fromisoformat(utc.replace("Z", "+00:00")).replace(tzinfo=UTC).astimezone(ROME).strftime("%d/%m/%Y %H:%M")


@lru_cache(2_048)
def age(born: str | None, today: date) -> str:
    """Completed years; ``18+`` for who came of age. Kept, since a list writes the same days of birth again at each letter."""
    if not born:
        return "?"
    years = age_on(date.fromisoformat(born), today)
    return "18+" if years >= 18 else str(years)


def due(iso: str | None, rule: str | None, today: date) -> str:
    """The next deadline of a row: today, the day without its year when near, the whole day otherwise, and what for."""
    if not iso:
        return UNKNOWN
    when = date.fromisoformat(iso)
    distance = (when - today).days
    text = _("today") if distance == 0 else format_date(when)
    sign = "!! " if distance < 0 else "! " if distance <= 1 else ""
    what = "art. 403" if (rule or "").startswith("A403-") else _(RULES[rule]) if rule in RULES else rule or ""
    return f"{sign}{text} {what}".rstrip()


def name(surname: str, given_name: str) -> str:
    """Surname first, as registers do."""
    return f"{surname} {given_name}".strip()


def yes_no(value: int | None) -> str:
    """Yes, no, or not known."""
    return _("not known") if value is None else _("yes") if value else _("no")
