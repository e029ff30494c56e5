"""``intervention`` and ``check``: what they print, what they refuse, the codes they end with."""

from __future__ import annotations

import json

import pytest

from minori_tui.cli import interventions
from minori_tui.services.intervention_fields import OF_KIND, parsers

CASE = "1/2026"
ON = ("--on", "2026-11-22")


def sets(**values):
    return [word for name, value in values.items() for word in ("--set", f"{name}={value}")]


@pytest.fixture
def adm(filled):
    """The number of a home education of the first case."""
    made = filled("intervention", "add", CASE, *ON, *sets(kind="home_support", started_on="01/11/2026", weekly_hours="7"))
    assert made.code == 0
    return made.out.strip()


def listed(cli, *options):
    return json.loads(cli("intervention", "list", CASE, "--json", *ON, *options).out)["interventions"]


@pytest.mark.parametrize("kind", OF_KIND)
def test_the_help_names_the_fields_of_the_service(kind):
    told = {*interventions.COMMON.split(), *interventions.OF_KIND.get(kind, "").split()}
    assert told >= {name for name in parsers(kind) if name in OF_KIND[kind]}
    assert told - set(parsers(kind)) == set()


def test_add_and_list(filled, adm):
    record = listed(filled)[0]
    assert (record["intervention"], record["kind"], record["state"], record["weekly_hours"]) == (int(adm), "ADM", "active", 420)
    assert (record["started_on"], record["ended_on"], record["pauses"]) == ("2026-11-01", None, [])
    assert (record["minutes_done"], record["minutes_planned"]) == (0, 21 * 60)
    text = filled("intervention", "list", CASE, *ON).out
    assert "under way" in text
    assert "01/11/2026" in text
    assert "in corso" in filled("intervention", "list", CASE, *ON, "--lang", "it").out
    line = filled("intervention", "list", CASE, *ON, "--jsonl").out
    assert json.loads(line) == record


def test_nothing_is_recorded_yet(filled):
    outcome = filled("intervention", "list", CASE)
    assert (outcome.code, outcome.out) == (0, "")
    assert "No intervention" in outcome.err


def test_wrong_fields_are_told_each_and_nothing_is_done(filled):
    outcome = filled("intervention", "add", CASE, *ON, *sets(kind="AFF", started_on="01/11/2026", planned_end="02/11/2028"))
    assert (outcome.code, outcome.out) == (2, "")
    assert "planned_end" in outcome.err
    assert "01/11/2028 (art. 4 c. 4 L. 184/1983)" in outcome.err
    assert listed(filled) == []
    assert filled("intervention", "add", "9/1999", *sets(kind="MON", started_on="oggi")).code == 5
    assert filled("intervention", "add", CASE).code == 2
    assert filled("intervention", "end", "99", *sets(end_reason="completed")).code == 5


def test_what_the_checks_remark_is_said_and_does_not_block(filled):
    filled("intervention", "add", CASE, *ON, *sets(kind="foster_care", started_on="01/01/2026"))
    outcome = filled("intervention", "add", CASE, *ON, *sets(
        kind="residential", started_on="01/02/2026", why_not_home="x", why_not_foster="y"), "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["intervention"]
    assert "COM began on 01/02/2026 while AFF of 01/01/2026 has no end" in outcome.err


def test_the_life_of_an_intervention(filled):
    number = filled("intervention", "add", CASE, *ON, *sets(kind="MON", planned_start="01/11/2026")).out.strip()
    assert listed(filled)[0]["state"] == "planned"
    assert filled("intervention", "start", number, *ON, "--from", "02/11/2026").code == 0
    assert filled("intervention", "start", number, *ON).code == 2
    assert filled("intervention", "pause", number, *ON, *sets(valid_from="10/11/2026", reason="Ricovero")).code == 0
    assert listed(filled)[0]["state"] == "suspended"
    assert filled("intervention", "resume", number, *ON, "--from", "15/11/2026", "--json").code == 0
    assert listed(filled)[0]["pauses"] == [{"from": "2026-11-10", "to": "2026-11-15", "reason": "Ricovero"}]
    assert filled("intervention", "edit", number, *ON, *sets(notes="Prova")).out == f"Changed: {number}\n"
    assert json.loads(filled("intervention", "edit", number, *ON, *sets(notes="Prova"), "--json").out)["changed"] is False
    assert filled("intervention", "end", number, *ON, *sets(ended_on="20/11/2026", end_reason="completed")).code == 0
    assert (listed(filled)[0]["state"], listed(filled)[0]["end_reason"]) == ("ended", "completed")
    assert filled("undo").code == 0
    assert listed(filled)[0]["state"] == "active"


def test_move(filled):
    first = filled("intervention", "add", CASE, *ON, *sets(kind="AFF", started_on="01/01/2026", family="Bonomi")).out.strip()
    second = filled("intervention", "move", first, *ON, *sets(kind="AFF", started_on="01/06/2026", end_reason="2",
                                                              family="Famiglia Zanga")).out.strip()
    assert [(r["intervention"], r["started_on"], r["ended_on"]) for r in listed(filled)] == [
        (int(second), "2026-06-01", None), (int(first), "2026-01-01", "2026-06-01")]
    assert json.loads(filled("check", "--json", *ON, "--rule", "PL-GAP").out)["rules"][0]["count"] == 0


def test_hours(filled, adm):
    assert filled("intervention", "hours", adm, *ON, *sets(worked_on="11/2026", hours="10,5")).out == "Done 10:30 h of 21 h\n"
    assert "11/2026" in filled("intervention", "hours", adm, *ON).out
    assert json.loads(filled("intervention", "hours", adm, *ON, "--json").out)["hours"][0]["minutes"] == 630
    twice = filled("intervention", "hours", adm, *ON, *sets(worked_on="10/11/2026", hours="1"))
    assert (twice.code, twice.out) == (2, "")
    bare = filled("intervention", "add", CASE, *ON, *sets(kind="ADM", started_on="01/11/2026")).out.strip()
    assert filled("intervention", "hours", bare, *ON, *sets(worked_on="oggi", hours="1")).out == "Done 1 h of ? h\n"
    assert json.loads(filled("intervention", "hours", bare, *ON, *sets(worked_on="ieri", hours="1"), "--json").out) == {
        "intervention": int(bare), "minutes_done": 120, "minutes_planned": None}


def test_contacts(filled):
    number = filled("intervention", "add", CASE, *ON, *sets(kind="IP", started_on="01/11/2026", with_whom="madre")).out.strip()
    weeks = sets(first_on="01/12/2026", until="15/12/2026", every_days="7")
    planned = filled("intervention", "contact", number, "--plan", *ON, *weeks)
    assert planned.out.split() == ["01/12/2026", "15/12/2026"]
    assert "08/12/2026 is a holiday" in planned.err
    again = json.loads(filled("intervention", "contact", number, "--plan", "--json", *ON, *sets(first_on="08/12/2026",
                                                                                               until="08/12/2026")).out)
    assert (again["planned"], again["left_out"]) == ([], ["2026-12-08"])
    entry = filled("intervention", "contact", number, *ON, *sets(at="20/11/2026 15:00", outcome="missed", by_whom="madre")).out
    assert entry.strip().isdigit()
    contacts = json.loads(filled("intervention", "contact", number, "--json", *ON).out)["contacts"]
    assert [c["at"] for c in contacts if (c["outcome"], c["by_whom"]) == ("missed", "madre")] == ["2026-11-20T15:00"]
    assert "madre" in filled("intervention", "contact", number, *ON).out
    late = json.loads(filled("intervention", "contact", number, "--json", *ON, *sets(outcome="late")).out)
    assert late["intervention"] == int(number)
    assert sorted((c["outcome"] or "", c["by_whom"], c["count"]) for c in listed(filled)[0]["contacts"]) == [
        ("", None, 2), ("late", None, 1), ("missed", "madre", 1)]


def test_check(filled):
    assert filled("check", *ON).out == ""
    for number, days in ((CASE, (("01/01/2024", "01/02/2024"), ("20/01/2024", "01/03/2024"))),
                         ("2/2026", (("01/01/2024", "01/02/2024"), ("20/02/2024", "01/03/2024")))):
        for start, end in days:
            assert filled("intervention", "add", number, *ON, *sets(kind="AFF", started_on=start, ended_on=end)).code == 0
    said = json.loads(filled("check", "--json", *ON).out)
    assert {tuple(rule) for rule in said["rules"]} == {("code", "title", "count", "cases")}
    assert {r["code"]: (r["count"], r["cases"]) for r in said["rules"] if r["count"]} == {
        "PL-OVERLAP": (1, ["2026/0001"]), "PL-GAP": (1, ["2026/0002"])}
    assert {"PL-OVERLAP", "PL-GAP", "PL-NEW-WHILE-OPEN"} <= {r["code"] for r in said["rules"]}
    one = json.loads(filled("check", "--json", "--rule", "PL-GAP", "--case", "1/2026", *ON).out)
    assert [(r["code"], r["count"]) for r in one["rules"]] == [("PL-GAP", 0)]
    text = filled("check", *ON, "--lang", "it")
    assert "Due collocamenti nello stesso tempo" in text.out
    assert "2 segnalazioni" in text.err
    told = filled("check", "--case", "1/2026", *ON).out
    assert "AFF began on 20/01/2024, AFF ended only on 01/02/2024" in told


def test_check_refuses_what_it_does_not_know(filled):
    assert filled("check", "--rule", "BOH").code == 2
    assert filled("check", "--case", "9/1999").code == 5


def test_looking_is_recorded(filled, adm):
    filled("intervention", "list", CASE)
    seen = json.loads(filled("case", "history", CASE, "--json").out)["views"]
    assert ("open", "interventions") in [(v["act"], v["detail"]) for v in seen]
