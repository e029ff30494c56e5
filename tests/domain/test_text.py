"""The text normalisation: what is dropped, kept and shown, and what equals what."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minori_tui.domain.text import MAX_MARKS, clean, fold, shown, words

ANY = st.text(st.characters(), max_size=60)  # surrogates included
NASTY = st.text(st.sampled_from("aé \t\n\r\x00\x1b\u0301\u0302\u0327\u200c\u200d\u200b\u202e\u00a0\u3164\u2028شक्'’ŁßΣİ"),
                max_size=40)


@pytest.mark.parametrize(("raw", "wanted"), [
    ("", ""),
    ("Mario Rossi", "Mario Rossi"),
    ("  Mario   Rossi ", "Mario Rossi"),
    ("Niccolo\u0300", "Niccolò"),
    ("\u00a0Mario\u2003Rossi\u202f", "Mario Rossi"),
    ("Mario\tRossi\r\nClusone", "Mario Rossi Clusone"),
    ("\x1b]52;c;ZXZpbA==\x07ok", "]52;c;ZXZpbA==ok"),
    ("\x1b[31mred\x9b0m", "[31mred0m"),
    ("a\x00b", "ab"),
    ("abc\u202edcb", "abcdcb"),
    ("\ufeffMario\u200b", "Mario"),
    ("Ros\u200dsi", "Rossi"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("\u200dش\u200c", "ش"),
    ("ش\u200d\u200dش", "ش\u200dش"),
    ("x\U000e0041\U000e0042", "x"),
    ("\ue000a\ud800b\U000fffff", "ab"),
    ("a\u3164b\u2800", "a b"),
    ("\u0301abc", "abc"),
    ("q" + "\u0301" * 30, "q" + "\u0301" * MAX_MARKS),
    ("art. 403 [c.c.] [/b]", "art. 403 [c.c.] [/b]"),
    ("soft\u00adhyphen", "softhyphen"),
])
def test_clean_one_line(raw: str, wanted: str) -> None:
    assert clean(raw) == unicodedata.normalize("NFC", wanted)


@pytest.mark.parametrize(("raw", "wanted"), [
    ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
    ("one  \n  two\t\n\n", "one\n  two"),
    ("a\u2028b\x85c\x0bd", "a\nb\nc\nd"),
    ("a\x1b\nb\u202e", "a\nb"),
    ("columns   kept", "columns   kept"),
])
def test_clean_several_lines(raw: str, wanted: str) -> None:
    assert clean(raw, multiline=True) == wanted


@given(ANY | NASTY, st.booleans())
def test_clean_is_idempotent_and_printable(raw: str, multiline: bool) -> None:
    once = clean(raw, multiline)
    assert clean(once, multiline) == once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    allowed = "\u200c\u200d" + ("\n" if multiline else "")
    assert all(char.isprintable() or char in allowed for char in once)
    once.encode()  # no lone surrogate is left


@given(ANY | NASTY)
def test_clean_keeps_few_marks(raw: str) -> None:
    run = 0
    for char in clean(raw):
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        assert run <= MAX_MARKS


@pytest.mark.parametrize(("stored", "wanted"), [
    ("plain [b]text[/b]", "plain [b]text[/b]"),
    ("\x1b[31m", "\u241b[31m"),
    ("a\nb\tc\x7f", "a\u240ab\u2409c\u2421"),
    ("\x9b0m", "\ufffd0m"),
    ("abc\u202edcb", "abc\ufffddcb"),
    ("a\u200bb\u00a0c", "a\ufffdb c"),
    ("\ud800", "\ufffd"),
    ("می\u200cخواهم", "می\u200cخواهم"),
])
def test_shown(stored: str, wanted: str) -> None:
    assert shown(stored) == wanted


def test_shown_keeps_line_breaks_of_a_note_only() -> None:
    assert shown("a\nb\x1b", multiline=True) == "a\nb\u241b"
    assert shown("a\nb") == "a\u240ab"


@given(ANY)
def test_shown_lets_no_control_through(stored: str) -> None:
    assert all(char.isprintable() or char in "\u200c\u200d" for char in shown(stored))


@pytest.mark.parametrize(("text", "wanted"), [
    ("D'Angelo", "dangelo"),
    ("D’AMICO", "damico"),
    ("D‘Amico D`Amico D´Amico", "damico damico damico"),
    ("Nicolò", "nicolo"),
    ("NICOLO'", "nicolo"),
    ("De  Luca-Rossi", "de luca rossi"),
    ("Straße", "strasse"),
    ("Đorđević Łukasz Bjørn Æsir Œuvre", "dordevic lukasz bjorn aesir oeuvre"),
    ("Þór Garðar Ħal Işık İzmir", "thor gardar hal isik izmir"),
    ("ﬁore ＡＢＣ ①", "fiore abc 1"),
    ("٣ रु", "3 र"),
    ("Владимир", "владимир"),
    ("ΟΔΟΣ", "οδοσ"),
    ("محمد", "محمد"),
    ("C.F. n° 12/b", "c f n 12 b"),
    ("!?", ""),
])
def test_fold(text: str, wanted: str) -> None:
    assert fold(text) == wanted


@given(ANY | NASTY)
def test_fold_is_idempotent_and_ignores_capitals_of_ascii(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())
    assert fold(clean(text)) == fold(clean(clean(text)))


@given(st.text(st.sampled_from("abcXYZ àèÒç'-"), max_size=30))
def test_fold_of_italian_words_is_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text)


def test_words_are_those_of_fold() -> None:
    assert words("  D'Angelo, Maria-Teresa ") == ("dangelo", "maria", "teresa")
    assert words("") == ()
