"""The facts of cases as the store has them: every column in its place, however many cases are read at once."""

from datetime import UTC, date, datetime, timedelta

from office import Child, add_children, operation

from minori_tui.data import many
from minori_tui.data.lookup_due import DueWriter
from minori_tui.data.queries.facts import case_facts
from minori_tui.domain.facts import HearingFacts, InterventionFacts, Mark, OrderFacts, RoleFacts
from minori_tui.domain.moments import ROME


def put(connection, op, table, **values):
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    return connection.execute(f"INSERT INTO {table} (version, op_id, {names}) VALUES (1, {op}, {marks})",
                              tuple(values.values())).lastrowid


def fill(connection, case):
    """A case with one of everything."""
    with operation(connection) as op:
        court = put(connection, op, "authority", name="Tribunale per i Minorenni di Brescia", match_key="t",
                    kind="juvenile_court")
        first = put(connection, op, "court_order", authority_id=court, registry_number="55/26", order_number="1204/25",
                    kind="service_custody", filed_on="2026-02-10", received_on="2026-02-16", effective_on="2026-02-17",
                    duration_months=24, report_every_months=6, due_on="2026-09-01", hearing_at="2026-03-01T10:00")
        put(connection, op, "order_child", order_id=first, case_id=case, kind="foster_care", ended_on="2026-10-01")
        put(connection, op, "custody_terms", order_id=first, responsible="Bini")
        removal = put(connection, op, "court_order", authority_id=court, registry_number="7/25", kind="emergency_removal",
                      occurred_at="2025-10-26T02:30+01:00", follows_id=first)
        put(connection, op, "order_child", order_id=removal, case_id=case)
        home = put(connection, op, "facility", name="Casa Larice", match_key="casalarice", kind="residential_home", family_type=1)
        com = put(connection, op, "intervention", case_id=case, kind="COM", started_on="2026-03-01", facility_id=home,
                  order_id=first, consent="judicial")
        put(connection, op, "residential_placement", intervention_id=com, family_type=0, with_parent=0, nights_per_week=7,
            why_not_home="perché", why_not_foster="", plan_on="2026-04-01")
        put(connection, op, "intervention_pause", intervention_id=com, valid_from="2026-06-01", valid_to="2026-06-15")
        put(connection, op, "intervention_pause", intervention_id=com, valid_from="2026-05-01")
        aff = put(connection, op, "intervention", case_id=case, kind="AFF", started_on="2026-01-10", ended_on="2026-03-01",
                  planned_end="2027-01-10", agreement_on="2026-01-09", family="Poli")
        put(connection, op, "foster_placement", intervention_id=aff, nights_per_week=5, executive_on="2026-01-20")
        adm = put(connection, op, "intervention", case_id=case, kind="ADM", planned_start="2026-12-01", provider="Coop")
        put(connection, op, "home_support", intervention_id=adm, project_on="2026-12-20")
        ind = put(connection, op, "intervention", case_id=case, kind="IND", started_on="2026-03-01")
        put(connection, op, "inquiry", intervention_id=ind, due_on="2026-05-01", extended_to="2026-06-01")
        pro = put(connection, op, "intervention", case_id=case, kind="PRO", started_on="2027-01-01")
        put(connection, op, "extended_care", intervention_id=pro, requested_on="2026-10-01", consent_on="2026-11-01",
            withdrawn_on="2026-12-01")
        put(connection, op, "deadline_mark", case_id=case, rule="A403-2", subject="order", subject_id=removal, occurrence=0,
            act="done", at="2025-10-26T18:00", evidence="PEC")
        put(connection, op, "deadline_mark", case_id=case, rule="AFF-3", subject="intervention", subject_id=aff, occurrence=1,
            act="rescheduled", new_due="2026-07-20", reason="ferie")
        put(connection, op, "legal_role", case_id=case, role="guardian", name="Tutore", valid_from="2026-02-01")
        entries = (("2026-04-01T09:00", "hearing", None), ("2026-03-01", "hearing", "held"),
                   ("2026-05-01", "hearing", "cancelled"), ("2026-05-02", "interview", "held"))
        events = [put(connection, op, "event", case_id=case, at=at, kind=kind, outcome=outcome, reserved=0)
                  for at, kind, outcome in entries]
        put(connection, op, "hearing", event_id=events[0], carers_summoned_on="2026-03-20")
    return {"first": first, "removal": removal, "com": com, "aff": aff, "adm": adm, "ind": ind, "pro": pro, "events": events}


def test_everything_of_a_case(store):
    with store.read() as connection:
        case = add_children(connection, [Child("Rossi", "Ada", "2026/0001", born="2010-02-28", msna=1, review="2027-01-01")])[
            "2026/0001"]
        ids = fill(connection, case)
        found = case_facts(connection, [case])[case]
    assert (found.case_id, found.file_number, found.surname, found.given_name) == (case, "2026/0001", "Rossi", "Ada")
    assert (found.birth_date, found.msna, found.is_open, found.opened_on, found.review_on) == (
        date(2010, 2, 28), True, True, date(2020, 1, 1), date(2027, 1, 1))
    court = {"authority": "Tribunale per i Minorenni di Brescia", "authority_kind": "juvenile_court"}
    assert found.orders == (  # in the order in which they arrived
        OrderFacts(ids["removal"], "emergency_removal", "7/25", **court, follows_id=ids["first"],
                   occurred_at=datetime(2025, 10, 26, 2, 30, tzinfo=ROME)),
        OrderFacts(ids["first"], "foster_care", "1204/25", **court, filed_on=date(2026, 2, 10), received_on=date(2026, 2, 16),
                   effective_on=date(2026, 2, 17), duration_months=24, report_every_months=6, due_on=date(2026, 9, 1),
                   hearing_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC), ended_on=date(2026, 10, 1), responsible="Bini"))
    assert found.orders[0].occurred_at.utcoffset() == timedelta(hours=1)  # the second of the two 02:30
    assert found.interventions == (
        InterventionFacts(ids["aff"], "AFF", started_on=date(2026, 1, 10), planned_end=date(2027, 1, 10),
                          ended_on=date(2026, 3, 1), agreement_on=date(2026, 1, 9), family="Poli", nights_per_week=5,
                          executive_on=date(2026, 1, 20)),
        InterventionFacts(ids["com"], "COM", started_on=date(2026, 3, 1), consent="judicial", order_id=ids["first"],
                          facility="Casa Larice", family_type=True, with_parent=False, nights_per_week=7,
                          project_on=date(2026, 4, 1), why_not_home=True,
                          pauses=((date(2026, 5, 1), None), (date(2026, 6, 1), date(2026, 6, 15)))),
        InterventionFacts(ids["ind"], "IND", started_on=date(2026, 3, 1), inquiry_due_on=date(2026, 5, 1),
                          inquiry_extended_to=date(2026, 6, 1)),
        InterventionFacts(ids["adm"], "ADM", planned_start=date(2026, 12, 1), provider="Coop", project_on=date(2026, 12, 20)),
        InterventionFacts(ids["pro"], "PRO", started_on=date(2027, 1, 1), requested_on=date(2026, 10, 1),
                          consent_on=date(2026, 11, 1), withdrawn_on=date(2026, 12, 1)))
    assert found.marks == (
        Mark("A403-2", "order", ids["removal"], 0, "done", at=datetime(2025, 10, 26, 17, 0, tzinfo=UTC), evidence="PEC"),
        Mark("AFF-3", "intervention", ids["aff"], 1, "rescheduled", new_due=date(2026, 7, 20), reason="ferie"))
    assert found.roles == (RoleFacts("guardian", "Tutore", date(2026, 2, 1)),)
    assert found.hearings == (HearingFacts(ids["events"][1], date(2026, 3, 1)),
                              HearingFacts(ids["events"][0], date(2026, 4, 1), date(2026, 3, 20)))


def test_unknown_is_none_and_a_case_that_is_not_there_is_left_out(store):
    with store.read() as connection:
        cases = add_children(connection, [Child("Rossi", "Ada", "2026/0001", born=None, closed="2026-01-01"),
                                          Child("Bini", "Ugo", "2026/0002")])
        found = case_facts(connection, [cases["2026/0002"], 999, cases["2026/0001"]])
    assert list(found) == [cases["2026/0002"], cases["2026/0001"]]
    first = found[cases["2026/0001"]]
    assert (first.birth_date, first.is_open, first.orders, first.interventions, first.marks) == (None, False, (), (), ())
    assert case_facts(connection, []) == {}


def test_the_facts_do_not_depend_on_the_chunks(store, monkeypatch):
    with store.read() as connection:
        cases = add_children(connection, [Child("Rossi", f"N{n}", f"2026/{n:04}") for n in range(1, 8)])
        fill(connection, cases["2026/0003"])
        ids = sorted(cases.values(), reverse=True)
        whole = case_facts(connection, ids)
        monkeypatch.setattr(many, "CHUNK", 2)
        assert case_facts(connection, ids) == whole


def test_what_is_derived_of_no_case_is_nothing(store):
    with store.read() as connection:
        assert DueWriter(connection).write([]) == {}
