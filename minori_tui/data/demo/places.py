"""Where the invented people live, were born and go to school, and telephones that ring nowhere.

Telephone numbers cannot reach anybody: mobile prefixes that no Italian operator is known to use, and land lines whose
subscriber part begins with zero. Addresses of e-mail end in ``.example`` (RFC 2606).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from minori_tui.data.codes import load_district, load_municipalities
from minori_tui.data.demo.draw import Draw, spread
from minori_tui.data.places import place_name


class Town(NamedTuple):
    """A municipality: cadastral code, name, postcode when known, and the telephone prefix of its land lines."""

    code: str
    name: str
    postcode: str | None
    prefix: str


# Thousands of residents of the larger municipalities of the district (ISTAT); the others count as one.
_RESIDENTS = {"C800": 8.6, "H615": 4.2, "A383": 3.6, "C324": 3.4, "G346": 2.7, "C506": 2.8, "F941": 1.7, "L938": 1.8,
              "E106": 1.5, "M050": 1.4, "H036": 1.1, "E189": 1.2, "I530": 1.1, "C835": 1.1}
_CITIES = {"H501": 2750, "F205": 1370, "F839": 910, "L219": 845, "G273": 630, "D969": 560, "A944": 390, "D612": 360,
           "A662": 315, "C351": 300, "L781": 255, "L736": 250, "F158": 220, "G224": 205, "L424": 200, "L049": 188,
           "B157": 197, "A794": 120, "F257": 184, "H223": 170, "G478": 165, "D643": 147, "F704": 123, "L378": 118}
_OTHER_TOWN = 7.0  # thousands of residents of an average Italian municipality
_POSTCODES = {"C800": "24023", "F941": "24028"}
_CITY_PREFIXES = ("02", "06", "011", "010", "035", "030", "0364", "0346", "051", "055", "081", "080", "091", "095", "045",
                  "041", "040", "0461", "070", "075")
_HOSPITALS = spread([("G574", 60), ("I628", 14), ("A794", 14), ("A246", 7), ("D434", 5)], 100)
STREETS = """Via Roma|Via Giuseppe Garibaldi|Via Dante Alighieri|Via Guglielmo Marconi|Via San Rocco|Via Fratelli Bandiera
Via Papa Giovanni XXIII|Via Giuseppe Mazzini|Via Vittorio Veneto|Via IV Novembre|Via San Bernardino|Via della Fonte
Via del Mulino|Via Monte Secco|Via Pizzo Camino|Via Presolana|Via Aldo Moro|Via dei Tigli|Via delle Ginestre|Via Brescia
Piazza della Chiesa|Vicolo Chiuso|Via Sant'Andrea|Via Europa|Via Primo Maggio|Località Prati Alti|Via Nazionale
Via Serio|Via Dezzo|Via San Lucio|Via Manzoni|Via XXV Aprile|Contrada Alta|Via degli Alpini""".replace("\n", "|").split("|")
MOBILES = ("321", "325", "326", "357", "358", "369", "381", "382", "384", "385", "386", "387", "394", "395", "396", "398")
_SCHOOLS = ((3, 5, "Scuola dell'infanzia di {}"), (6, 10, "Scuola primaria di {}"),
            (11, 13, "Scuola secondaria di primo grado di {}"), (14, 18, "Istituto superiore di {}"))
_SCHOOL_TOWNS = ("Clusone", "Rovetta", "Ponte Nossa", "Ardesio")


@cache
def towns(nationwide: bool) -> tuple[Town, ...]:
    """The municipalities, each as often as its residents ask: the 24 of the district, or all of Italy."""
    if not nationwide:
        found = [(Town(p.code, p.name, _POSTCODES.get(p.code, "24020"), "0346"), _RESIDENTS.get(p.code, 1.0))
                 for p in load_district()]
        return spread(found, 400)
    everywhere = [p for p in load_municipalities() if p.active and p.istat]
    return spread([(Town(p.code, p.name, None, _CITY_PREFIXES[i % len(_CITY_PREFIXES)]), _CITIES.get(p.code, _OTHER_TOWN))
                   for i, p in enumerate(everywhere)], 12_000)


@cache
def hospitals() -> tuple[tuple[str, str], ...]:
    """Code and name of the places where children of the valley are born."""
    return tuple((code, place_name(code) or code) for code in _HOSPITALS)


def school(age: int, town: str, nationwide: bool) -> str | None:
    """The school of a child of ``age`` years that lives in ``town``; none before three and after eighteen."""
    for low, high, text in _SCHOOLS:
        if low <= age <= high:
            small = low >= 11 and not nationwide and town not in _SCHOOL_TOWNS
            return text.format("Clusone" if small else town)
    return None


def mobile(draw: Draw) -> tuple[str, str]:
    """A mobile number that no operator gives out: as written, and its digits."""
    prefix, number = draw.pick(MOBILES), f"{int(draw.rnd() * 10_000_000):07}"
    return f"{prefix} {number}", prefix + number


def landline(draw: Draw, prefix: str) -> tuple[str, str]:
    """A land line whose subscriber number begins with zero, as none does: as written, and its digits."""
    number = f"0{int(draw.rnd() * 10_000):04}"
    return f"{prefix} {number}", prefix + number


def street(draw: Draw) -> str:
    """A street and a house number."""
    return f"{draw.pick(STREETS)} {int(draw.rnd() * 90) + 1}"
