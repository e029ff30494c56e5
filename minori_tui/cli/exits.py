"""Exit codes, and the only place where the command line writes to the error channel.

The codes are part of the interface: scripts rely on them and they never change with the language.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from minori_tui.domain.dates import format_date
from minori_tui.domain.errors import FieldError, FieldProblem, InvalidFields, MinoriError
from minori_tui.domain.text import shown
from minori_tui.i18n import N_, _

DONE, PARTLY, INVALID, REFUSED, STORE, NOT_FOUND, INTERNAL, STOPPED = 0, 1, 2, 3, 4, 5, 70, 130
"""Done · done in part · wrong usage or invalid input · refused · store trouble · not found · internal error · Ctrl+C."""

_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}) if hasattr(errno, "EDQUOT") else frozenset(
    {errno.ENOSPC, errno.EROFS, errno.EIO})


def sentence(message: str, facts: Mapping[str, Any]) -> str:
    """The message in the operator's language with its facts (days as they are written here), safe for a terminal."""
    text = _(message)
    told = {name: format_date(value) if type(value) is date else value for name, value in facts.items()}
    return shown(text.format(**told) if told else text, multiline=True)


def say(text: str) -> None:
    """One line on the error channel; a channel that is closed is no reason to fail."""
    try:
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is the one place
    except (OSError, ValueError):
        pass


def hint(message: str, /, **facts: Any) -> None:
    """Something the operator should know that is not data (warnings, what to do next)."""
    say(sentence(message, facts))


def report(error: BaseException) -> int:
    """Say what went wrong and return the exit code that stands for it."""
    if isinstance(error, InvalidFields):
        return _fields(error.problems)
    if isinstance(error, FieldError):
        return _fields([error.problem])
    if isinstance(error, MinoriError):
        say(_("Error: {sentence}", sentence=sentence(error.message, error.facts)))
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        say(_("Stopped. Nothing was left half done."))
        return STOPPED
    if isinstance(error, OSError) and error.filename is not None:
        return _file(error)
    return internal(error)


def _fields(problems: list[FieldProblem]) -> int:
    """Every problem of every field: what, and how to mend it."""
    say(_("Nothing was done. What needs attention:"))
    for problem in problems:
        name = f"{shown(problem.field)}: " if problem.field else ""
        say(f"  {name}{sentence(problem.message, problem.facts)}")
    return INVALID


def _file(error: OSError) -> int:
    """A file that cannot be read or written; the system's own words name nothing personal."""
    message = N_("{file} cannot be used: {reason}")
    facts = {"file": str(error.filename), "reason": error.strerror or type(error).__name__}
    say(_("Error: {sentence}", sentence=sentence(message, facts)))
    return STORE if error.errno in _DISK else INVALID


def internal(error: BaseException) -> int:
    """The last resort: a reference that the log explains, never a value, a message of the error or a local variable."""
    from minori_tui import logs, paths

    try:
        logs.open_log(paths.state_folder() / "minori.log")
    except OSError:
        pass  # a log that cannot be written must not hide the error
    reference = logs.crash_reference(error)
    logs.close_log()
    say(_("Internal error {reference}. Your saved data is intact.", reference=reference))
    return INTERNAL
