"""Reports: what goes into which section, from when, nothing lost, nothing reserved leaked, the same again."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from minori_tui.domain.errors import InvalidFields, InvalidInput, NotFound
from minori_tui.i18n import language, set_language
from minori_tui.services import cases, due, events, interventions, journal, orders, records, reports
from minori_tui.services.reports import Wanted

TM = "TM Brescia"
ORDER = {
    "authority": TM,
    "kind": "service_custody",
    "order_number": "1204/25",
    "registry_number": "345/2025",
    "filed_on": "1/9/2025",
    "received_on": "3/9/2025",
    "report_every_months": "6",
    "duration_months": "24",
}


@pytest.fixture(autouse=True)
def _english():
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def number(context, child):
    made = cases.new_case(context, child | {"opened_on": "1/2/2025"})
    orders.add_order(context, made, ORDER)
    interventions.add(context, made, {"kind": "MON", "started_on": "10/9/2025", "consent": "judicial"})
    for at, nature, text, reserved in (
        ("10/9/2025", "statement", "La madre dice di sì", ""),
        ("5/9/2025 9:30", "fact", "Visita fatta", ""),
        ("1/10/2025", "evaluation", "Legame buono", ""),
        ("2/10/2025", "", "Non si sa che cosa sia", ""),
        ("3/10/2025", "fact", "Segreto", "sì"),
    ):
        events.add_event(
            context,
            made,
            {"at": at, "kind": "interview", "nature": nature, "text": text, "reserved": reserved, "author": "Anna Verdi"},
        )
    return made


def texts(report, section):
    return [entry["text"] for entry in report.content["sections"][section]]


def whole(report):
    return "\n".join(" ".join(line[1:]) for line in report.content["lines"])


def problems(call):
    with pytest.raises(InvalidFields) as caught:
        call()
    return [(p.field, p.code) for p in caught.value.problems]


def test_three_sections_each_entry_with_its_source(context, number):
    made = reports.draft(context, number, Wanted(method="Colloqui e osservazione"))
    assert [texts(made, s) for s in ("facts", "statements", "evaluations", "unclassified")] == [
        ["Visita fatta"],
        ["La madre dice di sì"],
        ["Legame buono"],
        ["Non si sa che cosa sia"],
    ]
    assert made.content["sections"]["left_out"] == [5]
    said = whole(made)
    assert "Entry 2 of 05/09/2025 09:30 · Interview · by Anna Verdi" in said
    assert "Method Colloqui e osservazione" in said
    assert "Proceeding 345/2025" in said
    assert "Custody of the social service · Tribunale per i Minorenni di Brescia · 1204/25" in said
    assert "Monitoring · since 10/09/2025" in said
    assert "1 reserved entry is left out." in said
    assert "Segreto" not in repr(made)
    assert (made.authority, made.since, made.until, made.sent_on) == (
        "Tribunale per i Minorenni di Brescia",
        None,
        "2026-03-02",
        None,
    )


def test_a_method_is_asked_for_where_there_are_evaluations(context, number):
    assert "Method TO BE FILLED IN" in whole(reports.draft(context, number, Wanted()))
    assert "Method" not in whole(reports.draft(context, number, Wanted(since="1/12/2025")))


def test_reserved_entries_go_in_only_one_by_one(context, number):
    assert reports.reserved_in(context, 1) == [5]
    made = reports.draft(context, number, Wanted(reserved=[5]))
    assert texts(made, "facts") == ["Visita fatta", "Segreto"]
    assert "· reserved" in whole(made)


def test_the_next_report_begins_after_the_last_and_loses_nothing(context, number, later):
    first = reports.draft(context, number, Wanted(until="15/9/2025"))
    assert texts(first, "statements") == ["La madre dice di sì"]
    assert texts(first, "evaluations") == []
    again = reports.draft(context, number, Wanted())
    assert again.since is None, "a draft that was not sent is no report"
    event = reports.send(context, first, "1/3/2026")
    sent = reports.again(context, first.report_id)
    assert (sent.sent_on, sent.event_id) == ("2026-03-01", event)
    assert records.event(context, event).kind == "report_sent"
    events.add_event(context, number, {"at": "7/9/2025", "kind": "note", "nature": "fact", "text": "Scritto dopo"})
    second = reports.draft(later(context, 2026, 4, 1), number, Wanted())
    assert second.since == "2025-09-16"
    assert texts(second, "facts") == ["Scritto dopo"]
    assert "written after the last report" in whole(second)
    assert texts(second, "evaluations") == ["Legame buono"]
    other = reports.draft(context, number, Wanted(authority="Procura minorile Brescia"))
    assert other.since is None, "another authority has not had one"


def test_reports_that_only_the_diary_tells_of(context, number):
    events.add_event(
        context,
        number,
        {"at": "1/10/2025", "kind": "report_sent", "text": "Relazione", "by_whom": "Tribunale per i minorenni di Brescia"},
    )
    events.add_event(context, number, {"at": "1/12/2025", "kind": "report_sent", "text": "Relazione", "by_whom": "Scuola"})
    made = reports.draft(context, number, Wanted())
    assert made.since == "2025-10-01"
    assert texts(made, "evaluations") == ["Legame buono"]


def test_the_same_again_whatever_happened_since(context, number):
    made = reports.draft(context, number, Wanted())
    papers = {}
    for wanted in reports.FORMATS:
        stream = io.BytesIO()
        reports.write(context, made, wanted, stream)
        papers[wanted] = stream.getvalue()
    events.correct_event(context, records.event(context, 2), {"text": "Altro"})
    cases.edit_case(context, records.peek(context, number), {"surname": "Bianchi"})
    set_language("it")
    old = reports.again(context, made.report_id)
    assert old.content == made.content
    for wanted in ("odt", "md"):
        stream = io.BytesIO()
        reports.write(context, old, wanted, stream)
        assert stream.getvalue() == papers[wanted]
    stream = io.BytesIO()
    reports.write(context, old, "docx", stream)
    first, second = (Document(io.BytesIO(b)) for b in (papers["docx"], stream.getvalue()))
    assert [p.text for p in first.paragraphs] == [p.text for p in second.paragraphs]
    assert next(p.text for p in second.paragraphs if p.style.name == "Heading 1") == "1. Facts ascertained"
    assert second.tables[0].rows[0].cells[1].text == "Tribunale per i Minorenni di Brescia"
    assert second.core_properties.author == ""


def test_who_took_a_paper_out_is_written_down(context, number, tmp_path):
    made = reports.draft(context, number, Wanted())
    reports.write(context, made, "md", tmp_path / "r.md")
    assert (tmp_path / "r.md").stat().st_mode & 0o777 == 0o600
    seen = journal.register(context, 1)[2]
    assert (seen[0].act, seen[0].detail) == ("export", f"report {made.report_id} md")
    with pytest.raises(InvalidInput):
        reports.write(context, made, "md", tmp_path / "r.md")
    with pytest.raises(InvalidInput):
        reports.write(context, made, "pdf", tmp_path / "r.pdf")


def test_sent_once_and_not_before_its_end(context, number):
    made = reports.draft(context, number, Wanted(until="28/2/2026"))
    assert problems(lambda: reports.send(context, made, "27/2/2026")) == [("sent_on", "before-end")]
    assert [f for f, _code in problems(lambda: reports.send(context, made, "9/9/2030"))] == ["sent_on"]
    reports.send(context, made, "oggi")
    assert problems(lambda: reports.send(context, reports.again(context, made.report_id), "oggi")) == [
        ("sent_on", "sent-already")
    ]
    journal.undo(context)
    assert reports.again(context, made.report_id).sent_on is None
    assert [r.report_id for r in reports.of_case(context, 1)] == [made.report_id]
    with pytest.raises(NotFound):
        reports.again(context, 99)


def test_a_sent_report_meets_a_deadline_and_the_next_paper_says_so(context, number, later):
    open_ = reports.pending(context, 1)
    assert open_
    assert open_[0].deadline.rule.code == "ASS-2"
    made = reports.draft(context, number, Wanted())
    reports.send(context, made, "oggi")
    reports.mark(context, reports.again(context, made.report_id), open_[0].key)
    done = next(i for i in due.of_case(context, 1) if i.key == open_[0].key)
    assert done.deadline.done_at == date(2026, 3, 2)
    assert done.evidence == f"Update report no. {made.report_id}"
    said = whole(reports.draft(later(context, 2026, 5, 1), number, Wanted(since="1/3/2026")))
    assert "5. Terms met in the period" in said
    assert "done on 02/03/2026" in said


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(Wanted(until="3/3/2026"), [("until", "future")]), (Wanted(since="2/3/2026", until="1/3/2026"), [("since", "after-until")])],
)
def test_periods_that_cannot_be(context, number, wanted, found):
    assert problems(lambda: reports.draft(context, number, wanted)) == found
    assert reports.of_case(context, 1) == []


def test_without_any_order_nobody_is_addressed(context, child):
    number = cases.new_case(context, child)
    made = reports.draft(context, number, Wanted(since=""))
    assert made.authority is None
    assert "Addressed to TO BE FILLED IN" in whole(made)
    assert "Nothing is recorded in the period." in whole(made)
    assert "None is recorded." in whole(made)
    assert problems(lambda: reports.draft(context, number, Wanted(authority="Nessuno"))) == [("authority", "unknown-authority")]
    assert problems(lambda: reports.draft(context, number, Wanted(since="mai"))) == [("since", "date-format")]
