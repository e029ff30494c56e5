"""``doctor``: what about this machine and this terminal may not work, in plain sentences. It opens and changes nothing."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.session import Session, session
from minori_tui.cli.words import Command
from minori_tui.i18n import N_, _, language

COLUMNS, LINES = 80, 24
"""The smallest terminal on which every screen is whole."""
ROOM = 200 * 1024 * 1024
"""Bytes that should be free beside the archive: a backup and a migration each write a copy."""
LIBRARIES = ("textual", "rich", "sqlcipher3", "sqlmodel", "pynacl", "python-calamine", "xlsxwriter")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its code, label (message id) and value, and what may not work (message id; '' = nothing)."""

    code: str
    label: str
    value: str
    trouble: str = ""
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def message(self) -> str:
        """What may not work, in the operator's language."""
        return exits.sentence(self.trouble, dict(self.facts)) if self.trouble else ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", cls=Command, help=N_("What about this machine and this terminal may not work"))(doctor)


def doctor(ctx: typer.Context, json: Json = False) -> int:
    """Look at everything; 0 even when something may not work, since nothing was asked of it."""
    found = list(findings(session(ctx)))
    if json:
        records = [{"code": f.code, "value": f.value, "ok": not f.trouble, "message": f.message} for f in found]
        render.document({"ok": not any(f.trouble for f in found), "findings": records})
        return exits.DONE
    render.facts([(_(f.label), f.value or "-") for f in found])
    troubles = [f.message for f in found if f.trouble]
    render.heading(_("What may not work") if troubles else _("Nothing stands in the way."))
    for sentence in troubles:
        render.out(f"- {sentence}")
    return exits.DONE


def findings(here: Session) -> Iterator[Finding]:
    """Everything that is looked at."""
    yield from _terminal()
    yield from _words()
    yield from _program()
    yield from _archive(here.store_path())


def _terminal() -> Iterator[Finding]:
    visible = sys.stdin.isatty() and sys.stdout.isatty()
    yield Finding("terminal", N_("Terminal"), render.yes_no(visible),
                  "" if visible else N_("This is not a terminal: the screens do not open, the commands work"))
    term = os.environ.get("TERM", "")
    yield Finding("term", "TERM", term, _term_trouble(term))
    yield Finding("colorterm", "COLORTERM", os.environ.get("COLORTERM", ""))
    size = shutil.get_terminal_size((0, 0))
    small = 0 < size.columns < COLUMNS or 0 < size.lines < LINES
    yield Finding("size", N_("Size"), f"{size.columns}x{size.lines}" if size.columns else "",
                  N_("The window is smaller than {columns}x{lines}: make it larger, or columns and keys are left out")
                  if small else "", (("columns", COLUMNS), ("lines", LINES)))
    quiet = bool(os.environ.get("NO_COLOR"))
    yield Finding("no_color", "NO_COLOR", os.environ.get("NO_COLOR", ""),
                  N_("NO_COLOR is set: the screens have no colours") if quiet else "")
    nested = "tmux" if os.environ.get("TMUX") else "screen" if os.environ.get("STY") else ""
    yield Finding("multiplexer", N_("Multiplexer"), nested,
                  N_("Inside {name} the Esc key may answer late: F12 goes back at once") if nested else "", (("name", nested),))


def _term_trouble(term: str) -> str:
    if os.name == "nt":
        return ""
    if term in ("", "dumb", "unknown"):
        return N_("TERM does not say which terminal this is: the screens cannot be drawn")
    if term == "linux":
        return N_("This is the text console: there are 8 colours, and some keys with Shift or Ctrl do not arrive; every command "
                  "has another key")
    if term in ("xterm", "vt100", "vt220", "ansi", "screen"):
        return N_("TERM names a terminal of few colours: if it can do more, set TERM=xterm-256color")
    return ""


def _words() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("_", "-")
    yield Finding("encoding", N_("Encoding"), encoding,
                  "" if encoding in ("utf-8", "utf8") else N_(
                      "The terminal does not speak UTF-8: accents and lines may look wrong"))
    yield Finding("language", N_("Language"), language())
    yield Finding("locale", N_("Locale"), ".".join(part for part in locale.getlocale() if part))


def _program() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    from minori_tui import __version__

    yield Finding("version", "minori", __version__)
    yield Finding("python", "Python", platform.python_version())
    yield Finding("system", N_("System"), f"{platform.system()} {platform.release()}")
    for name in LIBRARIES:
        try:
            yield Finding(f"library.{name}", name, version(name))
        except PackageNotFoundError:
            yield Finding(f"library.{name}", name, "", N_("The library {name} is not installed: install the program again"),
                          (("name", name),))
    cipher = _cipher()
    yield Finding("sqlcipher", "SQLCipher", cipher,
                  "" if cipher else N_("The driver does not encrypt: the archive cannot be opened; install the program again"))


def _cipher() -> str:
    """The version of SQLCipher, '' when the driver does not encrypt or is missing."""
    try:
        from minori_tui.data.driver import module

        connection = module.connect(":memory:")
        try:
            row = connection.execute("PRAGMA cipher_version").fetchone()
        finally:
            connection.close()
    except Exception:  # whatever is wrong with the driver, this command says so and goes on
        return ""
    return str(row[0]) if row else ""


def _archive(path: Path) -> Iterator[Finding]:
    from minori_tui.data.driver import NETWORK_TYPES, file_system

    there = path.exists()
    yield Finding("store", N_("Archive"), str(path), "" if there else N_(
        "There is no archive yet: «minori import FILE» makes one, «minori demo» a synthetic one"))
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    kind = file_system(folder.absolute())
    yield Finding("file_system", N_("File system"), kind,
                  N_("The archive is on a network drive: it will be refused; put it on a local disk")
                  if kind in NETWORK_TYPES else "")
    writable = os.access(folder, os.W_OK | os.X_OK) and (not there or os.access(path, os.W_OK))
    yield Finding("writable", N_("Can be written"), render.yes_no(writable),
                  "" if writable else N_("You have no right to write there: nothing can be recorded"))
    yield Finding("permissions", N_("Permissions"), _mode(path) if there else "", _open_to_others(path) if there else "")
    free = shutil.disk_usage(folder).free
    yield Finding("free", N_("Free space"), f"{free // 1_048_576} MiB",
                  N_("There is little room on the disk: backups may not be possible") if free < ROOM else "")


def _mode(path: Path) -> str:
    return stat.filemode(path.stat().st_mode)


def _open_to_others(path: Path) -> str:
    """Others who can read the file can copy it; it is encrypted, but that is one wall less."""
    others = os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077
    return N_("Others on this machine can read the file of the archive: take the right away with «chmod 600»") if others else ""
