"""Orders and interventions through the command line: files in, checks, files out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

ORDERS = ("file_number,authority,order_number,kind,filed_on,received_on,duration_months,father_responsibility\n"
          "2026/0001,TM Brescia,1204/2026,foster_care,2026-02-10,2026-02-13,24,suspended\n"
          "2026/0002,TM Brescia,1204/2026,home_support,2026-02-10,2026-02-13,24,limited\n"
          "2026/0003,TM Brescia,1205/2026,foster_care,2026-02-10,2026-02-01,25,\n")
DONE = ("file_number,kind,started_on,consent,order_number,family,weekly_hours\n"
        "2026/0001,AFF,2026-02-20,judicial,1204/2026,Famiglia Olmi,\n2026/0002,ADM,2026-03-01,judicial,1204/2026,,4:30\n"
        "2026/0002,ADM,2026-03-01,judicial,9999/2026,,4:30\n")
PLACEMENTS = Path(__file__).parents[2] / ".." / "shared" / "data" / "placements"


@pytest.fixture
def law(cli, tmp_path):
    """An archive with three cases, and a way to take in a text as a file."""
    cases = tmp_path / "cases.csv"
    cases.write_text("file_number,surname,given_name,birth_date,comune,opened_on\n" + "".join(
        f"2026/000{n},Rota,{name},201{n}-05-06,Clusone,2026-01-1{n}\n" for n, name in enumerate(("Ada", "Leo", "Noa"), 1)))
    assert cli("import", cases).code == 0

    def take(text, name):
        path = tmp_path / name
        path.write_text(text)
        return cli("import", path, "--json")

    return take


def test_orders_and_interventions_come_in(law):
    orders = law(ORDERS, "orders.csv")
    found = json.loads(orders.out)
    assert (orders.code, found["kind"], found["new"], found["rejected"]) == (1, "orders", 2, 1)
    assert {(r["row"], r["field"], r["code"]) for r in found["rejects"]} == {
        (4, "received_on", "received-before-filed"), (4, "duration_months", "too-long-a-term")}
    assert "184/1983" in next(r["message"] for r in found["rejects"] if r["field"] == "duration_months")
    done = json.loads(law(DONE, "interventions.csv").out)
    assert (done["kind"], done["new"], done["rejected"]) == ("interventions", 2, 1)
    assert done["rejects"][0]["code"] == "no-such-order"
    assert "1204/2026" in done["rejects"][0]["message"]


def test_they_go_out_in_every_format(law, cli, tmp_path):
    law(ORDERS, "orders.csv")
    law(DONE, "interventions.csv")
    rows = list(csv.DictReader(io.StringIO(cli("export", "interventions").out.lstrip("\ufeff")), delimiter=";"))
    assert [r["kind"] for r in rows] == ["Foster care", "Home-based educational support"]
    assert rows[1]["weekly_hours"] == "4:30"
    orders = [json.loads(line) for line in cli("export", "orders", "--format", "jsonl").out.splitlines()]
    assert [(o["file_number"], o["kind"], o["father_responsibility"]) for o in orders] == [
        ("2026/0001", "foster_care", "suspended"), ("2026/0002", "home_support", "limited")]
    for kind in ("orders", "interventions"):
        for ending in ("xlsx", "json"):
            path = tmp_path / f"{kind}.{ending}"
            assert cli("export", kind, "-o", path).code == 0
            found = json.loads(cli("import", path, "--kind", kind, "--json").out)
            assert (found["same"], found["batch"]) == (2, None)


def test_templates(cli):
    for kind, words in (("orders", "Numero provvedimento"), ("interventions", "Data inizio")):
        assert words in cli("--lang", "it", "import", "template", kind).out


@pytest.mark.shared
@pytest.mark.skipif(not PLACEMENTS.exists(), reason="the public files are not beside the project")
def test_the_checks_find_what_the_national_returns_hold(cli):
    for name in ("cases", "interventions", "events"):
        assert cli("import", PLACEMENTS / f"{name}.csv").code == 0

    def found():
        rules = {r["code"]: r for r in json.loads(cli("check", "--json").out)["rules"]}
        return [(rules[c]["count"], len(rules[c]["cases"])) for c in ("PL-OVERLAP", "PL-GAP", "PL-NEW-WHILE-OPEN")]

    assert found() == [(62, 56), (53, 52), (10, 10)]
    again = json.loads(cli("import", PLACEMENTS / "interventions.csv", "--json").out)
    assert (again["same"], again["batch"]) == (5_050, None)
    assert cli("import", "undo").code == cli("import", "undo").code == 0
    assert found() == [(0, 0)] * 3
