"""Builds the place lists of ``minori_tui/data/codes``: ``municipalities.csv`` and ``district.csv``.

Sources, all public:

* every municipality since 1861 and every foreign country with its cadastral (Belfiore) code, from the national register
  of the resident population (ANPR) as packaged by ``python-codicefiscale`` (MIT; ``pip install -e '.[places]'``);
* ISTAT codes and official spelling of today's municipalities, from ISTAT's "Elenco dei comuni italiani" (CC BY), a
  ``;``-separated Latin-1 file that ISTAT publishes at istat.it/storage/codici-unita-amministrative.

Usage: ``python tools/make_places.py Elenco-comuni-italiani.csv [folder]``. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "minori_tui" / "data" / "codes"
HEADER = ("code", "istat", "name", "province", "valid_from", "valid_to", "active")
FIRST_DAY = "1861-03-17"  # the Kingdom of Italy: in the register it means "from the beginning"
NO_DAY = "1900-01-01"  # what the register writes for a country whose first day it does not know
ABROAD = "EE"

# The 24 municipalities of the social district led by Clusone, by sub-area, as the district's own page lists them.
DISTRICT = {
    "Alto Serio": ("Ardesio", "Gandellino", "Gromo", "Oltressenda Alta", "Piario", "Valbondione", "Valgoglio",
                   "Villa d'Ogna"),
    "Val del Riso e Val Dossana": ("Gorno", "Oneta", "Parre", "Ponte Nossa", "Premolo"),
    "Clusone": ("Clusone",),
    "Comuni della Presolana": ("Castione della Presolana", "Cerete", "Fino del Monte", "Onore", "Rovetta",
                               "Songavazzo"),
    "Val di Scalve": ("Azzone", "Colere", "Schilpario", "Vilminore di Scalve"),
}
DISTRICT_PROVINCE = "BG"

SMALL_WORDS = frozenset(("a", "ad", "ai", "al", "all", "alla", "alle", "allo", "con", "d", "da", "dal", "dall", "dalla", "de",
                         "degli", "dei", "del", "dell", "della", "delle", "dello", "di", "e", "ed", "fra", "il", "in",
                         "ne", "nei", "nel", "nell", "nella", "nelle", "per", "presso", "su", "sul", "sull", "sulla",
                         "sulle", "sullo", "tra"))
PLACE_WORDS = frozenset(("sopra", "sotto"))  # small only between two names: "Castelletto sopra Ticino", "Cenate Sopra"
ACCENTS = {"Citta'": "Città", "Peru'": "Perù", "Tome'": "Tomé"}  # countries come with apostrophes for accents


def spelling(name: str) -> str:
    """The register's "Ala Di Stura" in Italian spelling: "Ala di Stura" (only the first word is always a capital)."""
    words = re.split(r"([ '-])", name)
    return "".join(_word(words, i) for i in range(len(words)))


def _word(words: list[str], i: int) -> str:
    """One word of a place name in its place; ``words`` alternates words and separators."""
    word, low = words[i], words[i].lower()
    inside = 0 < i < len(words) - 1 and "-" not in words[i - 1:i + 2]
    if re.fullmatch(r"[IVXivx]{2,}", word):
        return word.upper()
    if inside and (low in SMALL_WORDS or (low in PLACE_WORDS and words[i - 2].lower() not in SMALL_WORDS)):
        return low
    return word


def read_istat(path: Path) -> dict[str, tuple[str, str]]:
    """Cadastral code -> (ISTAT code, official name) of the municipalities of the ISTAT list."""
    with path.open(encoding="latin-1", newline="") as stream:
        rows = csv.reader(stream, delimiter=";")
        header = [" ".join(cell.split()) for cell in next(rows)]
        code, name = header.index("Codice Comune formato alfanumerico"), header.index("Denominazione in italiano")
        cadastral = header.index("Codice Catastale del comune")
        return {row[cadastral].strip(): (row[code].strip(), row[name].strip()) for row in rows if row[cadastral].strip()}


def read_register() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The register's rows: municipalities, countries (ceased ones included)."""
    spec = find_spec("codicefiscale")
    if spec is None or spec.origin is None:
        raise SystemExit("python-codicefiscale is not installed: pip install -e '.[places]'")
    folder = Path(spec.origin).parent / "data"
    read = {name: json.loads((folder / f"{name}.json").read_text("utf-8"))
            for name in ("municipalities", "countries", "deleted-countries")}
    return read["municipalities"], read["countries"] + read["deleted-countries"]


def day_after(moment: str) -> str:
    """The first day on which a place that ceased at ``moment`` no longer is (intervals are ``[from, to)``)."""
    return (date.fromisoformat(moment[:10]) + timedelta(days=1)).isoformat() if moment else ""


def municipality_rows(register: list[dict[str, Any]], istat: dict[str, tuple[str, str]]) -> list[list[str]]:
    """One row for each spell of a municipality under one name in one province; touching spells are joined."""
    spells: dict[tuple[str, str, str], list[list[str]]] = {}
    for row in register:
        number, official = istat.get(row["code"], ("", ""))
        if not row["active"]:  # a ceased spell keeps its own name; only the spelling is borrowed
            number, official = "", official if official.lower() == row["name"].strip().lower() else ""
        name = official or spelling(row["name"].strip())
        first = "" if row["date_created"][:10] == FIRST_DAY else row["date_created"][:10]
        key = (row["code"], name, row["province"])
        spells.setdefault(key, []).append([number, first, day_after(row["date_deleted"]), str(int(row["active"]))])
    out = []
    for (code, name, province), parts in spells.items():
        parts.sort(key=lambda part: part[1])
        joined = [parts[0]]
        for part in parts[1:]:
            if joined[-1][2] >= part[1] or not joined[-1][2]:
                joined[-1] = [part[0], joined[-1][1], part[2], part[3]]
            else:
                joined.append(part)
        out += [[code, number, name, province, first, last, active] for number, first, last, active in joined]
    return out


def country_rows(register: list[dict[str, Any]]) -> list[list[str]]:
    """One row for each foreign country, today's and former; province ``EE`` as in the register."""
    rows = {}
    for row in register:
        first = "" if row["date_created"][:10] == NO_DAY else row["date_created"][:10]
        name = spelling(" ".join(ACCENTS.get(word, word) for word in row["name"].split()))
        rows[row["code"]] = [row["code"], "", name, ABROAD, first, row["date_deleted"][:10], str(int(row["active"]))]
    return list(rows.values())


def district_rows(municipalities: list[list[str]]) -> list[list[str]]:
    """Code, ISTAT code, name and sub-area of the district's municipalities; a name that is not found stops the work."""
    today = {row[2]: row for row in municipalities if row[6] == "1" and row[3] == DISTRICT_PROVINCE}
    return [[*today[name][:3], area] for area, names in DISTRICT.items() for name in names]


def write(path: Path, header: tuple[str, ...], rows: list[list[str]]) -> None:
    """Write one UTF-8 file with Unix line ends, so that the repository sees only real changes."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)}")


def main(arguments: list[str]) -> None:
    """Make both files."""
    if len(arguments) not in (1, 2):
        raise SystemExit(__doc__)
    folder = Path(arguments[1]) if len(arguments) > 1 else FOLDER
    register, countries = read_register()
    municipalities = municipality_rows(register, read_istat(Path(arguments[0])))
    write(folder / "municipalities.csv", HEADER,
          sorted(municipalities + country_rows(countries), key=lambda row: (row[0], row[4], row[2])))
    write(folder / "district.csv", ("code", "istat", "name", "sub_area"), district_rows(municipalities))


if __name__ == "__main__":
    main(sys.argv[1:])
