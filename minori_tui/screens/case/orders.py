"""Provvedimenti: the orders about the child, the latest first, and the whole of the selected one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minori_tui.commands import order_keys
from minori_tui.i18n import N_, _, n_
from minori_tui.screens import show
from minori_tui.screens.case.order_text import standing, whole
from minori_tui.screens.case.pane import CasePane, Labeller
from minori_tui.screens.case.text_pane import TextPane
from minori_tui.screens.dialogs.picker import Filtered
from minori_tui.services import hearings, orders, roles
from minori_tui.services.context import Context
from minori_tui.services.hearings import HearingView
from minori_tui.services.orders import OrderView
from minori_tui.services.records import CaseView
from minori_tui.services.roles import RoleView
from minori_tui.widgets.columns import Column
from minori_tui.widgets.record_table import ListRow, RecordTable, Row

COLUMNS = (
    Column("received", N_("Arrival"), 10), Column("authority", N_("Authority"), 10, grow=1),
    Column("kind", N_("What it orders"), 20, grow=3), Column("number", N_("Number"), 9, grow=1),
    Column("registry", N_("R.G."), 10, min_terminal_width=110), Column("report", N_("Report"), 8, min_terminal_width=110),
    Column("state", N_("State"), 21),
)
_NONE = N_("No court order yet: F6 enters one")


@dataclass(frozen=True, slots=True)
class Found:
    """What the pane shows."""

    orders: Sequence[OrderView]
    roles: Sequence[RoleView]
    hearings: Sequence[HearingView]


class OrdersPane(CasePane):
    """The list above, the order below."""

    NAME, TITLE, COMMANDS = "orders", N_("Orders"), order_keys.PANE

    DEFAULT_CSS = """
    OrdersPane RecordTable { height: 1fr; }
    OrdersPane TextPane { height: 60%; min-height: 8; }
    """

    def __init__(self, label: Labeller) -> None:
        super().__init__(label)
        self._found = Found((), (), ())
        self._by_id: dict[object, OrderView] = {}
        self.table = RecordTable(COLUMNS, empty=_NONE)
        self.table.cursor_hook = self._selected
        self.detail = TextPane()

    def compose(self) -> list[RecordTable | TextPane]:
        """List and text; Tab goes to the text, to scroll a long one."""
        return [self.table, self.detail]

    @property
    def current(self) -> OrderView | None:
        """The selected order."""
        row = self.table.current
        return self._by_id.get(row.key) if row else None

    def read(self, context: Context, view: CaseView) -> Found:
        """The orders, and what stands beside them."""
        return Found(orders.of_case(context, view.case_id), roles.of_case(context, view.case_id),
                     hearings.of_case(context, view.case_id))

    def show(self, found: Found, view: CaseView) -> None:
        """Show the orders."""
        self._found = found
        self._by_id = {o.order_id: o for o in found.orders}
        self.table.show(Filtered([self._row(o) for o in found.orders]), keep_place=True)
        self.go_to_wished(self.table, [o.order_id for o in found.orders])
        self._selected(self.table.current)

    def target(self) -> RecordTable:
        """The list."""
        return self.table

    def standing(self) -> str:
        """How many there are."""
        today = self.case.session.context.clock.today()
        held = sum(roles.in_force(r, today) for r in self._found.roles)
        return " · ".join((n_("{count} order", "{count} orders", len(self._by_id)), n_("{count} role", "{count} roles", held),
                           n_("{count} hearing", "{count} hearings", len(self._found.hearings))))

    def open_selected(self) -> None:
        """Enter: change the order."""
        self.action_edit_order()

    def _row(self, seen: OrderView) -> ListRow:
        kind = self.label("order_kind", seen.what)
        if seen.others:
            kind = f"+{len(seen.others)} {kind}"
        report = n_("{count} month", "{count} months", seen.report_every_months) if seen.report_every_months else ""
        return ListRow(seen.order_id, (
            show.day(seen.received_on or seen.filed_on), seen.office.short, kind, seen.order_number or "",
            seen.registry_number or "", report, standing(seen, self.case.session.context.clock.today(), short=True)))

    def _selected(self, row: Row | None) -> None:
        seen = self._by_id.get(row.key) if row else None
        today = self.case.session.context.clock.today()
        self.detail.say(whole(seen, self.label, today, self._found.roles, self._found.hearings) if seen else "")

    # ---- what can be done

    def why_not_order(self) -> str | None:
        """There must be an order."""
        return None if self.current else _(_NONE)

    def action_new_order(self) -> None:
        """Enter an order."""
        from minori_tui.screens.case.order_forms import NewOrder

        if self.case.view is not None:
            self.app.push_screen(NewOrder(self.case.session, self.case.view, self._found.orders), self.case.done)

    def action_edit_order(self) -> None:
        """Change the selected order."""
        from minori_tui.screens.case.order_forms import EditOrder

        if self.case.view is not None and self.current is not None:
            self.app.push_screen(EditOrder(self.case.session, self.case.view, self._found.orders, self.current), self.case.done)

    def action_end_order(self) -> None:
        """End the selected order."""
        from minori_tui.screens.case.order_forms import EndOrder

        if self.case.view is not None and self.current is not None:
            self.app.push_screen(EndOrder(self.case.session, self.case.view, self.current), self.case.done)

    def action_roles(self) -> None:
        """The roles of the case."""
        from minori_tui.screens.case.order_parts import RolesScreen

        if self.case.view is not None:
            self.app.push_screen(RolesScreen(self.case.session, self.case.view, self.label))

    def action_hearings(self) -> None:
        """The hearings of the case."""
        from minori_tui.screens.case.order_parts import HearingsScreen

        if self.case.view is not None:
            self.app.push_screen(HearingsScreen(self.case.session, self.case.view, self.label))
