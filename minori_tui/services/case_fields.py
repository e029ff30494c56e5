"""The fields of a case as forms and commands know them: their names, their parsers, which are needed."""

from __future__ import annotations

from functools import cache

from minori_tui.data.codes import load_list
from minori_tui.domain.fields import Parser, date_of, email, note, person_name, phone, sex, tax_code, text_of, yes_no
from minori_tui.services.forms import code_of, municipality


@cache
def case_parsers() -> dict[str, Parser]:
    """The fields of the card of a case, in the order of the form."""
    return {
        "surname": person_name, "given_name": person_name, "sex": sex, "birth_date": date_of("birth"), "birth_place": text_of(),
        "fiscal_code": tax_code, "citizenship": code_of("citizenship", list(load_list("citizenship"))), "comune": municipality,
        "address": text_of(), "protected_address": yes_no, "phone": phone, "email": email, "msna": yes_no, "school": text_of(),
        "review_on": date_of("future"), "legal_situation": text_of(), "strengths": note, "notes": note,
    }


@cache
def new_case_parsers() -> dict[str, Parser]:
    """The fields of a new case: the card, and what is known at the beginning only."""
    return case_parsers() | {
        "opened_on": date_of("past"), "referral_source": code_of("referral_source", list(load_list("referral_source"))),
        "referral_date": date_of("past"), "mother": person_name, "father": person_name, "social_worker": text_of(),
    }


@cache
def closing_parsers() -> dict[str, Parser]:
    """The fields that close a case."""
    return {"closed_on": date_of("past"), "closing_reason": code_of("closing_reason", list(load_list("closing_reason"))),
            "closing_note": note}


@cache
def assignment_parsers() -> dict[str, Parser]:
    """The fields of an assignment."""
    return {"operator": text_of(), "role": code_of("assignment_role", list(load_list("assignment_role"))),
            "valid_from": date_of("past")}


NEEDED = ("surname", "given_name", "birth_date", "comune")
"""Without these a case cannot be told from another or counted for its municipality."""
CODE_LISTS = {"citizenship": "citizenship", "referral_source": "referral_source", "closing_reason": "closing_reason",
              "role": "assignment_role", "kind": "event_kind", "nature": "event_nature", "outcome": "event_outcome"}
"""Which code list gives the values of a field (F4)."""
