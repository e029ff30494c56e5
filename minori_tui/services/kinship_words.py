"""Kinship in words: what one person is to another, the whole sentence, and the steps of the way."""

from __future__ import annotations

from collections.abc import Callable

from minori_tui.domain.kinship import Kinship
from minori_tui.i18n import N_, _

Naming = Callable[[int | None], str]
"""The name of a person; of None, of somebody who is not recorded."""
Sex = Callable[[int | None], str | None]

_FORMS: dict[tuple[int, int], tuple[str, str, str]] = {
    (1, 0): (N_("mother"), N_("father"), N_("parent")),
    (2, 0): (N_("grandmother"), N_("grandfather"), N_("grandparent")),
    (3, 0): (N_("great-grandmother"), N_("great-grandfather"), N_("great-grandparent")),
    (0, 1): (N_("daughter"), N_("son"), N_("son or daughter")),
    (0, 2): (N_("granddaughter"), N_("grandson"), N_("grandchild")),
    (0, 3): (N_("great-granddaughter"), N_("great-grandson"), N_("great-grandchild")),
    (1, 1): (N_("sister"), N_("brother"), N_("brother or sister")),
    (2, 1): (N_("aunt"), N_("uncle"), N_("uncle or aunt")),
    (3, 1): (N_("great-aunt"), N_("great-uncle"), N_("great-uncle or great-aunt")),
    (1, 2): (N_("niece"), N_("nephew"), N_("niece or nephew")),
    (1, 3): (N_("grandniece"), N_("grandnephew"), N_("grandniece or grandnephew")),
    (2, 2): (N_("female cousin"), N_("male cousin"), N_("cousin")),
}
_HALF = (N_("half-sister"), N_("half-brother"), N_("half-brother or -sister"))
_SPOUSE = (N_("wife"), N_("husband"), N_("spouse"))
_OWN_MARRIAGE: dict[tuple[int, int], tuple[str, str, str]] = {
    (1, 0): (N_("mother-in-law"), N_("father-in-law"), N_("parent-in-law")),
    (0, 1): (N_("stepdaughter"), N_("stepson"), N_("stepchild")),
    (1, 1): (N_("sister-in-law"), N_("brother-in-law"), N_("brother- or sister-in-law")),
}
"""By the marriage of the first of the two."""
_THEIR_MARRIAGE: dict[tuple[int, int], tuple[str, str, str]] = {
    (1, 0): (N_("stepmother"), N_("stepfather"), N_("step-parent")),
    (0, 1): (N_("daughter-in-law"), N_("son-in-law"), N_("child-in-law")),
    (1, 1): (N_("sister-in-law"), N_("brother-in-law"), N_("brother- or sister-in-law")),
}
_FARTHEST_KIN = 6
"""Art. 77 c.c.: beyond the sixth degree the law does not recognise the tie."""


def word(tie: Kinship, sex: str | None) -> str:
    """What the second person, of that sex, is to the first: "half-sister", "uncle", "affine"."""
    place = (tie.up, tie.down)
    if tie.by_marriage:
        own = tie.path[0].move == "marriage"
        forms = _SPOUSE if not tie.degree else (_OWN_MARRIAGE if own else _THEIR_MARRIAGE).get(place)
        return _(_of(forms, sex)) if forms else _("affine")
    forms = _HALF if tie.half else _FORMS.get(place)
    return _(_of(forms, sex)) if forms else _("relative")


def _of(forms: tuple[str, str, str], sex: str | None) -> str:
    return forms[{"F": 0, "M": 1}.get(sex or "", 2)]


def sentence(tie: Kinship | None, a: str, b: str, sex: str | None) -> str:
    """How ``b``, of that sex, is related to ``a``, with the degree and the article."""
    if tie is None:
        return _("No kinship of {a} and {b} is recorded. That does not prove that there is none.", a=a, b=b)
    if tie.by_marriage and not tie.degree:
        return _("{a} and {b} are married: spouses are neither kin nor affines (artt. 74 and 78 c.c.).", a=a, b=b)
    facts = {"a": a, "b": b, "word": word(tie, sex), "degree": tie.degree}
    if tie.by_marriage:
        return _("{b} is {word} of {a}: affines of degree {degree}, by marriage (art. 78 c.c.).", **facts)
    if tie.line == "direct":
        said = _("{b} is {word} of {a}: kin in the direct line, degree {degree} (artt. 74-76 c.c.).", **facts)
    else:
        said = _("{b} is {word} of {a}: kin in the collateral line, degree {degree} (artt. 74-76 c.c.).", **facts)
    if tie.degree > _FARTHEST_KIN:
        said += " " + _("Beyond the sixth degree the law does not recognise kinship (art. 77 c.c.).")
    return said


def steps(tie: Kinship, start: int, name: Naming, sex: Sex) -> list[str]:
    """The way in words, a line a step, with the degrees counted so far; a marriage counts none."""
    lines, counted = [name(start)], 0
    for step in tie.path:
        counted += step.move != "marriage"
        forms = {"up": _FORMS[1, 0], "down": _FORMS[0, 1], "marriage": _SPOUSE}[step.move]
        what = _(_of(forms, sex(step.person)))
        lines.append(_("→ {what}: {name} ({degree})", what=what, name=name(step.person), degree=counted)
                     if step.move != "marriage" else _("→ {what}: {name} (marriage)", what=what, name=name(step.person)))
    return lines
