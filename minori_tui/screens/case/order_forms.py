"""The forms of a court order: new, changed, ended for a child. Points (a) to (f) are asked for only of a custody of the service,
the minute only of an emergency removal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.widget import Widget

from minori_tui.commands import keys, order_keys
from minori_tui.domain.errors import FieldProblem
from minori_tui.i18n import N_, _
from minori_tui.screens import show
from minori_tui.screens.case.checked import CheckedForm
from minori_tui.screens.case.forms import _CaseForm, _Rereading
from minori_tui.screens.case.header import HeaderLine
from minori_tui.screens.case.order_children import ChildrenDialog, Sibling, Ticked, siblings_of
from minori_tui.screens.case.order_labels import HELP, ORDER
from minori_tui.screens.dialogs.confirm import Confirm
from minori_tui.screens.session import Session
from minori_tui.services import authorities, orders
from minori_tui.services.order_fields import CODE_LISTS, CUSTODY, ENDING, kind_meant
from minori_tui.services.orders import OrderView
from minori_tui.services.records import CaseView
from minori_tui.widgets.fields import Choice, FieldSpec, Kind
from minori_tui.widgets.plain import one_line

_FIELDS = ("authority", "kind", "order_number", "registry_number", "filed_on", "received_on", "occurred_at", "duration_months",
           "report_every_months", "due_on", "hearing_at", "effective_on", "provisional", "follows", "child_kind", "placed_with",
           "mother_responsibility", "father_responsibility", "note", *CUSTODY, "text")
"""In the order in which a decree is read."""
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("filed_on", "received_on", "effective_on", "due_on", "ended_on"), "date"), "provisional": "yes_no",
    **dict.fromkeys(("kind", "child_kind", "mother_responsibility", "father_responsibility", "end_reason"), "choice"),
    **dict.fromkeys(("text", "note", *CUSTODY[:-1]), "multiline"),
}
_NEEDED = ("authority", "kind", "ended_on", "end_reason")


def field_specs(session: Session, names: Sequence[str], follows: Sequence[Choice]) -> list[FieldSpec]:
    """The declarations of the named fields of an order; ``follows`` are the orders that it may follow."""
    lists: dict[str, Callable[[], Sequence[Choice]]] = {n: session.choose(CODE_LISTS[n]) for n in names if n in CODE_LISTS}
    lists |= {"authority": offices(session), "follows": lambda: follows}
    return [FieldSpec(n, ORDER[n], _KINDS.get(n, "text"), n in _NEEDED, lists.get(n), HELP.get(n, "")) for n in names]


def offices(session: Session) -> Callable[[], list[Choice]]:
    """The authorities that are known and active today, read once for a form."""
    today = session.context.clock.today()
    known: list[Choice] = []

    def read() -> list[Choice]:
        if not known:
            known.extend(Choice(o.name, o.name, o.short) for o in authorities.authorities(session.context) if o.holds(today))
        return known

    return read


class _OrderForm(CheckedForm):
    """The fields of an order, and the brothers and sisters it is about too."""

    ACTIONS = (*keys.FORMS, order_keys.CHILDREN)
    SPELT_OUT = frozenset({"authority", "kind", "child_kind"})

    def __init__(self, session: Session, view: CaseView, others: Sequence[OrderView]) -> None:
        """``others``: the orders of the child that this one may follow."""
        self._follows = [Choice(f"#{o.order_id}", one_line(" ".join(filter(None, (
            show.day(o.received_on or o.filed_on), self._kind_label(session, o.kind), o.number, o.office.short)))))
            for o in others]
        self._ticked: dict[str, Ticked] = {}
        self._also = HeaderLine()
        self._typed_kinds: list[str] = []
        self._kinds_now: frozenset[str] = frozenset()
        super().__init__(session, view)

    @staticmethod
    def _kind_label(session: Session, code: str) -> str:
        return next((c.label for c in session.choices("order_kind") if c.value == code), code)

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of an order."""
        return field_specs(self.session, _FIELDS, self._follows)

    def on_mount(self) -> None:
        """Texts of three lines, for a custody has seven of them; the words of the order have their usual room."""
        super().on_mount()
        for name, field in self.form.fields.items():
            if field.spec.kind == "multiline" and name != "text":
                field.input.styles.height = 3

    def spelt(self, name: str, typed: str) -> str:
        """The whole name of the court; the kind that a usual word means (``art. 403``)."""
        return authorities.name_of(self.session.context, typed) if name == "authority" else kind_meant(typed)

    def applies(self, name: str) -> bool:
        """Points (a) to (f) belong to a custody; the minute to an emergency removal (and wherever one was written)."""
        if name in CUSTODY:
            return "service_custody" in self._ordered()
        return name != "occurred_at" or "emergency_removal" in self._ordered() or bool(self.form.fields[name].typed)

    def _ordered(self) -> frozenset[str]:
        """The kinds that are written now; looked up in their list only when they were changed."""
        fields = [self.form.fields[n] for n in ("kind", "child_kind")]
        typed = [field.typed for field in fields]
        if typed != self._typed_kinds:
            self._typed_kinds, self._kinds_now = typed, frozenset(kind_meant(field.value) for field in fields)
        return self._kinds_now

    # ---- further children

    def candidates(self) -> list[Sibling]:
        """Brothers and sisters with a case of their own."""
        return siblings_of(self.view)

    def why_not_children(self) -> str | None:
        """There must be somebody to choose."""
        return None if self.candidates() else _("No brother or sister with a case of their own is known")

    def action_children(self) -> None:
        """F7: which of them the order is about too, and what it orders for each."""
        def chosen(ticked: dict[str, Ticked] | None) -> None:
            if ticked is not None:
                self._ticked = ticked
                self._tell_children()

        self.app.push_screen(ChildrenDialog(self.session, self.candidates(), self._ticked), chosen)

    def _tell_children(self) -> None:
        names = "; ".join(f"{n} {t.name}" + (f" ({self._kind_label(self.session, t.values['kind'])})"
                                             if t.values.get("kind") else "") for n, t in self._ticked.items())
        self._also.display = bool(self._ticked)
        self._also.say([(" " + one_line(_("Also for: {names}", names=names)), "strong")])

    def further(self) -> list[tuple[str, Mapping[str, str]]]:
        """The children that were ticked, with what is ordered for each."""
        return [(number, ticked.values) for number, ticked in self._ticked.items()]

    def compose_form(self) -> Iterable[Widget]:
        """The line of the further children stands above the fields, as soon as there is one."""
        self._also.display = False
        yield self._also
        yield self.form

    def may_leave(self) -> bool:
        """Not with children that were ticked and are not saved."""
        return super().may_leave() and not self._ticked

    def action_back(self) -> None:
        """Esc: leave; asks when a choice of children would be lost."""
        def answered(leave: bool | None) -> None:
            if leave:
                self.dismiss(None)

        if self._ticked and not self.form.dirty and not self.writing:
            self.app.push_screen(Confirm(_("Leave without saving what you typed?")), answered)
        else:
            super().action_back()


class NewOrder(_OrderForm):
    """Enter a court order."""

    def title_of(self) -> str:
        """What the form does."""
        return _("New court order")

    def look(self, values: Mapping[str, str]) -> Sequence[FieldProblem]:
        """What there is to say, once something was typed."""
        return orders.look(self.session.context, values, case_id=self.view.case_id) if any(values.values()) else ()

    def save(self, values: Mapping[str, str]) -> bool:
        """Enter it."""
        given = {name: text for name, text in self.given(values).items() if text}
        orders.add_order(self.session.context, self.view.file_number, given, self.further())
        return True


class EditOrder(_OrderForm, _Rereading[OrderView]):
    """Change a court order: what it says for all its children, and for the child of the case."""

    def __init__(self, session: Session, view: CaseView, others: Sequence[OrderView], seen: OrderView) -> None:
        self.seen = seen
        super().__init__(session, view, [o for o in others if o.order_id != seen.order_id])

    def title_of(self) -> str:
        """What the form does."""
        return _("Change the order for all {count} children", count=len(self.seen.others) + 1) if self.seen.others else _(
            "Change the order")

    def specs(self) -> Sequence[FieldSpec]:
        """The fields of an order; its end, when it has one."""
        names = [*_FIELDS[:-1], *(ENDING if self.seen.child.ended_on else ()), "text"]
        return field_specs(self.session, names, self._follows)

    def candidates(self) -> list[Sibling]:
        """Those the order is not about yet."""
        known = {c.file_number for c in self.seen.others}
        return [s for s in super().candidates() if s.file_number not in known]

    def initial(self) -> Mapping[str, str]:
        """What was stored when it was seen."""
        return orders.form_values(self.seen)

    def read_again(self) -> tuple[OrderView, Mapping[str, str]]:
        """The order as it stands now."""
        now = orders.order(self.session.context, self.seen.order_id, self.view.case_id)
        return now, orders.form_values(now)

    def look(self, values: Mapping[str, str]) -> Sequence[FieldProblem]:
        """What there is to say."""
        return orders.look(self.session.context, values, case_id=self.view.case_id, order_id=self.seen.order_id)

    def save(self, values: Mapping[str, str]) -> bool:
        """Write what differs."""
        orders.edit_order(self.session.context, self.seen, self.given(values), self.further())
        return True


class EndOrder(_CaseForm):
    """End an order for the child of the case, or for all its children."""

    def __init__(self, session: Session, view: CaseView, seen: OrderView) -> None:
        self.seen = seen
        super().__init__(session, view)

    def title_of(self) -> str:
        """What the form does."""
        kind = next((c.label for c in self.session.choices("order_kind") if c.value == self.seen.what), self.seen.what)
        return _("End of the order: {what}", what=" ".join(filter(None, (kind, self.seen.number))))

    def specs(self) -> Sequence[FieldSpec]:
        """When, how, and for whom."""
        everyone = FieldSpec("everyone", N_("For all its children"), "yes_no", help=N_("Yes: it ends for the other children too"))
        return [*field_specs(self.session, ENDING, ()), *([everyone] if self.seen.others else [])]

    def initial(self) -> Mapping[str, str]:
        """Today, or what is recorded."""
        child = self.seen.child
        return {"ended_on": show.day(child.ended_on) if child.ended_on else f"{self.session.context.clock.today():%d/%m/%Y}",
                "end_reason": child.end_reason or "", "everyone": "0"}

    def save(self, values: Mapping[str, str]) -> bool:
        """End it."""
        given = {name: text for name, text in values.items() if name != "everyone"}
        orders.end_order(self.session.context, self.seen, given, everyone=values.get("everyone") == "1")
        return True
