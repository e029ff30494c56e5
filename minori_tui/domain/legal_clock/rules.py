"""The rules of the legal clock: one entry a rule and version, every code of the service's table of terms.

``verified``: the term itself was read in a text of the law or of a page that quotes it; otherwise ``note`` says what was read and
what is general knowledge, and the coordinator may adjust it. Days of entry into force: L. 149/2001 on 27 April 2001;
L. 206/2021 (art. 403 c.c.) for removals from 22 June 2022; D.Lgs. 149/2022 for proceedings begun from 28 February 2023 on
(the day the proceeding began is not recorded: the day of the order stands for it, as the note of those rules says).
"""

from __future__ import annotations

from datetime import date

from minori_tui.domain.legal_clock.removal_rules import REMOVAL_RULES
from minori_tui.domain.legal_clock.rule import ALWAYS, Rule

LAW_149_2001 = date(2001, 4, 27)
REFORM_2022 = date(2023, 2, 28)
OF_AGE_AT_18 = date(1975, 3, 10)  # L. 8 March 1975 n. 39

_REFORM = ("Read in the law. It applies to proceedings begun after 28 February 2023; the day of the order stands for the day the"
           " proceeding began, which is not recorded.")
_START = "start of the foster placement"
_ORDER = "day of the order"
_PLACEMENT_OVER = "The term is over when the placement ends or the court extends it: record the one or the other."
_CUSTODY_OVER = "The term is over when the custody ends or the court extends it: record the one or the other."
_CARE_OVER = "The term is over when the extended care ends: record its end."

FOSTER_RULES = (
    Rule("AFF-1", "Foster care: end of the 24 months", "art. 4 c. 4 L. 184/1983",
         LAW_149_2001, _START, 24, "M", "none", "service", (180, 90, 30),
         "The placement has no legal basis any more, unless the court has extended it.",
         in_force_to=REFORM_2022, settled_by=_PLACEMENT_OVER,
         note="Read in the law as it stands now; that the 24 months held before the reform of 2022 too is general knowledge."),
    Rule("AFF-1", "Foster care: end of the 24 months", "art. 4 c. 4 L. 184/1983",
         REFORM_2022, _START, 24, "M", "none", "service", (180, 90, 30),
         "The placement has no legal basis any more. There is no silent renewal: only the court extends it, when the prosecutor"
         " asks.",
         settled_by=_PLACEMENT_OVER,
         note="Read in the law."),
    Rule("AFF-2", "Foster care: ask for the extension", "art. 4 c. 4 L. 184/1983",
         REFORM_2022, "end of the foster placement", 90, "D", "none", "service", (30, 7),
         "Without a notice before the end the prosecutor cannot ask for the extension in time.",
         verified=False, backwards=True,
         note="Read in the law: before the end. How long before is the choice of the office (90 to 180 days are usual)."),
    Rule("AFF-3", "Foster care: half-yearly report", "art. 4 c. 3 L. 184/1983",
         LAW_149_2001, _START, 6, "M", "none", "service", (30, 7),
         "The court is not informed, as the service is bound to do.",
         verified=False,
         note="Read in the law: the duty to keep the judge informed. The half-year is quoted everywhere, its text was not read."),
    Rule("AFF-4", "Foster care: important event", "art. 4 c. 3 L. 184/1983",
         LAW_149_2001, "event of particular importance", None, None, "none", "service", (),
         "The judge must know without delay.",
         verified=False,
         note="General knowledge: without delay, without a term. The service decides what is important: no deadline is made."),
    Rule("AFF-5", "Foster care: decree of the judge", "art. 4 c. 1 L. 184/1983",
         LAW_149_2001, "agreement signed", 30, "D", "none", "other", (7,),
         "Until the decree of the guardianship judge a consensual placement is not executive.",
         verified=False,
         note="Read in the law: the guardianship judge makes it executive, without a term. The days are a reminder of the"
              " office."),
)

CUSTODY_RULES = (
    Rule("ASS-1", "Custody of the service: end of the term", "art. 5-bis c. 1 L. 184/1983",
         REFORM_2022, _ORDER, 24, "M", "none", "service", (180, 90, 30),
         "The custody of the service may not last longer than 24 months.", settled_by=_CUSTODY_OVER,
         note=_REFORM),
    Rule("ASS-2", "Custody of the service: report", "art. 5-bis c. 1 L. 184/1983",
         REFORM_2022, _ORDER, 6, "M", "none", "service", (30, 7),
         "The judge is not informed in the period of the order, which is never longer than six months.",
         note=_REFORM),
    Rule("ASS-3", "Custody: name of the responsible (15 d)", "art. 5-bis c. 4 L. 184/1983",
         REFORM_2022, "notification of the order", 15, "D", "holiday", "service", (10, 5, 2),
         "Court, parents and curator do not know who answers for the child.",
         note=_REFORM),
)

_COURT_TERM = "The judge fixed the term: missing it is a failure towards the court."
REPORT_RULES = (
    Rule("CPC-27", "Report to the court", "",
         ALWAYS, _ORDER, None, None, "none", "service", (30, 7),
         _COURT_TERM,
         in_force_to=REFORM_2022,
         note="The term stands in the order."),
    Rule("CPC-27", "Report to the court", "art. 473-bis.27 c.p.c.",
         REFORM_2022, _ORDER, None, None, "none", "service", (30, 7),
         _COURT_TERM,
         note=_REFORM),
)

HOME_RULES = (
    Rule("ART9-2", "Home: list to the prosecutor", "art. 9 c. 2 L. 184/1983",
         LAW_149_2001, "half-year (30 June, 31 December)", 6, "M", "none", "other", (30,),
         "The prosecutor does not learn how the child is.",
         active=False,
         note="Read in the law: every half-year, for all children of the home. 30 June and 31 December are the custom of the"
              " prosecutors. Off unless the coordinator turns it on: it is the duty of the home."),
    Rule("ART9-3", "Home: inspection by the prosecutor", "art. 9 c. 3 L. 184/1983",
         LAW_149_2001, "start of the placement", 6, "M", "none", "other", (),
         "No inspection in the half-year is recorded.",
         verified=False, active=False,
         note="General knowledge. Off unless the coordinator turns it on: it is the duty of the prosecutor."),
    Rule("ART9-4", "Private placement over six months", "art. 9 c. 4 L. 184/1983",
         LAW_149_2001, "start of the private placement", 6, "M", "none", "service", (30,),
         "Nobody outside the family knows of the child: whoever hosts it for longer must report it.",
         verified=False,
         note="Read: not longer than six months; the text of the law was not read. Private placements are not interventions of"
              " the service: no deadline is made."),
    Rule("PEI-1", "Home: educational plan (PEI)", "",
         ALWAYS, "start of the placement", 60, "D", "none", "other", (15,),
         "The child lives in a home without a plan.",
         verified=False,
         note="General knowledge: after an observation of 30 to 60 days; a rule of the Region."),
    Rule("PEI-2", "Home: verification of the plan (PEI)", "",
         ALWAYS, "day of the plan", 6, "M", "none", "other", (30, 7),
         "Nobody has verified the plan in the half-year.",
         verified=False,
         note="Read for Emilia-Romagna (D.G.R. 1904/2011): at least every half-year. To be confirmed for Lombardy."),
    Rule("ADM-1", "Home support: project and updates", "",
         ALWAYS, "start of the home support, or day of the project", 4, "M", "none", "service", (15,),
         "The home support goes on without a project that is up to date.",
         verified=False,
         note="Read in the terms of one provider: every four months. The contract decides (3 to 6 months are usual)."),
)

_BIRTHDAY = "birthday"
AGE_RULES = (
    Rule("AGE-6", "Six years: until then a family home", "art. 2 c. 2 L. 184/1983",
         LAW_149_2001, _BIRTHDAY, 6, "Y", "none", "service", (),
         "Under six only a home of family type may take the child.",
         lapses=True,
         note="Read in the law."),
    Rule("AGE-12", "Twelve years: the child must be heard", "art. 4 c. 1 L. 184/1983",
         LAW_149_2001, _BIRTHDAY, 12, "Y", "none", "service", (30,),
         "From this day on the child must be heard before a foster placement.",
         lapses=True,
         note="Read in the law."),
    Rule("AGE-14", "Fourteen years: may ask for a curator", "art. 473-bis.8 c.p.c.",
         REFORM_2022, _BIRTHDAY, 14, "Y", "none", "service", (30,),
         "From this day on the child may ask for a special representative, and answers under criminal law.",
         lapses=True,
         note="Read in the law; the criminal law is general knowledge."),
    Rule("AGE-18", "18 years: close, or extended care", "art. 2 c.c.; art. 25 R.D.L. 1404/1934; art. 13 c. 2 L. 47/2017",
         OF_AGE_AT_18, _BIRTHDAY, 18, "Y", "none", "service", (365, 183, 92),
         "The case closes, unless the court extends the care: that is to be asked for before.",
         note="Read in the law: the age. The days of the warnings are the choice of the office."),
    Rule("AGE-21", "21 years: extended care ends", "art. 25 R.D.L. 1404/1934; art. 13 c. 2 L. 47/2017",
         OF_AGE_AT_18, _BIRTHDAY, 21, "Y", "none", "service", (183,),
         "Extended care ends on this day, without exception.", settled_by=_CARE_OVER,
         note="Read in the law."),
)

OFFICE_RULES = (
    Rule("ALBO", "Lawyers' roster: end of the term", "",
         ALWAYS, "last day of the three years", None, None, "none", "service", (183,),
         "The roster lapses: the new notice is to be published before.",
         note="Read: the roster follows the three years of the social plan. The warning is the choice of the office."),
    Rule("REVIEW", "Planned review", "",
         ALWAYS, "day planned by the operators", None, None, "none", "service", (7,),
         "The review that the operators planned does not take place.",
         note="No law: a date of the office."),
    Rule("INQ", "Inquiry: term of the court", "",
         ALWAYS, "term given by the court", None, None, "none", "service", (30, 7),
         _COURT_TERM,
         note="No law sets it: the term stands in the order."),
    Rule("PLAN-END", "Planned end of an intervention", "",
         ALWAYS, "end planned by the operators", None, None, "none", "service", (30,),
         "The intervention goes on without a plan.",
         note="No law: a date of the office."),
)

RULES: tuple[Rule, ...] = (*REMOVAL_RULES, *FOSTER_RULES, *CUSTODY_RULES, *REPORT_RULES, *HOME_RULES, *AGE_RULES, *OFFICE_RULES)
"""Every rule in every version, in the order of the table; versions of a code from the oldest to the newest."""

LAPSING = frozenset(rule.code for rule in RULES if rule.lapses)
"""Codes of the rules that are never overdue: after their day nothing is left to do."""
