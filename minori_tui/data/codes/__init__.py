"""The code lists and places that come with the program, read when they are first asked for.

* ``lists.csv``: national lists (SINBA, INPS Casellario XSD 1.0.0; ISO 3166-1 with names from Unicode CLDR) and the
  service's own.
* ``municipalities.csv``, ``district.csv``: made by ``tools/make_places.py`` from the national register of the resident
  population (ANPR) and ISTAT's list of municipalities (CC BY).
* ``authorities.csv``: the courts and prosecutors of the district, with the days from which they work as the law says today;
  a store keeps its own days once it knows the office.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from minori_tui.domain.authorities import Office
from minori_tui.domain.codes import CodeItem, DistrictPlace, Place, PlaceIndex


def _rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the files of this folder."""
    yield from csv.DictReader(files(__name__).joinpath(name).read_text("utf-8").splitlines())


def _day(text: str) -> date | None:
    """An ISO day, or none."""
    return date.fromisoformat(text) if text else None


@cache
def load_lists() -> tuple[CodeItem, ...]:
    """Every code of every list."""
    return tuple(CodeItem(list_name=r["list"], code=r["code"], label_it=r["label_it"], label_en=r["label_en"],
                          valid_from=_day(r["valid_from"]), valid_to=_day(r["valid_to"]),
                          national=r["national"] == "1", position=int(r["position"])) for r in _rows("lists.csv"))


@cache
def load_list(name: str) -> tuple[CodeItem, ...]:
    """The codes of one list in their order; ``KeyError`` when there is no such list."""
    items = tuple(item for item in load_lists() if item.list_name == name)
    if not items:
        raise KeyError(name)
    return items


@cache
def load_municipalities() -> tuple[Place, ...]:
    """Every Italian municipality since 1861, today's and ceased, and every foreign country, by cadastral code."""
    return tuple(Place(code=r["code"], istat=r["istat"], name=r["name"], province=r["province"],
                       valid_from=_day(r["valid_from"]), valid_to=_day(r["valid_to"]), active=r["active"] == "1")
                 for r in _rows("municipalities.csv"))


@cache
def load_district() -> tuple[DistrictPlace, ...]:
    """The municipalities of the district by sub-area, in the order of the district's own page."""
    return tuple(DistrictPlace(code=r["code"], istat=r["istat"], name=r["name"], sub_area=r["sub_area"])
                 for r in _rows("district.csv"))


@cache
def place_index() -> PlaceIndex:
    """The places, ready to be looked up by code or by name."""
    return PlaceIndex(load_municipalities())


@cache
def load_authorities() -> tuple[Office, ...]:
    """The courts and prosecutors of the district, none of them in a store yet."""
    return tuple(Office(None, r["name"], r["kind"], r["seat"] or None, _day(r["valid_from"]), _day(r["valid_to"]),
                        r["pec"] or None) for r in _rows("authorities.csv"))
