"""Words in the operator's language: the one seam to gettext.

Message ids are English sentences; the Italian catalogue lives in ``locale/it/*.po`` (one file a room). The language is
chosen once, before any module with user-visible words is imported.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("it", "en")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def choose(wanted: str | None = None) -> str:
    """The language to use: ``wanted``, else ``MINORI_LANG``, else the locale; Italian when it is neither it nor en."""
    # Elsewhere the variables say it all; asking the C library turns the locale "C" into American English.
    system = locale.getlocale()[0] if os.name == "nt" else None
    for source in (wanted, *(os.environ.get(name) for name in ("MINORI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")), system):
        code = (source or "").lower()[:2]
        if code in LANGUAGES:
            return code
    return "it"


def set_language(wanted: str | None = None) -> str:
    """Load the catalogue of the chosen language; returns its code."""
    global _catalogue, _language
    _language = choose(wanted)
    folder = Path(__file__).parent / "locale"
    _catalogue = gettext.NullTranslations()
    if _language != "en":
        _catalogue = gettext.translation("minori", folder, [_language], fallback=True)
    return _language


def language() -> str:
    """The code of the language in use (``it`` or ``en``)."""
    return _language


def _(message: str, **facts: object) -> str:
    """The message in the operator's language, its ``{facts}`` filled in."""
    text = _catalogue.gettext(message) if message else ""
    return text.format(**facts) if facts else text


def n_(one: str, many: str, count: int, **facts: object) -> str:
    """The singular or plural message, with ``{count}`` and the other facts filled in."""
    return _catalogue.ngettext(one, many, count).format(count=count, **facts)


def N_(message: str) -> str:
    """Marks a message for the catalogue without translating it now."""
    return message
