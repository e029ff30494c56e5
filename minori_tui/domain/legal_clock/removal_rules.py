"""The rules of the emergency removal: art. 403 c.c. as rewritten by art. 1 c. 27 L. 206/2021, from 22 June 2022 on.

Paragraphs 1 to 4 were read; of 5 to 8 the contents list only: their terms are general knowledge and may be adjusted. Hours are
counted to the minute and never roll. Terms in days end as art. 155 c.p.c. says; only the appeal is an act of a party outside a
hearing, for which a Saturday moves on. The suspension of terms in August is taken not to apply.
"""

from __future__ import annotations

from datetime import date

from minori_tui.domain.legal_clock.rule import Rule

LAW_206_2021 = date(2022, 6, 22)

_PLACED = "the child placed in safety (minute)"
_TERM_READ = "Read in the law: the term. That lateness makes the order lose effect is general knowledge."
_KNOWN = "General knowledge: the paragraphs from the fifth on were not read."
_LOST = "Lateness makes the order lose effect."

REMOVAL_RULES = (
    Rule("A403-1", "Art. 403: tell the prosecutor at once", "art. 403 c. 2 c.c.",
         LAW_206_2021, _PLACED, 0, "H", "none", "service", (),
         "The prosecutor cannot act at once. Note the time of the call and the magistrate on duty.",
         note="Read in the law."),
    Rule("A403-2", "Art. 403: papers to the prosecutor, 24 h", "art. 403 c. 2 c.c.",
         LAW_206_2021, _PLACED, 24, "H", "none", "service", (),
         _LOST,
         note=_TERM_READ),
    Rule("A403-3", "Art. 403: prosecutor's request, 72 h", "art. 403 c. 3 c.c.",
         LAW_206_2021, "the papers received (minute)", 72, "H", "none", "other", (),
         _LOST,
         note=_TERM_READ),
    Rule("A403-4", "Art. 403: decree on validation, 48 h", "art. 403 c. 4 c.c.",
         LAW_206_2021, "the prosecutor's request (minute)", 48, "H", "none", "other", (),
         _LOST,
         note=_TERM_READ),
    Rule("A403-5", "Art. 403: hearing within 15 days", "art. 403 c. 4 c.c.",
         LAW_206_2021, "day of the decree on validation", 15, "D", "holiday", "other", (5, 2),
         "The removal is not examined in time. The service must be ready with a report.",
         note="Read in the law: fifteen days. From which day is not said: the day of the decree is assumed."),
    Rule("A403-6", "Art. 403: notification, 48 h", "art. 403 c. 5 c.c.",
         LAW_206_2021, "the decree on validation (minute)", 48, "H", "none", "other", (),
         "Parents and curator do not know of petition and decree.",
         verified=False,
         note=_KNOWN),
    Rule("A403-7", "Art. 403: decree of the panel, 15 d", "art. 403 c. 6 c.c.",
         LAW_206_2021, "day of the hearing", 15, "D", "holiday", "other", (5, 2),
         _LOST,
         verified=False,
         note=_KNOWN),
    Rule("A403-8", "Art. 403: appeal within 10 days", "art. 403 c. 7 c.c.",
         LAW_206_2021, "communication of the panel's decree", 10, "D", "procedural", "other", (5, 2),
         "The term is peremptory: after it the decree can no longer be appealed against.",
         verified=False, lapses=True,
         note=_KNOWN),
    Rule("A403-9", "Art. 403: court of appeal, 60 days", "art. 403 c. 7 c.c.",
         LAW_206_2021, "day the appeal was filed", 60, "D", "holiday", "other", (10,),
         "The decision of the court of appeal is late.",
         verified=False,
         note=_KNOWN),
)
