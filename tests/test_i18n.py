"""Which language speaks, and that messages keep their facts."""

from __future__ import annotations

import pytest

from minori_tui import i18n


@pytest.mark.parametrize(("wanted", "variables", "language"), [
    (None, {"LANG": "C.UTF-8"}, "it"),
    (None, {"LANG": "it_IT.UTF-8"}, "it"),
    (None, {"LANG": "en_GB.UTF-8"}, "en"),
    (None, {"LANG": "de_DE.UTF-8"}, "it"),
    (None, {}, "it"),
    (None, {"LANG": "it_IT.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
    (None, {"LANG": "it_IT.UTF-8", "MINORI_LANG": "en"}, "en"),
    ("it", {"MINORI_LANG": "en"}, "it"),
    ("fr", {"LANG": "en_GB.UTF-8"}, "en"),
])
def test_language_is_chosen(monkeypatch: pytest.MonkeyPatch, wanted: str | None, variables: dict[str, str],
                            language: str) -> None:
    for name in ("MINORI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.choose(wanted) == language


def test_facts_are_filled_in_and_braces_in_them_stay() -> None:
    before = i18n.language()
    try:
        i18n.set_language("en")
        assert i18n._("There is no case {number}.", number="{x}") == "There is no case {x}."
        assert i18n.n_("{count} field needs attention", "{count} fields need attention", 2) == "2 fields need attention"
        i18n.set_language("it")
        assert i18n._("today") == "oggi"
    finally:
        i18n.set_language(before)
