"""The family around a child on real archives: what is read, what is hidden, what is written and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from minori_tui.domain.errors import Conflict, InvalidFields, NotFound, Refused
from minori_tui.i18n import language, set_language
from minori_tui.services import cases, family, journal
from minori_tui.services import family_writing as writing
from minori_tui.services.kinship_words import sentence, steps, word

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _english():
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def number(context, child):
    return cases.new_case(context, child | {"mother": "Verdi Anna", "father": "Rossi Piero"})


def view(context, number):
    return family.around(context, number)


def person(found, surname, given):
    return next(p for p in found.rows.persons.values() if (p.surname, p.given_name) == (surname, given))


def problems(call):
    with pytest.raises(InvalidFields) as caught:
        call()
    return [(p.field, p.code) for p in caught.value.problems]


def run(context, sql, *values, kind="import"):
    with context.unit(kind) as unit:
        return unit.run(sql.replace(":op", str(unit.op_id)), values).lastrowid


def test_parents_and_nobody_else(context, number):
    found = view(context, "1/2026")
    assert found.case_number == number
    assert {p.surname for p in found.rows.persons.values()} == {"Rossi", "Verdi"}
    assert found.tie(found.child, person(found, "Verdi", "Anna").person_id).degree == 1
    assert found.rows.persons[found.child].case_number == number
    with pytest.raises(NotFound):
        view(context, "2026/0777")


def test_a_half_brother_by_the_mother(context, number):
    mother = person(view(context, number), "Verdi", "Anna").person_id
    boy = writing.add_relative(
        context, number, {"kind": "child", "surname": "Bini", "given_name": "Ugo", "birth_date": "1/2/2012"}, of=mother
    )
    writing.add_relative(context, number, {"kind": "padre", "surname": "Bini", "given_name": "Aldo"}, of=boy)
    found = view(context, number)
    tie = found.tie(found.child, boy)
    assert (tie.degree, tie.half) == (2, True)
    assert word(tie, None) == "half-brother or -sister"
    assert [(b.person_id, b.kind) for b in found.rows.bonds if b.other_id == mother] == [(found.child, "mother"), (boy, "mother")]
    assert journal.log(context)[0].operation.kind == "family.relative"
    journal.undo(context)
    assert "Aldo" not in {p.given_name for p in view(context, number).rows.persons.values()}


def test_nobody_is_entered_twice_unawares(context, number):
    uncle = {"kind": "uncle_aunt", "surname": "Verdi", "given_name": "Carlo", "birth_date": "3/4/1980", "sex": "M"}
    first = writing.add_relative(context, number, uncle)
    other = cases.new_case(context, {"surname": "Verdi", "given_name": "Ida", "birth_date": "1/1/2016", "comune": "Rovetta"})
    with pytest.raises(Refused) as caught:
        writing.add_relative(context, other, uncle | {"kind": "father"})
    assert (caught.value.facts["code"], caught.value.facts["person"]) == ("alike", first)
    assert [p.person_id for p in writing.alike(context, uncle)] == [first]
    assert writing.alike(context, {"surname": "verdi", "given_name": "Karlo", "birth_date": "3/4/1980"})[0].person_id == first
    assert writing.alike(context, {"surname": "Verdi", "given_name": ""}) == []
    assert not writing.same_person(
        person(view(context, number), "Verdi", "Carlo"), {"surname": "Verdi", "given_name": "1"}, TODAY
    )
    assert writing.add_relative(context, other, {"kind": "father"}, existing=first) == first
    found = view(context, number)
    cousin = person(found, "Verdi", "Ida")
    assert found.tie(found.child, cousin.person_id).degree == 4
    assert writing.add_relative(context, other, uncle | {"kind": "other"}, anyway=True) != first


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"kind": "", "surname": "A", "given_name": "B"}, [("kind", "required")]),
        ({"kind": "cugino di Bari", "surname": "A", "given_name": "B"}, [("kind", "not-in-list")]),
        ({"kind": "sibling"}, [("surname", "required"), ("given_name", "required")]),
        ({"kind": "mother", "surname": "A", "given_name": "B"}, [("kind", "second-parent")]),
        ({"kind": "grandparent", "surname": "A", "given_name": "B", "birth_date": "1/1/2020"}, [("birth_date", "too-young")]),
        ({"kind": "child", "surname": "A", "given_name": "B"}, [("kind", "sex-needed")]),
        (
            {"kind": "guardian", "surname": "A", "given_name": "B", "valid_from": "2/2/2020", "valid_to": "1/1/2020"},
            [("valid_to", "end-before-start")],
        ),
    ],
)
def test_what_is_refused(context, number, content, values, found):
    before = content(context.store)
    assert problems(lambda: writing.add_relative(context, number, values)) == found
    assert content(context.store) == before


def test_not_oneself_and_not_twice(context, number):
    found = view(context, number)
    mother = person(found, "Verdi", "Anna").person_id
    assert problems(lambda: writing.add_relative(context, number, {"kind": "sibling"}, existing=found.child)) == [
        ("surname", "oneself")
    ]
    assert problems(lambda: writing.add_relative(context, number, {"kind": "mother"}, existing=mother)) == [("kind", "twice")]


def test_correcting_and_ending(context, number, colleague):
    found = view(context, number)
    father = person(found, "Rossi", "Piero")
    bond = found.bond_with_child(father.person_id)
    assert not writing.edit_relative(context, number, father, bond, {"surname": "Rossi", "given_name": "Piero", "kind": "father"})
    assert writing.edit_relative(
        context, number, father, bond, {"surname": "Russo", "given_name": "Piero", "valid_to": "1/3/2026"}
    )
    now = view(context, number)
    assert person(now, "Russo", "Piero").version == 2
    assert now.bond_with_child(father.person_id).valid_to == "2026-03-01"
    assert now.tie(now.child, father.person_id) is None
    with pytest.raises(Conflict):
        writing.edit_relative(colleague, number, father, bond, {"surname": "Rosso"})
    bond = now.bond_with_child(father.person_id)
    assert problems(lambda: writing.edit_relative(context, number, father, bond, {"kind": "child"})) == [("kind", "other-way")]
    assert problems(lambda: writing.edit_relative(context, number, father, bond, {"valid_from": "2/3/2026"})) == [
        ("valid_to", "end-before-start")
    ]
    assert writing.edit_relative(context, number, person(now, "Russo", "Piero"), None, {"birth_date": "1/1/1980", "kind": "x"})


def test_a_parent_cannot_become_younger_than_the_child(context, number):
    found = view(context, number)
    father = person(found, "Rossi", "Piero")
    bond = found.bond_with_child(father.person_id)
    assert problems(lambda: writing.edit_relative(context, number, father, bond, {"birth_date": "1/1/2020"})) == [
        ("birth_date", "too-young")
    ]
    assert person(view(context, number), "Rossi", "Piero").version == 1


def test_households_over_time(context, number):
    found = view(context, number)
    child, mother = found.child, person(found, "Verdi", "Anna").person_id
    writing.move(context, number, child, {"household": "Rossi", "valid_from": "4/5/2015"})
    writing.move(context, number, mother, {"household": "rossi", "valid_from": "4/5/2015", "role": "parent"})
    writing.move(context, number, child, {"household": "Nonni Verdi", "valid_from": "1/9/2024"})
    found = view(context, number)
    assert [s.label for s in found.homes(child, date(2024, 8, 31))] == ["Rossi"]
    assert [s.label for s in found.homes(child, date(2024, 9, 1))] == ["Nonni Verdi"]
    assert found.homes(child, date(2015, 5, 3)) == []
    assert found.days() == [date(2015, 5, 4), date(2024, 9, 1)]
    assert [(s.label, s.valid_to) for s in found.stays(child)] == [("Rossi", "2024-09-01"), ("Nonni Verdi", None)]
    assert len({s.household_id for s in found.stays(mother) + found.stays(child)}) == 2
    writing.move(context, number, mother, {"valid_to": "oggi"})
    assert view(context, number).homes(mother, TODAY) == []
    assert problems(lambda: writing.move(context, number, child, {"household": "X", "valid_from": "1/1/2020"})) == [
        ("valid_from", "before-stay")
    ]
    assert problems(lambda: writing.move(context, number, child, {})) == [("household", "required")]
    assert problems(
        lambda: writing.move(context, number, child, {"household": "X", "valid_from": "1/3/2026", "valid_to": "1/2/2026"})
    ) == [("valid_to", "end-before-start")]
    journal.undo(context)
    assert len(view(context, number).homes(mother, TODAY)) == 1


def test_where_somebody_protected_lives_is_not_told(context, number):
    mother = person(view(context, number), "Verdi", "Anna").person_id
    home = run(context, "INSERT INTO household (version, op_id, label) VALUES (1, :op, 'Casa rifugio')")
    for one in (mother, person(view(context, number), "Rossi", "Piero").person_id):
        run(context, f"INSERT INTO household_member (version, op_id, household_id, person_id) VALUES (1, :op, {home}, {one})")
    assert {s.label for s in view(context, number).rows.stays} == {"Casa rifugio"}
    run(
        context,
        f"INSERT INTO address (version, op_id, person_id, street, protected) VALUES (1, :op, {mother}, 'Via Segreta 1', 1)",
    )
    found = view(context, number)
    assert found.rows.stays == ()
    assert found.rows.persons[mother].protected
    assert "Segreta" not in repr(found)
    writing.move(context, number, found.child, {"household": "Casa rifugio"}, into=home)
    assert len(view(context, number).rows.stays) == 3, "the child lives there: its own case may say so"


def test_guardians_and_teachers_lead_nowhere(context, number):
    guardian = writing.add_relative(context, number, {"kind": "guardian", "surname": "Moro", "given_name": "Ada"})
    other = cases.new_case(context, {"surname": "Neri", "given_name": "Ivo", "birth_date": "1/1/2016", "comune": "Rovetta"})
    writing.add_relative(context, other, {"kind": "guardian"}, existing=guardian)
    found = view(context, number)
    assert {p.surname for p in found.rows.persons.values()} == {"Rossi", "Verdi", "Moro"}
    assert found.tie(found.child, guardian) is None
    assert "does not prove" in sentence(None, "a", "b", None)


def test_responsibility_is_what_the_latest_order_in_force_says(context, number):
    found = view(context, number)
    mother, father = (person(found, *n).person_id for n in (("Verdi", "Anna"), ("Rossi", "Piero")))
    court = run(
        context, "INSERT INTO authority (version, op_id, name, match_key, kind) VALUES (1, :op, 'TM', 'tm', 'juvenile_court')"
    )

    def order(received, parent, measure, who=None, ended=None):
        made = run(
            context,
            "INSERT INTO court_order (version, op_id, authority_id, order_number, kind, received_on) "
            f"VALUES (1, :op, {court}, 'n. {received}', 'other', '{received}')",
        )
        run(
            context, f"INSERT INTO order_child (version, op_id, order_id, case_id, ended_on) VALUES (1, :op, {made}, 1, ?)", ended
        )
        run(
            context,
            "INSERT INTO order_parent (version, op_id, order_id, case_id, parent, person_id, measure) "
            f"VALUES (1, :op, {made}, 1, '{parent}', ?, '{measure}')",
            who,
        )

    assert found.responsibility(TODAY) == {}
    order("2025-01-10", "mother", "suspended")
    order("2025-06-10", "mother", "restored", mother)
    order("2025-03-01", "father", "removed")
    order("2025-09-01", "father", "restored", ended="2025-12-31")
    now = view(context, number)
    assert {p: r.measure for p, r in now.responsibility(TODAY).items()} == {"mother": "restored", "father": "removed"}
    assert now.responsibility(date(2025, 10, 1))["father"].measure == "restored"
    assert {p: r.measure for p, r in now.responsibility(date(2025, 2, 1)).items()} == {"mother": "suspended"}
    assert (now.responsible(mother, TODAY).number, now.responsible(father, TODAY).measure) == ("n. 2025-06-10", "removed")
    assert now.responsible(now.child, TODAY) is None


def test_the_words_of_kinship(context, number):
    mother = person(view(context, number), "Verdi", "Anna").person_id
    nonna = writing.add_relative(
        context, number, {"kind": "mother", "surname": "Belli", "given_name": "Rosa", "sex": "F"}, of=mother
    )
    stepfather = writing.add_relative(
        context, number, {"kind": "spouse", "surname": "Gallo", "given_name": "Ivo", "sex": "M"}, of=mother
    )
    found = view(context, number)
    names = {i: f"{p.given_name} {p.surname}" for i, p in found.rows.persons.items()}
    sexes = {i: p.sex for i, p in found.rows.persons.items()}
    tie = found.tie(found.child, nonna)
    assert sentence(tie, "Luca", "Rosa", "F") == (
        "Rosa is grandmother of Luca: kin in the direct line, degree 2 (artt. 74-76 c.c.)."
    )
    assert steps(tie, found.child, lambda i: names.get(i, "?"), lambda i: sexes.get(i)) == [
        "Luca Rossi",
        "→ mother: Anna Verdi (1)",
        "→ mother: Rosa Belli (2)",
    ]
    tie = found.tie(found.child, stepfather)
    assert sentence(tie, "Luca", "Ivo", "M") == "Ivo is stepfather of Luca: affines of degree 1, by marriage (art. 78 c.c.)."
    assert steps(tie, found.child, lambda i: names.get(i, "?"), lambda i: sexes.get(i))[-1] == "→ husband: Ivo Gallo (marriage)"
    tie = found.tie(nonna, stepfather)
    assert word(tie, "M") == "son-in-law"
    assert word(found.tie(stepfather, nonna), "F") == "mother-in-law"
    assert word(found.tie(stepfather, found.child), "M") == "stepson"
    assert "spouses are neither" in sentence(found.tie(mother, stepfather), "a", "b", "M")
    assert word(found.tie(mother, stepfather), "M") == "husband"


def test_far_kin(context):
    from minori_tui.domain.kinship import Kinship

    far = Kinship(4, 3, ())
    assert word(far, "F") == "relative"
    assert "sixth degree" in sentence(far, "a", "b", None)
    assert "collateral line, degree 7" in sentence(far, "a", "b", None)
    assert word(Kinship(2, 1, (), by_marriage=False), "F") == "aunt"
