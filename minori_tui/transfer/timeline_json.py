"""The timeline as JSON: codes and ISO days, the same in every language. Days ``to`` do not belong to what they end."""

from __future__ import annotations

import json
from typing import Any

from minori_tui.domain.timeline import Bar, Lane, Span, Timeline, TimeMark
from minori_tui.transfer.chronology import Chronology


def document(paper: Chronology) -> str:
    """The first case of a chronology as one document; the others under ``siblings``."""
    first, *others = (record(section.timeline) for section in paper.sections)
    return json.dumps(first | ({"siblings": others} if others else {}), ensure_ascii=False, indent=2)


def record(timeline: Timeline) -> dict[str, Any]:
    """One case."""
    return {"case": timeline.file_number, "lanes": [_lane(lane) for lane in timeline.lanes],
            "gaps": [_span(s) for s in timeline.gaps], "overlaps": [_span(s) for s in timeline.overlaps]}


def _lane(lane: Lane) -> dict[str, Any]:
    """Lanes of interventions are named by their kind; ``where`` tells those of one kind apart."""
    return {"name": lane.kind or lane.name, **({"where": lane.where} if lane.where else {}),
            "bars": [_bar(bar) for bar in lane.bars], "marks": [_mark(mark) for mark in lane.marks]}


def _bar(bar: Bar) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": bar.kind, "from": bar.since.isoformat(), "to": bar.to and bar.to.isoformat(),
                             "planned": bar.planned, "where": bar.where or None, bar.subject: bar.subject_id}
    if bar.planned_from:
        found["planned_from"] = bar.planned_from.isoformat()
    if bar.planned_to:
        found["planned_to"] = bar.planned_to.isoformat()
    if bar.pauses:
        found["suspended"] = [{"from": a.isoformat(), "to": b and b.isoformat()} for a, b in bar.pauses]
    return found


def _mark(mark: TimeMark) -> dict[str, Any]:
    at = mark.at.isoformat() + (f"T{mark.time}" if mark.time else "")
    return {"at": at, "kind": mark.kind, "state": mark.state or None, "text": mark.text or mark.title or None,
            **({mark.subject: mark.subject_id} if mark.subject != "deadline" else {"of": mark.subject_id})}


def _span(span: Span) -> dict[str, Any]:
    return {"rule": span.code, "from": span.since.isoformat(), "to": span.to and span.to.isoformat(),
            "interventions": [span.first_id, span.second_id]}
