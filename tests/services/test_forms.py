"""From what was typed to what is stored: one parser a field, all problems at once, in the order of the form."""

from datetime import date

import pytest

from minori_tui.data.codes import load_list
from minori_tui.domain.errors import InvalidFields
from minori_tui.domain.fields import date_of, person_name, text_of, yes_no
from minori_tui.services.case_fields import CODE_LISTS, assignment_parsers, case_parsers, closing_parsers, new_case_parsers
from minori_tui.services.events import event_parsers
from minori_tui.services.forms import code_of, municipality, read_form

TODAY = date(2026, 3, 2)
PARSERS = {"surname": person_name, "born": date_of("birth"), "msna": yes_no, "note": text_of(), "comune": municipality,
           "source": code_of("referral_source", list(load_list("referral_source")))}


def test_given_empty_and_absent_fields():
    read = read_form({"surname": " rossi ", "note": "-", "msna": "no", "born": "4/5/15"}, PARSERS, (), TODAY)
    assert read == {"surname": "Rossi", "note": None, "msna": 0, "born": "2015-05-04"}


def test_all_problems_in_the_order_of_the_form():
    with pytest.raises(InvalidFields) as caught:
        read_form({"altro": "1", "source": "?!", "born": "boh", "surname": ""}, PARSERS, ("surname", "born", "comune"), TODAY)
    found = [(p.field, p.code) for p in caught.value.problems]
    assert [f for f, _ in found] == ["surname", "born", "comune", "source", "altro"]
    assert dict(found)["surname"] == dict(found)["comune"] == "required"
    assert caught.value.facts == {"count": 5}


@pytest.mark.parametrize(("text", "code"), [("Clusone", "C800"), ("CLUSONE", "C800"), ("c800", "C800"), ("Castro (LE)", "M261"),
                                            ("Castro BG", "C337"), ("Marocco", "Z330")])
def test_municipalities(text, code):
    assert read_form({"comune": text}, PARSERS, ("comune",), TODAY) == {"comune": code}


@pytest.mark.parametrize(("text", "code"), [("Clusona", "unknown-place"), ("X999", "unknown-place"), ("Castro", "several-places"),
                                            ("0123", "unknown-place")])
def test_municipalities_that_are_not_one(text, code):
    with pytest.raises(InvalidFields) as caught:
        read_form({"comune": text}, PARSERS, (), TODAY)
    assert caught.value.problems[0].code == code


def test_codes_by_code_and_by_either_label():
    item = load_list("referral_source")[0]
    for text in (item.code, item.label_it.upper(), item.label_en):
        assert read_form({"source": text}, PARSERS, (), TODAY) == {"source": item.code}
    with pytest.raises(InvalidFields) as caught:
        read_form({"source": item.label_it + " qq"}, PARSERS, (), TODAY)
    assert item.label_en in caught.value.problems[0].facts["choices"]


def test_every_list_of_a_field_exists_and_belongs_to_a_field():
    fields = {**new_case_parsers(), **case_parsers(), **closing_parsers(), **assignment_parsers(), **event_parsers()}
    for field, name in CODE_LISTS.items():
        assert field in fields
        assert load_list(name)
