"""An invented child with everything a timeline can show: orders, placements that touch, overlap and leave a gap, supervised
contact held and missed, home education suspended for a while, reports, a brother in the same household."""

from __future__ import annotations

from datetime import date, timedelta

from minori_tui.services import events, interventions, orders, records
from minori_tui.services.cases import new_case
from minori_tui.services.context import Context
from minori_tui.services.family_writing import add_relative

CHILD = {"surname": "Balduzzi", "given_name": "Mattia", "birth_date": "03/05/2016", "comune": "Clusone", "sex": "M",
         "mother": "Fantoni Elisa", "father": "Balduzzi Remo", "social_worker": "Rossi Marta",
         "opened_on": "02/09/2024"}
BROTHER = CHILD | {"given_name": "Simone", "birth_date": "11/11/2019"}
DECREE = {"authority": "Tribunale per i minorenni di Brescia", "kind": "foster_care", "order_number": "1204/25",
          "filed_on": "15/09/2025", "received_on": "18/09/2025", "duration_months": "24", "report_every_months": "6"}
WHY = {"why_not_home": "Trascuratezza grave.", "why_not_foster": "Nessuna famiglia disponibile."}
STAYS = (
    {"kind": "COM", "started_on": "10/02/2025", "ended_on": "30/06/2025", "provider": "Casa San Rocco", **WHY},
    {"kind": "COM", "started_on": "20/07/2025", "ended_on": "01/10/2025", "provider": "Il Larice", **WHY},
    {"kind": "AFF", "started_on": "24/09/2025", "planned_end": "24/09/2027", "family": "Fam. Poli-Ferri"},
)


def tell(context: Context) -> str:
    """Write it all down; returns the file number of the child. The clock of the context stands on 20 or 22 November 2026."""
    number = new_case(context, CHILD)
    brother = new_case(context, BROTHER)
    add_relative(context, number, {"kind": "sibling"}, existing=records.peek(context, brother).person_id)
    orders.add_order(context, number, DECREE)
    for stay in STAYS:
        interventions.add(context, number, {"consent": "judicial", **stay})
    interventions.add(context, number, {"kind": "ADM", "started_on": "01/10/2024", "planned_end": "30/09/2026",
                                        "provider": "coop. Sottosopra", "weekly_hours": "4", "consent": "consensual"})
    interventions.add(context, number, {"kind": "IP", "started_on": "01/03/2026", "provider": "Spazio neutro",
                                        "with_whom": "madre"})
    interventions.add(context, number, {"kind": "PSI", "planned_start": "01/12/2026", "planned_end": "30/06/2027",
                                        "provider": "Consultorio"})
    interventions.add(context, brother, {"kind": "ADM", "started_on": "15/01/2026", "provider": "coop. Sottosopra"})
    day, outcomes = date(2026, 3, 7), ("held", "held", "missed", "held", "cancelled", "held", "late", "held")
    for n in range(17):
        events.add_event(context, number, {
            "at": f"{day + timedelta(days=14 * n):%d/%m/%Y} 14:30", "kind": "supervised_contact", "nature": "fact",
            "outcome": outcomes[n % len(outcomes)], "by_whom": "educatrice Bassi",
            "text": f"Incontro numero {n + 1} con la madre."})
    entries = (
        ("03/09/2024 09:00", "interview", "", "", "Primo colloquio con Elisa Fantoni."),
        ("12/02/2026 10:00", "home_visit", "", "", "Visita alla famiglia affidataria: Mattia è sereno."),
        ("10/03/2026", "report_sent", "", "", "Relazione semestrale al Tribunale."),
        ("05/05/2026 11:30", "hearing", "", "", "Udienza davanti al giudice relatore."),
        ("20/05/2026", "note", "", "sì", "Appunto riservato dell'assistente sociale."),
        ("15/11/2026 16:00", "telephone", "", "", "Telefona la scuola <b>& chiede</b> un incontro."),
        ("15/11/2026 17:00", "telephone", "", "", "Telefona il padre."))
    for at, kind, outcome, reserved, text in entries:
        events.add_event(context, number, {"at": at, "kind": kind, "nature": "fact", "outcome": outcome, "reserved": reserved,
                                           "text": text})
    return number
