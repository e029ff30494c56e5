"""``due`` and ``rules``: what they print, what they write down, and how they end."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

KEYS = ["case", "name", "rule", "title", "source", "anchor", "due", "last_working_day", "days_left", "owner", "state", "done_on",
        "why"]
ON = ("--on", "2026-11-22")
REMOVAL = ("kind=emergency_removal", "authority=Sindaco di Clusone", "occurred_at=21/11/2026 18:40", "received_on=21/11/2026")


@pytest.fixture
def court(filled):
    """Case 2 of the filled home: a removal yesterday, home education since June."""
    sets = [word for field in REMOVAL for word in ("--set", field)]
    assert filled("order", "add", "2026/0002", *sets, *ON).code == 0
    assert filled("intervention", "add", "2026/0002", "--set", "kind=ADM", "--set", "started_on=01/08/2026", "--set",
                  "provider=Coop Larice", *ON).code == 0
    assert filled("case", "edit", "2026/0001", "--set", "review_on=23/11/2026", *ON).code == 0
    return filled


def listed(cli, *more):
    out = cli("due", "--json", *ON, *more)
    assert out.code == 0, out
    return json.loads(out.out)


def test_the_list_as_json(court):
    found = listed(court)
    assert list(found) == ["on", "deadlines"]
    assert found["on"] == "2026-11-22"
    rules = [(d["case"], d["rule"], d["due"], d["state"]) for d in found["deadlines"]]
    assert rules == [("2026/0002", "A403-1", "2026-11-21T18:40", "overdue"), ("2026/0002", "A403-2", "2026-11-22T18:40", "today"),
                     ("2026/0001", "REVIEW", "2026-11-23", "upcoming"), ("2026/0002", "ADM-1", "2026-12-01", "upcoming")]
    first, second, review, support = found["deadlines"]
    assert list(review) == list(support) == KEYS
    assert list(first) == [k if k != "days_left" else "minutes_left" for k in KEYS]
    assert (second["minutes_left"], second["last_working_day"], second["owner"]) == (400, None, "service")
    assert second["anchor"]["date"] == "2026-11-21T18:40"
    assert (review["name"], review["days_left"], review["last_working_day"], review["done_on"]) == (
        "Bianchi[/b] Sara", 1, "2026-11-23", None)
    assert second["source"] == "art. 403 c. 2 c.c."
    assert second["why"][0] == "The rule is in force from 22/06/2022."
    assert "24 hours, to the minute, over Sundays and holidays too: 22/11/2026 18:40." in second["why"]


def test_windows(court):
    def rules(*more):
        return [d["rule"] for d in listed(court, *more)["deadlines"]]

    assert rules("--within", "0d") == ["A403-1", "A403-2"]
    assert rules("--within", "1g") == ["A403-1", "A403-2", "REVIEW"]
    assert rules("--within", "1w") == rules("--within", "8")[:3]
    assert rules("--within", "1m") == rules()
    assert len(rules("--within", "all")) > len(rules("--within", "2m"))
    assert rules("--case", "2026/1") == ["REVIEW"]
    assert rules("--mine") == []
    waiting = {d["rule"]: d["state"] for d in listed(court, "--case", "2026/2", "--done")["deadlines"]}
    assert waiting["A403-3"] == "waiting"


def test_the_list_as_text(court):
    out = court("due", *ON)
    assert out.code == 0
    lines = out.out.splitlines()
    assert lines[0].split("  ")[0] == "Due by"
    assert [re.split(r" {2,}", line)[:3] for line in lines[1:]] == [
        ["21/11/2026 18:40", "-17:20 h", "2026/0002"], ["22/11/2026 18:40", "6:40 h", "2026/0002"],
        ["23/11/2026", "1 d", "2026/0001"], ["01/12/2026", "9 d", "2026/0002"]]
    assert "ADM Coop Larice" in lines[4]
    assert out.err == "4 deadlines.\n"
    why = court("due", "--within", "1d", "--why", *ON).out
    assert "What would change it:" in why
    assert "  1. The rule is in force from 22/06/2022." in why
    nothing = court("due", "--case", "2026/3", *ON)
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing falls due.\n")


def test_an_empty_list_is_json_all_the_same(filled):
    assert listed(filled, "--within", "0") == {"on": "2026-11-22", "deadlines": []}


def test_done_starts_the_next_link_and_undo_takes_it_back(court):
    out = court("due", "done", "2026/2", "a403-2", "--at", "22/11/2026 09:10", "--evidence", "PEC 12", "--json", *ON)
    assert out.code == 0
    done = json.loads(out.out)
    assert (done["state"], done["done_on"]) == ("done", "2026-11-22T09:10")
    assert "Evidence: PEC 12." in done["why"]
    links = {d["rule"]: d for d in listed(court, "--case", "2026/2")["deadlines"]}
    assert (links["A403-3"]["due"], links["A403-3"]["owner"]) == ("2026-11-25T09:10", "other")
    assert "A403-2" not in links
    assert court("due", "done", "2026/2", "A403-2", *ON).code == 3
    assert court("undo").code == 0
    assert "A403-2" in {d["rule"] for d in listed(court)["deadlines"]}


def test_marks_that_are_not_possible(court):
    for words, code in ((("done", "2026/2", "A403-2", "--at", "22/11/2026"), 2), (("done", "2026/2", "A403-2", "--at", "boh"), 2),
                        (("waive", "2026/2", "AGE-18"), 2), (("reschedule", "2026/2", "ADM-1", "--to", "30/11/2026"), 2),
                        (("court", "2026/2", "ADM-1", "--to", "x", "--reason", "y"), 2), (("done", "2026/2", "AFF-1"), 5),
                        (("why", "1999/7", "AGE-18"), 5), (("done", "2026/2", "ADM-1", "--of", "99"), 5)):
        out = court("due", *words, *ON)
        assert (out.code, out.out) == (code, ""), (words, out)
    assert court("due", "--within", "soon", *ON).code == 2
    assert court("due", "--done", *ON).code == 2
    assert court("due", "dnoe", "2026/2", *ON).code == 2
    assert court("due", "dnoe", *ON).err.startswith("Error: There is no command «dnoe»")


def test_plans_courts_and_waivers(court):
    assert court("due", "reschedule", "2026/2", "ADM-1", "--to", "05/12/2026", "--reason", "ferie", *ON).code == 0
    support = next(d for d in listed(court)["deadlines"] if d["rule"] == "ADM-1")
    assert support["due"] == "2026-12-01"
    assert any("05/12/2026" in step for step in support["why"])
    assert court("due", "court", "2026/2", "ADM-1", "--to", "10/12/2026", "--reason", "decreto 1/26", *ON).code == 0
    assert next(d for d in listed(court)["deadlines"] if d["rule"] == "ADM-1")["due"] == "2026-12-10"
    assert court("due", "waive", "2026/2", "ADM-1", "--reason", "chiuso", *ON).out == "Written down: ADM-1 of 2026/0002\n"
    assert "ADM-1" not in [d["rule"] for d in listed(court)["deadlines"]]


def test_one_of_several_must_be_named(court):
    second = [word for field in ("kind=ADM", "started_on=02/08/2026", "provider=Altra") for word in ("--set", field)]
    assert court("intervention", "add", "2026/0002", *second, *ON).code == 0
    out = court("due", "why", "2026/2", "ADM-1", *ON)
    assert out.code == 2
    ids = re.findall(r"(\d+) \(ADM", out.err)
    assert len(ids) == 2
    told = json.loads(court("due", "why", "2026/2", "ADM-1", "--of", ids[1], "--json", *ON).out)
    assert (told["due"], told["verified"]) == ("2026-12-02", False)
    assert {"changes", "consequence", "note"} <= told.keys()


def test_why_as_text(court):
    out = court("due", "why", "2026/2", "A403-2", *ON)
    assert out.code == 0
    assert "art. 403 c. 2 c.c." in out.out
    assert "22/11/2026 18:40  (6:40 h)" in out.out


def test_the_calendar_names_nobody_and_keeps_its_ids(court, tmp_path):
    first = court("due", "--ics", tmp_path / "a.ics", *ON)
    assert (first.code, first.out) == (0, f"{tmp_path / 'a.ics'}\n")
    text = (tmp_path / "a.ics").read_text("utf-8")
    assert not re.search("Bianchi|Sara|Rossi|Luca|Larice", text)
    assert court("due", "--ics", tmp_path / "a.ics", "--within", "2m", *ON).code == 0  # the new one takes its place
    once, again = Calendar.from_ical(text), Calendar.from_ical((tmp_path / "a.ics").read_text("utf-8"))
    events = {str(e["uid"]): e for e in once.walk("VEVENT")}
    assert len(events) == 4
    assert set(events) <= {str(e["uid"]) for e in again.walk("VEVENT")}
    removal = next(e for e in events.values() if e["categories"].cats == ["A403-2"])
    assert removal["dtstart"].dt == datetime(2026, 11, 22, 17, 40, tzinfo=UTC)
    assert str(removal["summary"]) == "2026/0002 · Art. 403: papers to the prosecutor, 24 h"
    support = next(e for e in events.values() if e["categories"].cats == ["ADM-1"])
    assert support["dtstart"].dt == date(2026, 12, 1)
    assert [a["trigger"].dt.days for a in support.walk("VALARM")] == [-15]
    assert court("log", "--json").code == 0


def test_rules_go_out_are_changed_and_come_back(court, tmp_path):
    file = tmp_path / "rules.toml"
    assert court("rules", "export", file).code == 0
    assert court("rules", "export", file).code == 2  # nothing is written over
    text = file.read_text("utf-8")
    table = tomllib.loads(text)
    assert (table["ADM-1"]["number"], table["ADM-1"]["unit"], table["AFF-1"].get("number")) == (4, "M", None)
    assert court("rules", "apply", file).out == "Nothing differs from what holds.\n"
    assert court("rules", "apply", "-", stdin='["ADM-1"]\nnumber = 6\nreason = "contratto"\n', ).out == "Adjusted: ADM-1\n"
    assert "ADM-1" not in [d["rule"] for d in listed(court)["deadlines"]]
    support = next(d for d in listed(court, "--within", "4m")["deadlines"] if d["rule"] == "ADM-1")
    assert support["due"] == "2027-02-01"
    assert "The coordinator adjusted the term: the table says 4 months (contratto)." in support["why"]
    shown = {r["code"]: r for r in json.loads(court("rules", "show", "--json").out)["rules"]}
    assert (shown["ADM-1"]["number"], shown["ADM-1"]["adjusted"], shown["AFF-1"]["adjusted"]) == (6, "contratto", None)
    assert "6 months" in court("rules", "show").out
    out = court("rules", "export", "-")
    again = tmp_path / "again.toml"
    again.write_text(out.out, "utf-8")
    assert json.loads(court("rules", "apply", again, "--json").out) == {"changed": []}
    assert court("undo").code == 0
    assert "ADM-1" in [d["rule"] for d in listed(court)["deadlines"]]


@pytest.mark.parametrize(("text", "word"), [
    ('["AFF-1"]\nnumber = 30\nunit = "M"\nreason = "x"', "AFF-1.number"), ('["XYZ"]\nnumber = 3', "XYZ.rule"),
    ('["ADM-1"]\nnumber = 6', "ADM-1.reason"), ('["ADM-1"]\nnumber = "sei"\nreason = "x"', "ADM-1.number"),
    ('["ADM-1"]\ncolour = "red"\nreason = "x"', "ADM-1.colour"), ('"ADM-1" = 6', "ADM-1.rule"), ("not toml", "TOML"),
    ('["ADM-1"]\nwarn_days = [1.5]\nreason = "x"', "ADM-1.warn_days"), ('["ADM-1"]\nunit = "H"\nreason = "x"', "ADM-1.unit"),
    ('["AFF-1"]\nactive = false\nreason = "x"', "AFF-1.active"), ('["ADM-1"]\nactive = 1\nreason = "x"', "ADM-1.active"),
])
def test_adjustments_that_are_refused(court, tmp_path, text, word):
    file = tmp_path / "r.toml"
    file.write_text(text, "utf-8")
    out = court("rules", "apply", file)
    assert (out.code, out.out) == (2, "")
    assert word in out.err
    assert all(r["adjusted"] is None for r in json.loads(court("rules", "show", "--json").out)["rules"])


def test_a_file_of_rules_that_is_no_text(court, tmp_path):
    file = tmp_path / "r.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert court("rules", "apply", file).code == 2
    file.write_bytes(b"#" * 1_000_001)
    assert court("rules", "apply", file).code == 2
    assert court("rules", "apply", tmp_path / "nowhere.toml").code == 2


def test_a_list_shared_out_to_processes_is_the_same(court, monkeypatch):
    from minori_tui.cli import due_many

    alone = listed(court, "--within", "all")
    monkeypatch.setattr(due_many, "MANY", 2)
    monkeypatch.setattr(due_many.os, "cpu_count", lambda: 3)
    assert listed(court, "--within", "all") == alone
