"""Names of municipalities and countries by their cadastral code, read from the list that comes with the program."""

from __future__ import annotations

from functools import cache, lru_cache

from minori_tui.data.codes import load_district, load_municipalities


@cache
def _district() -> dict[str, str]:
    return {place.code: place.name for place in load_district()}


@cache
def _everywhere() -> dict[str, str]:
    names: dict[str, str] = {}
    for place in load_municipalities():
        if place.active or place.code not in names:
            names[place.code] = place.name
    return names


@lru_cache(maxsize=4_096)
def place_name(code: str | None) -> str | None:
    """The present name of a place; a text that is not a code stays as it is. The district is looked at first: it is small."""
    if not code or not (len(code) == 4 and code[0].isalpha() and code[1:].isdigit()):
        return code
    return _district().get(code) or _everywhere().get(code) or code
