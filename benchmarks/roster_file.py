"""An invented lawyers' roster of any size for the import benchmarks: the same seed gives the same bytes.

20 columns, semicolons, about 270 bytes a row; one row in fifty holds a slip that must be rejected.
"""

from __future__ import annotations

import argparse
import csv
import random
from datetime import date
from pathlib import Path

from minori_tui.domain.fiscal_code import compute

HEADERS = (
    "Cognome",
    "Nome",
    "Codice fiscale",
    "Titolo",
    "Foro",
    "N. iscrizione",
    "Data di iscrizione",
    "Cassazionista",
    "Studio",
    "Indirizzo",
    "CAP",
    "Città",
    "Provincia",
    "Telefono",
    "Cellulare",
    "E-mail",
    "PEC",
    "Lingue",
    "Materie",
    "Gratuito patrocinio",
)
_STARTS = (
    "Bar", "Bel", "Ber", "Bon", "Bru", "Cal", "Can", "Car", "Cas", "Cav", "Col", "Con", "Cor", "Dal", "Del", "Fab", "Fal",
    "Fer", "Fon", "Gal", "Gar", "Gas", "Gri", "Lan", "Loc", "Lom", "Mag", "Mar", "Mor", "Nic", "Pal", "Pel", "Per", "Piz",
    "Pol", "Ron", "Ros", "Sal", "San", "Tar", "Ter", "Tor", "Val", "Ver", "Vil", "Zan",
)
_MIDDLES = ["a", "e", "i", "o", "all", "ell", "ett", "ier", "ol", "on", "or", "un", "ar"]
_ENDS = ["li", "ni", "ti", "zi", "chi", "ssi", "telli", "rini", "lotti", "nelli", "sio", "tta", "glia", "schi", "ri"]
_GIVEN = (
    "Anna Maria",
    "Andrea",
    "Carla",
    "Chiara",
    "Claudio",
    "Davide",
    "Elena",
    "Fabio",
    "Federica",
    "Francesca",
    "Giorgio",
    "Giulia",
    "Laura",
    "Luca",
    "Marco",
    "Mario",
    "Marta",
    "Paolo",
    "Pietro",
    "Sara",
    "Silvia",
    "Stefano",
    "Teresa",
    "Nicolò",
)
_TOWNS = (
    ("Clusone", "24023", "BG", "C800"),
    ("Bergamo", "24121", "BG", "A794"),
    ("Napoli", "80100", "NA", "F839"),
    ("Torino", "10121", "TO", "L219"),
    ("Roma", "00187", "RM", "H501"),
    ("Novara", "28100", "NO", "F952"),
    ("Lovere", "24065", "BG", "E704"),
    ("Cagliari", "09124", "CA", "B354"),
    ("None", "10060", "TO", "F931"),
)
_SUBJECTS = ("Famiglia", "Minori", "Penale", "Civile", "Lavoro", "Successioni", "Immigrazione", "Amministrativo")
_LANGUAGES = ("inglese", "francese", "spagnolo", "tedesco", "arabo")


def rows(count: int, seed: int) -> list[list[str]]:
    """The data rows."""
    pick = random.Random(seed)
    found = []
    for number in range(count):
        surname = pick.choice(_STARTS) + pick.choice(_MIDDLES) + pick.choice(_ENDS)
        given = pick.choice(_GIVEN)
        born = date(pick.randint(1950, 1998), pick.randint(1, 12), pick.randint(1, 28))
        town, cap, province, code = pick.choice(_TOWNS)
        mail = f"{given[0].lower()}.{surname.lower()}{number}"
        row = [
            surname.upper() if number % 3 == 0 else surname,
            given,
            compute(surname, given, pick.choice("MF"), born, f"{code[0]}{pick.randint(0, 999):03}"),
            pick.choice(("Avv.", "", "Avv. Prof.")),
            town,
            str(number + 1),
            f"{pick.randint(1, 28):02}/{pick.randint(1, 12):02}/{pick.randint(1980, 2024)}",
            pick.choice(("SI", "NO", "")),
            f"Studio legale {surname}",
            f"Via {pick.choice(_STARTS)}{pick.choice(_ENDS)}, {pick.randint(1, 200)}",
            cap,
            town,
            province,
            f"03{pick.randint(10, 99)} {pick.randint(100000, 999999)}",
            f"3{pick.randint(200000000, 499999999)}",
            f"{mail}@studio.example.it",
            f"{mail}@pec.example.it",
            "; ".join(pick.sample(_LANGUAGES, pick.randint(0, 2))),
            "; ".join(pick.sample(_SUBJECTS, pick.randint(1, 4))),
            pick.choice(("SI", "NO", "")),
        ]
        if number % 50 == 17:
            _spoil(row, pick)
        found.append(row)
    return found


def _spoil(row: list[str], pick: random.Random) -> None:
    """Put one of the usual slips into a row."""
    match pick.randint(0, 4):
        case 0:
            row[2] = row[2][:-1] + ("A" if row[2][-1] != "A" else "B")
        case 1:
            row[10] = row[10].lstrip("0")[:4]
        case 2:
            row[13] = row[13].lstrip("0") if row[13][0] == "0" else row[13]
        case 3:
            row[15] = row[15].replace("@", " at ")
        case _:
            row[6] = "31/02/2001"


def write(path: Path, count: int, seed: int = 1) -> None:
    """Make the file."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows(rows(count, seed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    write(wanted.path, wanted.rows, wanted.seed)
