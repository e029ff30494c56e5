"""Compiles every ``locale/<language>/*.po`` into ``locale/<language>/LC_MESSAGES/minori.mo``.

The catalogue is split in one file a room (cli, screens, domain …) so that each room keeps its own words.
Usage: ``python tools/compile_messages.py``.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages(locale: Path) -> list[Path]:
    """Compile each language folder below ``locale``; returns the files written."""
    written = []
    for folder in sorted(p for p in locale.iterdir() if p.is_dir()):
        merged = Catalog(locale=folder.name, domain="minori", charset="utf-8")
        for source in sorted(folder.glob("*.po")):
            with source.open("rb") as stream:
                for message in read_po(stream, locale=folder.name):
                    if message.id:
                        merged.add(message.id, message.string, context=message.context)
        target = folder / "LC_MESSAGES" / "minori.mo"
        target.parent.mkdir(exist_ok=True)
        with target.open("wb") as stream:
            write_mo(stream, merged)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_messages(Path(__file__).parent.parent / "minori_tui" / "locale"):
        print(path.name)
