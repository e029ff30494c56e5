"""The file of settings: what is read, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from minori_tui.config import Settings, keep_theme, load


def said(tmp_path, text):
    file = tmp_path / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(file)


def test_no_file_says_nothing(tmp_path):
    assert load(tmp_path / "none.toml") == Settings()


def test_everything_that_can_be_said(tmp_path):
    text = 'language = "IT"\ntheme = "notte"\nbackup_folder = "/copie"\n[operator]\ncode = "ab"\nname = "A. Bini"\n'
    assert said(tmp_path, text) == Settings("it", "notte", Path("/copie"), "ab", "A. Bini")


def test_the_folder_may_begin_at_home(tmp_path):
    assert said(tmp_path, 'backup_folder = "~/copie"').backup_folder == Path("~/copie").expanduser()


@pytest.mark.parametrize(("text", "key", "message"), [
    ('language = "fr"', "language", "The language is one of: {values}"),
    ('theme = 3', "theme", "The value must be a text between quotes, on one line"),
    ('theme = ""', "theme", "The value must be a text between quotes, on one line"),
    ('theme = "a\\nb"', "theme", "The value must be a text between quotes, on one line"),
    (f'theme = "{"x" * 500}"', "theme", "The value must be a text between quotes, on one line"),
    ('them = "x"', "them", "There is no such setting; there are: {keys}"),
    ('[operator]\nsurname = "x"', "operator.surname", "There is no such setting; there are: {keys}"),
    ('backup_folder = "copie"', "backup_folder", "The folder must be written in full, from the root or from ~"),
    ('language = ', "", "The file of settings is not valid TOML ({where})"),
    (b"\xff\xfe", "", "The file of settings cannot be read"),
])
def test_what_cannot_be_used_is_told_and_left(tmp_path, text, key, message):
    found = said(tmp_path, text)
    assert [(p.file, p.key, p.message) for p in found.problems] == [(tmp_path / "config.toml", key, message)]
    assert found == Settings(problems=found.problems)
    assert message.format(**found.problems[0].facts)


def test_a_file_in_the_place_of_the_backup_folder(tmp_path):
    (tmp_path / "f").touch()
    assert [p.key for p in said(tmp_path, f'backup_folder = "{tmp_path / "f"}"').problems] == ["backup_folder"]


def test_one_bad_key_does_not_spoil_the_others(tmp_path):
    found = said(tmp_path, 'language = "fr"\ntheme = "notte"\nboh = 1\n')
    assert found.theme == "notte"
    assert [p.key for p in found.problems] == ["language", "boh"]


def test_a_folder_in_the_place_of_the_file(tmp_path):
    assert [p.message for p in load(tmp_path).problems] == ["The file of settings cannot be read"]


@pytest.mark.parametrize(("before", "after"), [
    ("", 'theme = "chiaro"\n'),
    ('language = "en"\n', 'theme = "chiaro"\nlanguage = "en"\n'),
    ('# mine\ntheme = "scuro"\nlanguage = "en"\n', '# mine\ntheme = "chiaro"\nlanguage = "en"\n'),
    ('[operator]\ncode = "mr"\n', 'theme = "chiaro"\n[operator]\ncode = "mr"\n'),
    ('theme="x"\n\n[operator]\ntheme = "not this"\n', 'theme = "chiaro"\n\n[operator]\ntheme = "not this"\n'),
])
def test_the_theme_is_kept_and_the_rest_stays(tmp_path, before, after):
    file = tmp_path / "sub" / "config.toml"
    if before:
        file.parent.mkdir()
        file.write_text(before)
    keep_theme("chiaro", file)
    assert file.read_text() == after
    assert load(file).theme == "chiaro"
