"""The panes of a case, in the order of their tabs."""

from __future__ import annotations

from minori_tui.screens.case.card import Card
from minori_tui.screens.case.deadlines import Deadlines
from minori_tui.screens.case.diary import Diary
from minori_tui.screens.case.family import FamilyPane
from minori_tui.screens.case.interventions import Interventions
from minori_tui.screens.case.orders import OrdersPane
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.register import Register
from minori_tui.screens.case.timeline import TimelinePane


def make_panes(label: Labeller) -> list[CasePane]:
    """One of each."""
    return [Card(label), TimelinePane(label), Interventions(label), OrdersPane(label), Deadlines(label),
            FamilyPane(label), Diary(label), Register(label)]
