"""What a typed key costs: the case list against a stock ``Input`` that only echoes, ``fzf --exact``, and a small store.

All programs stand on pseudo-terminals of 120 by 40 and are alive at the same time; each word is typed into one after the
other, in another order every time, so that they share the same moments of the machine.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from terminal import KEYS, Painted, Program, median, quantile

from minori_tui import paths, wiring
from minori_tui.data.store import open_store
from minori_tui.services.due import agenda

HERE = Path(__file__).parent
CLEAR = b"\x15"
"""ctrl+u: empties the line in all the programs."""
FZF_QUIET = 0.25
"""fzf paints while it still searches; its last byte is awaited longer."""
FZF_EVERY = 4
"""fzf types every fourth word only: it needs up to half a second a key."""
ONE_LETTER = "abcdefgilmnoprstvz"


@dataclass(frozen=True, slots=True)
class Word:
    """What is typed from an empty line on: the kind of word and its keys."""

    kind: str
    keys: tuple[bytes, ...]


def words(store: Path, samples: int) -> list[Word]:
    """Words taken from cases of the store (always the same ones)."""
    draw = random.Random(7)
    opened = open_store(store, paths.config_folder())
    with opened.read() as connection:
        ids = [row[0] for row in connection.execute("SELECT case_id FROM lookup_case ORDER BY case_id")]
        rows = [connection.execute(
            "SELECT l.surname, l.given_name, l.file_number, p.fiscal_code, "
            "(SELECT k.match_key FROM contact k JOIN relationship r "
            "ON k.person_id = r.other_id WHERE r.person_id = p.id AND k.kind = 'phone' LIMIT 1) FROM lookup_case l "
            "JOIN case_file f ON f.id = l.case_id JOIN person p ON p.id = f.person_id WHERE l.case_id = ?", (case,)).fetchone()
            for case in draw.sample(ids, samples)]
    opened.close()
    found = [Word("one letter", (letter.encode(),)) for letter in ONE_LETTER]
    for place, (surname, given, number, code, phone) in enumerate(rows):
        found.append(_typed("surname name", f"{surname} {given}"))
        found.append(_typed("name surname", f"{given} {surname}"))
        found.append(_typed("near miss", f"{_slip(surname, draw)} {given}"))
        found.append(Word("backspaces", (*_letters(surname), *[KEYS["backspace"]] * (len(surname) - 1))))
        if place % 2:
            found += [_typed("fiscal code", code or ""), _typed("telephone", phone or ""), _typed("file number", number)]
    return [word for word in found if word.keys]


def _typed(kind: str, text: str) -> Word:
    return Word(kind, _letters(text))


def _letters(text: str) -> tuple[bytes, ...]:
    return tuple(letter.encode() for letter in text.lower())


def _slip(name: str, draw: random.Random) -> str:
    """The name with one letter wrong."""
    at = draw.randrange(1, len(name))
    return name[:at] + draw.choice([c for c in "aeiorstn" if c != name[at].lower()]) + name[at + 1:]


def minori(store: Path) -> list[str]:
    """The command that opens the screens on a store."""
    return [sys.executable, "-m", "minori_tui", "--store", str(store)]


def first_case(store: Path) -> str:
    """How the file number of the case at the head of the list begins (a narrow column may cut it)."""
    context = wiring.open_context(str(store))
    with context.store.read() as connection:
        number = connection.execute("SELECT file_number FROM lookup_case ORDER BY sort LIMIT 1").fetchone()[0]
    context.store.close()
    return str(number)[:9]


def first_due(store: Path) -> str:
    """The file number of the first deadline of the agenda (of all cases: who measures follows none)."""
    context = wiring.open_context(str(store))
    sheet = agenda(context, False)
    number = next(section.rows[0].file_number for section in (sheet.hours, sheet.overdue, sheet.soon, sheet.upcoming)
                  if section.count)
    context.store.close()
    return number[:9]


def open_list(program: Program, store: Path) -> None:
    """Wait for the agenda, then go to the list of cases."""
    program.wait_for(first_due(store))
    os.write(program.fd, b"2")
    program.wait_for(first_case(store))


def export_lines(store: Path, target: Path) -> int:
    """The list as lines for fzf, with codes and telephones, in the order of the list. Returns how many."""
    opened = open_store(store, paths.config_folder())
    with opened.read() as connection, target.open("w", encoding="utf-8") as out:
        count = 0
        for row in connection.execute(
                "SELECT l.file_number, l.surname, l.given_name, l.municipality, l.worker, l.activity, l.next_due, p.fiscal_code "
                "FROM lookup_case l JOIN case_file f ON f.id = l.case_id JOIN person p ON p.id = f.person_id ORDER BY l.sort"):
            out.write("  ".join(str(cell or "—") for cell in row) + "\n")
            count += 1
    opened.close()
    return count


def type_words(programs: dict[str, Program], wanted: Iterable[Word]) -> dict[str, list[tuple[Word, Painted]]]:
    """Type each word into every program; the order of the programs changes from word to word."""
    found: dict[str, list[tuple[Word, Painted]]] = {name: [] for name in programs}
    draw = random.Random(3)
    for place, word in enumerate(wanted):
        for name in draw.sample(sorted(programs), len(programs)):
            if name == "fzf" and place % FZF_EVERY:
                continue
            program, quiet = programs[name], FZF_QUIET if name == "fzf" else 0.06
            program.type(CLEAR, max(quiet, 0.3), 0.3)  # long enough for the exact count of the word before
            found[name] += [(word, program.type(key, quiet)) for key in word.keys]
    return found


def move(program: Program) -> dict[str, list[Painted]]:
    """Moves of the cursor over the whole list."""
    program.type(CLEAR, 0.4, 0.4)
    program.type(KEYS["first"])
    found: dict[str, list[Painted]] = {}
    for name, times in (("down", 30), ("page down", 15)):
        found[name] = [program.type(KEYS[name]) for _ in range(times)]
    for _ in range(8):
        found.setdefault("last", []).append(program.type(KEYS["last"]))
        found.setdefault("first", []).append(program.type(KEYS["first"]))
    return found


def pty_run(large: Path, small: Path, lines: Path, samples: int) -> dict[str, object]:
    """Everything on pseudo-terminals: echo, the large store and fzf on words of the large one; both stores on words of the
    small one (whose names are in the large one too), and the cursor."""
    cases = export_lines(large, lines)
    with ExitStack() as stack:
        programs = {"echo": stack.enter_context(Program([sys.executable, str(HERE / "echo_app.py")])),
                    "minori": stack.enter_context(Program(minori(large))),
                    "fzf": stack.enter_context(Program(["sh", "-c", f"exec fzf --exact < '{lines}'"]))}
        programs["echo"].wait_for("ready")
        open_list(programs["minori"], large)
        programs["fzf"].wait_for_plain(f"{cases}/{cases}")
        _warm(programs)
        typed = type_words(programs, words(large, samples))
        programs["fzf"].close()
        pair = {"large": programs["minori"], "small": stack.enter_context(Program(minori(small)))}
        open_list(pair["small"], small)
        _warm(pair)
        scale = type_words(pair, words(small, max(4, samples // 2)))
        moves = {name: move(program) for name, program in pair.items()}
        return {"cases": cases, "typed": typed, "scale": scale, "moves": moves}


def _warm(programs: dict[str, Program]) -> None:
    """A few keys that are not counted: first use of fonts, caches and pages."""
    for program in programs.values():
        for key in (b"r", b"o", b"s", b" ", b"m"):
            program.type(key, 0.3)


def summary(pairs: list[tuple[Word, Painted]]) -> dict[str, float]:
    """Median and 95th percentile of the wall time, medians of the rest, and the most frames a key took."""
    painted = [p for _word, p in pairs]
    shown = [p for p in painted if p.size]
    return {"keys": len(painted), "p50": median([p.wall for p in shown]), "p95": quantile([p.wall for p in shown], 0.95),
            "mean": sum(p.wall for p in shown) / len(shown),
            "cpu50": median([p.cpu for p in painted]), "cpu95": quantile([p.cpu for p in painted], 0.95),
            "frames": max(p.frames for p in painted), "not one frame": sum(p.frames != 1 for p in painted),
            "bytes": median([p.size for p in painted]), "bytes95": quantile([p.size for p in painted], 0.95)}


def shared(typed: dict[str, list[tuple[Word, Painted]]]) -> dict[str, list[tuple[Word, Painted]]]:
    """The same for the words that every program was given."""
    common = set.intersection(*({word for word, _ in pairs} for pairs in typed.values()))
    return {name: [pair for pair in pairs if pair[0] in common] for name, pairs in typed.items()}


async def _presses(app: object, keys: list[str]) -> list[float]:
    spent = []
    async with app.run_test(size=(120, 40)) as pilot:  # type: ignore[attr-defined]
        await pilot.pause(0.3)
        for key in keys:
            start = time.process_time()
            await pilot.press(key)
            spent.append((time.process_time() - start) * 1000)
    return spent


def in_process(store: Path, samples: int) -> dict[str, float]:
    """Processor milliseconds of one letter without a terminal (median): the echo, then the list."""
    from echo_app import Echo

    from minori_tui.app import MinoriApp
    from minori_tui.screens.cases import CaseList
    from minori_tui.screens.session import Session

    letters = [chr(key[0]) for word in words(store, samples) if word.kind == "surname name" for key in word.keys
               if key.isalpha()]
    session = Session(wiring.open_context(str(store)))
    app = MinoriApp(lambda: CaseList(session))
    found = {"echo": median(asyncio.run(_presses(Echo(), letters))), "minori": median(asyncio.run(_presses(app, letters)))}
    session.close()
    return found


def table(typed: dict[str, list[tuple[Word, Painted]]]) -> Iterator[str]:
    """The comparison as lines of Markdown."""
    yield ("| program | keys | p50 ms | p95 ms | mean ms | CPU p50 | CPU p95 | frames, most | keys not in one frame | bytes p50 "
           "| bytes p95 |")
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for name, pairs in typed.items():
        s = summary(pairs)
        yield (f"| {name} | {s['keys']} | {s['p50']:.1f} | {s['p95']:.1f} | {s['mean']:.1f} | {s['cpu50']:.1f} "
               f"| {s['cpu95']:.1f} | {s['frames']} | {s['not one frame']} | {s['bytes']:,} | {s['bytes95']:,} |")


def by_kind(typed: dict[str, list[tuple[Word, Painted]]]) -> dict[str, dict[str, dict[str, float]]]:
    """The summary of every program for each kind of word."""
    kinds = dict.fromkeys(word.kind for word, _ in next(iter(typed.values())))
    split = {kind: {name: [pair for pair in pairs if pair[0].kind == kind] for name, pairs in typed.items()} for kind in kinds}
    return {kind: {name: summary(pairs) for name, pairs in found.items() if pairs} for kind, found in split.items()}


def fzf_version() -> str:
    """Which fzf."""
    return subprocess.run(["fzf", "--version"], capture_output=True, text=True, check=True).stdout.split()[0]

