"""The commands of the court orders, roles and hearings."""

from __future__ import annotations

from minori_tui.commands.registry import Command
from minori_tui.i18n import N_

ORDERS = N_("Court orders")

NEW = Command("order.new", ("f6", "n"), "new_order", N_("New"), N_("Enter a court order"), footer=True, group=ORDERS)
EDIT = Command("order.edit", ("f9", "e"), "edit_order", N_("Edit"), N_("Change the selected order"), footer=True, group=ORDERS,
               why_not="why_not_order")
END = Command("order.end", ("x",), "end_order", N_("End"), N_("End the selected order: revoked, replaced, run out"), group=ORDERS,
              why_not="why_not_order")
ROLES = Command("order.roles", ("r",), "roles", N_("Roles"),
                N_("Guardian, special representative, lawyers, carers to be summoned"), footer=True, group=ORDERS)
HEARINGS = Command("order.hearings", ("h",), "hearings", N_("Hearings"), N_("Hearings, and when the foster carers were summoned"),
                   group=ORDERS)
CHILDREN = Command("order.children", ("f7",), "children", N_("Siblings"), N_("Brothers and sisters the order is about too"),
                   footer=True, group=ORDERS, why_not="why_not_children")

PART_NEW = Command("part.new", ("f6", "n"), "new_part", N_("New"), N_("Enter a new one"), footer=True, group=ORDERS)
PART_EDIT = Command("part.edit", ("f9", "e", "enter"), "edit_part", N_("Edit"), N_("Change the selected one"), footer=True,
                    group=ORDERS, why_not="why_not_part")
ROLE_END = Command("role.end", ("x",), "end_part", N_("End"), N_("End the selected role on a day"), footer=True, group=ORDERS,
                   why_not="why_not_part")
TICK = Command("children.tick", ("space",), "tick", N_("Tick"), N_("The order is about this child too, or is not"), footer=True,
               group=ORDERS)
OUTCOME = Command("children.outcome", ("enter",), "outcome", N_("Outcome"), N_("What is ordered for this child, when it differs"),
                  footer=True, group=ORDERS)

PANE = (NEW, EDIT, ROLES, HEARINGS, END)
"""On the orders of a case."""
PARTS = (PART_NEW, PART_EDIT)
"""On the hearings of a case."""
ROLE_PARTS = (*PARTS, ROLE_END)
"""On the roles of a case."""
CHOICE = (TICK, OUTCOME)
"""On the choice of brothers and sisters."""
ALL: tuple[Command, ...] = (*PANE, CHILDREN, *ROLE_PARTS, *CHOICE)
