"""What an agenda shows, put into the office of ``screens_kit``: a removal yesterday, foster care, a custody, an appointment.

It is Friday 20 November 2026, noon."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from minori_tui.domain.clock import FixedClock
from minori_tui.screens.session import Session
from minori_tui.services.events import add_event
from minori_tui.services.interventions import add as add_intervention
from minori_tui.services.orders import add_order

TOBIA, IRMA, GIANNA, NICCOLO, UGO = "2026/0001", "2026/0002", "2025/0001", "2026/0003", "2026/0004"


def busy(session: Session) -> None:
    """Niccolò was removed yesterday at 16:00, Irma is in foster care over 24 months, Tobia is in the custody of the service."""
    context = session.context
    add_order(context, NICCOLO, {"authority": "Sindaco di Ardesio", "kind": "emergency_removal",
                                 "occurred_at": "19/11/2026 16:00", "filed_on": "19/11/2026"})
    add_intervention(context, IRMA, {"kind": "AFF", "started_on": "12/10/2024", "consent": "consensual", "family": "Fam. Oro"})
    add_order(context, TOBIA, {"authority": "Tribunale per i minorenni di Brescia", "kind": "service_custody",
                               "order_number": "77/26", "filed_on": "02/11/2026", "received_on": "16/11/2026",
                               "report_every_months": "6"})
    add_event(context, UGO, {"at": "23/11/2026 14:30", "kind": "supervised_contact", "by_whom": "educatrice Viola",
                             "text": "Spazio neutro di Gromo"})


def later(session: Session, **time: int) -> None:
    """So much later, on the clock that stands still."""
    moment = session.context.clock.now() + timedelta(**time)
    session.context = replace(session.context, clock=FixedClock(datetime.fromisoformat(moment.isoformat())))
