"""The papers of the project: licence, catalogue entry, guides. What they say must be what the program is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import minori_tui
from minori_tui.domain.glossary import GLOSSARY, as_markdown
from minori_tui.transfer.kinds import KINDS

ROOT = Path(__file__).parents[2]
EUPL_WORDS = "8a14e695861d7e6dc2158614896f2b9963941d46e4ed3c986639b51e9337294a"
PUBLICCODE: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_licence_is_the_whole_eupl():
    text = read("LICENSE")
    assert text.split("\n")[0].strip() == "EUROPEAN UNION PUBLIC LICENCE v. 1.2"
    articles = re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)
    assert articles == [str(n) for n in range(1, 16)]
    assert "Québec Free and Open-Source Licence" in text
    assert text.rstrip().endswith("All other changes or additions to this Appendix require the production of a new\n"
                                  "EUPL version.")
    words = " ".join(re.findall(r"\w+", text))  # line ends and dashes differ between official copies, words do not
    assert hashlib.sha256(words.encode()).hexdigest() == EUPL_WORDS


@pytest.mark.parametrize(("key", "kind"), [
    ("publiccodeYmlVersion", str), ("name", str), ("url", str), ("softwareVersion", str), ("platforms", list),
    ("categories", list), ("developmentStatus", str), ("softwareType", str), ("description", dict), ("legal", dict),
    ("maintenance", dict), ("localisation", dict), ("organisation", dict), ("IT", dict),
])
def test_publiccode_has_its_keys(key, kind):
    assert type(PUBLICCODE[key]) is kind
    assert PUBLICCODE[key]


def test_publiccode_values():
    assert tuple(map(int, PUBLICCODE["publiccodeYmlVersion"].split("."))) >= (0, 4)
    assert PUBLICCODE["softwareVersion"] == minori_tui.__version__
    assert PUBLICCODE["legal"]["license"] == "EUPL-1.2"
    assert PUBLICCODE["softwareType"] == "standalone/desktop"
    assert PUBLICCODE["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert set(PUBLICCODE["platforms"]) == {"linux", "windows", "mac"}
    assert urlsplit(PUBLICCODE["url"]).scheme == "https"
    assert re.fullmatch(r"urn:x-italian-pa:c_[a-z]\d{3}", PUBLICCODE["organisation"]["uri"])
    assert PUBLICCODE["localisation"] == {"localisationReady": True, "availableLanguages": ["it", "en"]}


def test_publiccode_names_an_office_to_write_to():
    maintenance = PUBLICCODE["maintenance"]
    assert maintenance["type"] == "internal"  # this type needs contacts
    assert [c["name"] for c in maintenance["contacts"]] == ["Servizio Minori e Famiglia"]
    assert all(re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", c["email"]) for c in maintenance["contacts"])


@pytest.mark.parametrize("language", ["it", "en"])
def test_publiccode_describes_itself(language):
    """The lengths that the standard sets."""
    description = PUBLICCODE["description"][language]
    assert 0 < len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]
    assert all(type(feature) is str for feature in description["features"])


def test_publiccode_italian_section():
    italian = PUBLICCODE["IT"]
    assert italian["countryExtensionVersion"] == "1.0"
    assert set(italian["piattaforme"]) == {"spid", "cie", "anpr", "pagopa", "io"}
    assert all(type(value) is bool for value in italian["piattaforme"].values())


def test_the_glossary_on_paper_is_the_one_in_the_program():
    assert read("docs/glossary.md") == as_markdown()
    assert len({italian for italian, _ in GLOSSARY}) == len(GLOSSARY)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: getattr(k, "name", k))
def test_the_import_guide_names_every_field(kind):
    kind = KINDS[kind] if isinstance(kind, str) else kind
    section = re.search(rf"^### `{kind.name}`\n(.*?)(?=^##)", read("docs/importing.md"), re.MULTILINE | re.DOTALL)
    assert section is not None
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]*) \|$", section[1], re.MULTILINE)
    assert [(name, title.strip()) for name, title, _ in rows] == [(f.name, f.title) for f in kind.fields]
    assert [name for name, _, note in rows if "**required**" in note] == list(kind.required)


def test_the_changelog_begins_with_what_is_not_released():
    assert re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)[0] == "[Unreleased]"
