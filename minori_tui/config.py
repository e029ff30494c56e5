"""Settings of this installation: ``config.toml`` in the configuration folder, read once, never half understood.

A setting that cannot be used is left at its default and told with its file and key; nothing here stops the program, since
none of the settings can make an answer wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minori_tui import paths
from minori_tui.i18n import LANGUAGES, N_

FILE = "config.toml"
LONGEST = 200
"""Characters of a value: names and folders are shorter."""


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """Something in the file that is not used: its key ('' for the whole file) and why (English message id, facts)."""

    file: Path
    key: str
    message: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; None = not said. ``problems`` are what it says and cannot be used."""

    language: str | None = None
    theme: str | None = None
    backup_folder: Path | None = None
    operator_code: str | None = None
    operator_name: str | None = None
    problems: tuple[SettingProblem, ...] = ()


def config_file() -> Path:
    """Where the settings are, whether or not the file exists."""
    return paths.config_folder() / FILE


def load(file: Path | None = None) -> Settings:
    """The settings; a file that is not there says nothing. Never raises: see ``Settings.problems``."""
    path = file or config_file()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        return Settings(problems=(SettingProblem(path, "", N_("The file of settings cannot be read")),))
    import tomllib

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where: dict[str, object] = {"where": str(error).rpartition("(at ")[2].rstrip(")")}
        return Settings(problems=(SettingProblem(path, "", N_("The file of settings is not valid TOML ({where})"), where),))
    return _read(path, said)


def keep_theme(name: str, file: Path | None = None) -> None:
    """Write the chosen colours into the file of settings; everything else in it stays as it is, comments too."""
    import re

    from minori_tui.data.files import make_folder, write_whole

    path = file or config_file()
    text = path.read_text("utf-8") if path.exists() else ""
    top, bracket, rest = text.partition("\n[") if not text.startswith("[") else ("", "[", text[1:])
    line = f'theme = "{name}"'
    found = re.subn(r"(?m)^theme[ \t]*=.*$", line, top, count=1)
    top = found[0] if found[1] else f"{line}\n{top}"
    if bracket == "[" and not top.endswith("\n"):
        top += "\n"
    make_folder(path.parent)
    write_whole(path, (top + bracket + rest).encode())


def _read(path: Path, said: dict[str, Any]) -> Settings:
    """Each known key by its own reader; what is left over is unknown."""
    problems: list[SettingProblem] = []
    values: dict[str, Any] = {}
    flat = _flat(said)
    for key, value in flat.items():
        known = _KEYS.get(key)
        if known is None:
            problems.append(SettingProblem(path, key, N_("There is no such setting; there are: {keys}"),
                                           {"keys": ", ".join(_KEYS)}))
            continue
        name, read = known
        if not isinstance(value, str) or not 0 < len(value.strip()) <= LONGEST or not value.isprintable():
            problems.append(SettingProblem(path, key, N_("The value must be a text between quotes, on one line")))
            continue
        found = read(value.strip())
        if isinstance(found, tuple):
            problems.append(SettingProblem(path, key, *found))
        else:
            values[name] = found
    return Settings(**values, problems=tuple(problems))


def _flat(said: dict[str, Any]) -> dict[str, Any]:
    """``[operator] code`` as ``operator.code``."""
    flat: dict[str, Any] = {}
    for key, value in said.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{name}": inner for name, inner in value.items()}
        else:
            flat[key] = value
    return flat


_Refusal = tuple[str, dict[str, object]]


def _text(value: str) -> str | _Refusal:
    return value


def _language(value: str) -> str | _Refusal:
    code = value.lower()
    return code if code in LANGUAGES else (N_("The language is one of: {values}"), {"values": ", ".join(LANGUAGES)})


def _folder(value: str) -> Path | _Refusal:
    folder = Path(value).expanduser()
    if not folder.is_absolute():
        return (N_("The folder must be written in full, from the root or from ~"), {})
    if folder.exists() and not folder.is_dir():
        return (N_("{folder} is not a folder"), {"folder": str(folder)})
    return folder


_KEYS: dict[str, tuple[str, Callable[[str], str | Path | _Refusal]]] = {
    "language": ("language", _language), "theme": ("theme", _text), "backup_folder": ("backup_folder", _folder),
    "operator.code": ("operator_code", _text), "operator.name": ("operator_name", _text),
}
"""Key in the file -> setting and its reader."""
