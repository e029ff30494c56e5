"""``minori timeline``: formats, bounds, files, exit codes."""

import json
from datetime import datetime

import pytest
from timeline_story import tell

from minori_tui import paths
from minori_tui.data.store import create_store
from minori_tui.domain.clock import FixedClock
from minori_tui.services.context import Actor, Context

NUMBER = "2024/0001"
TODAY = ("--on", "2026-11-22")


@pytest.fixture
def told(cli, home):
    """The command line on an archive with the story."""
    store = create_store(paths.default_store(), paths.config_folder(), name="Prova")
    tell(Context(store, Actor("prova", "Prova"), FixedClock(datetime(2026, 11, 22, 12))))
    store.close()
    return cli


def test_text_is_what_comes_when_nothing_is_asked(told):
    done = told("timeline", "1/2024", *TODAY)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Timeline of case {NUMBER}\n")
    assert "Balduzzi" not in done.out
    assert "today" in done.out


def test_json_for_programs(told):
    found = json.loads(told("timeline", NUMBER, "--format", "json", *TODAY).out)
    assert (found["case"], len(found["gaps"]), len(found["overlaps"])) == (NUMBER, 1, 1)
    deadlines = next(lane for lane in found["lanes"] if lane["name"] == "deadlines")
    assert {mark["state"] for mark in deadlines["marks"]} >= {"overdue", "due"}


@pytest.mark.parametrize(("form", "begins"), [("html", "<!DOCTYPE html>"), ("svg", "<?xml"), ("text", "Timeline")])
def test_other_forms(told, form, begins):
    assert told("timeline", NUMBER, "--format", form, *TODAY).out.startswith(begins)


def test_bounds_names_and_siblings(told):
    done = told("timeline", NUMBER, "--from", "1/1/2026", "--to", "fine mese", "--names", "--siblings", *TODAY)
    assert "From 01/01/2026 to 30/11/2026" in done.out
    assert "2024/0002  Balduzzi Simone" in done.out


def test_plain_signs(told):
    picture = told("timeline", NUMBER, "--plain", *TODAY).out.split("By date")[0]
    assert not set(picture) & set("▐▓█░●◆►")


def test_the_form_follows_the_name_of_the_file(told, tmp_path):
    for ending, begins in (("pdf", b"%PDF"), ("html", b"<!DOC"), ("svg", b"<?xml"), ("json", b"{"), ("txt", b"Timeline")):
        target = tmp_path / f"x.{ending}"
        done = told("timeline", NUMBER, "-o", target, *TODAY)
        assert (done.code, done.out.strip()) == (0, str(target))
        assert "not encrypted" in done.err
        assert target.read_bytes().startswith(begins)


def test_a_file_is_not_written_over_unasked(told, tmp_path):
    target = tmp_path / "x.txt"
    target.write_text("mine")
    assert told("timeline", NUMBER, "-o", target).code == 2
    assert target.read_text() == "mine"
    assert told("timeline", NUMBER, "-o", target, "--replace").code == 0


def test_it_is_recorded(told):
    from minori_tui import wiring
    from minori_tui.services import journal, records

    told("timeline", NUMBER, "--format", "json", "--names")
    context = wiring.open_context(None)
    seen = journal.register(context, records.peek(context, NUMBER).case_id)[2]
    context.store.close()
    assert (seen[0].act, seen[0].operator, seen[0].detail) == ("export", "Prova", "timeline json names")


@pytest.mark.parametrize(("argv", "code"), [
    (("2020/0001",), 5), ((NUMBER, "--format", "docx"), 2), ((NUMBER, "--from", "2026-05-01", "--to", "2026-04-01"), 2),
    ((NUMBER, "--from", "boh"), 2), ((), 2),
])
def test_what_goes_wrong(told, argv, code):
    done = told("timeline", *argv)
    assert (done.code, done.out) == (code, "")
    assert done.err
