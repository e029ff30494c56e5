"""What every screen has: the frame, commands with their reasons, service calls, errors by channel, keys typed ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget

from minori_tui.commands import keys
from minori_tui.commands.binding import bindings
from minori_tui.commands.registry import Command, footer_entries, with_keymap
from minori_tui.domain.errors import InvalidFields, MinoriError, StoreTrouble
from minori_tui.i18n import _, n_
from minori_tui.screens.work import Answered, CallFailed, Tickets, holder_of, writes_of
from minori_tui.widgets.key_footer import KeyFooter
from minori_tui.widgets.lines import Kept
from minori_tui.widgets.lookup_input import LookupInput
from minori_tui.widgets.plain import fact, one_line
from minori_tui.widgets.status_line import StatusLine
from minori_tui.widgets.tiles import TiledCompositor
from minori_tui.widgets.title_line import TitleLine

T = TypeVar("T")


def sentence(error: MinoriError) -> str:
    """The error in the operator's language; facts are data, so their hidden characters are shown as signs."""
    facts = {name: fact(value) for name, value in error.facts.items()}
    if isinstance(error, InvalidFields):
        return n_("{count} field needs attention", "{count} fields need attention", len(error.problems))
    return _(error.message, **facts)


class MinoriScreen(Kept, Screen[ScreenResultType], Generic[ScreenResultType]):
    """A full screen inside the common frame. Subclasses give ``ACTIONS`` and ``compose_body``."""

    ACTIONS: ClassVar[tuple[Command, ...]] = ()
    """The commands of this screen, the most used first."""
    COMMON: ClassVar[tuple[Command, ...]] = keys.EVERYWHERE
    """The commands it has because it is a screen."""
    HOLD_KEYS: ClassVar[bool] = False
    """True for a screen that is not ready until it calls ``ready``: what is typed waits until then. Such a screen also
    has ``AUTO_FOCUS = ""`` and gives the focus itself."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(keys.EVERYWHERE)]
    DEFAULT_CSS = """
    MinoriScreen { layout: vertical; background: $background; color: $foreground; }
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """The bindings of a subclass are its commands."""
        if "ACTIONS" in cls.__dict__ or "COMMON" in cls.__dict__:
            cls.BINDINGS = [*bindings([*cls.ACTIONS, *cls.COMMON]), *cls.__dict__.get("BINDINGS", ())]
        super().__init_subclass__(**kwargs)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._compositor = TiledCompositor()
        self._tickets = Tickets()
        self._again: Callable[[], None] | None = None
        self._ahead: list[events.Key] | None = []
        self._holding = self.HOLD_KEYS
        self.writing = 0
        """Writes of this screen under way."""

    # ---- the frame

    def compose(self) -> ComposeResult:
        """Title line, the body, status line, keys."""
        facts = getattr(self.app, "title_facts", None)
        yield TitleLine(facts() if facts else None)
        yield from self.compose_body()
        yield StatusLine()
        yield KeyFooter()

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between the title and the status line."""
        return ()

    @property
    def status(self) -> StatusLine:
        """The status line of this screen."""
        return self.query_one(StatusLine)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Tell how an action ended, in the status line. ``text`` is translated already."""
        self.status.result(text, trouble=trouble)

    # ---- commands

    @property
    def actions(self) -> tuple[Command, ...]:
        """The commands here with the operator's keys: this screen's first, then the common ones."""
        keymap = getattr(self.app, "minori_keymap", {})
        return with_keymap((*self.ACTIONS, *self.COMMON), keymap)

    def why_not(self, command: Command) -> str | None:
        """Why the command cannot be used now, translated; None when it can. Never waits for anything."""
        reason: Callable[[], str | None] | None = getattr(self, command.why_not, None) if command.why_not else None
        return reason() if reason is not None else None

    async def action_do(self, command_id: str) -> None:
        """Run a command, or say in the status line why it cannot be run now."""
        command = next((c for c in (*self.ACTIONS, *self.COMMON) if c.id == command_id), None)
        if command is None:
            return
        reason = self.why_not(command)
        if reason:
            self.say(reason, trouble=True)
        else:
            await self.run_action(command.action)

    def show_keys(self) -> None:
        """Bring the footer up to date; call ``refresh_bindings`` when a reason of ``why_not`` changes."""
        footer = self.query_one_optional(KeyFooter)
        if footer is not None:
            actions = self.actions
            footer.show(footer_entries(actions, [c.id for c in actions if self.why_not(c)]))

    def refresh_bindings(self) -> None:
        """As Textual does, and the footer with it."""
        super().refresh_bindings()
        if self.is_mounted:
            self.show_keys()

    def on_mount(self) -> None:
        """The keys of this screen are in the footer from the first paint."""
        self.show_keys()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys in force, described in the operator's language (Textual's own English too)."""
        commands = {command.id: command for command in (*self.ACTIONS, *self.COMMON)}
        translated = {}
        for key, active in super().active_bindings.items():
            command = commands.get(active.binding.id or "")
            reason = self.why_not(command) if command else None
            binding = replace(active.binding, description=_(active.binding.description))
            tooltip = reason or _(active.tooltip or "")
            translated[key] = active._replace(
                binding=binding, tooltip=tooltip, enabled=active.enabled and reason is None
            )
        return translated

    def may_leave(self) -> bool:
        """False when leaving now would lose something typed."""
        return True

    # ---- common actions

    def action_help(self) -> None:
        """F1: the keys of this screen."""
        from minori_tui.screens.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog([(c, self.why_not(c)) for c in self.actions]))

    def action_palette(self) -> None:
        """ctrl+p: any command of this screen by its name."""
        from minori_tui.screens.dialogs.palette import Palette

        def chosen(command_id: str | None) -> None:
            if command_id:
                self.call_later(self.action_do, command_id)

        self.app.push_screen(Palette([(c, self.why_not(c)) for c in self.actions]), chosen)

    def action_back(self) -> None:
        """Esc: leave this screen; from the first screen, leave the program (which asks)."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.call_later(self.run_action, "app.leave")

    def action_go(self, place: str, then: str = "") -> None:
        """Go to one of the main places. The app does it, in its own task: this screen may be closed on the way."""
        self.app.call_later(self.app.run_action, f"go({place!r}, {then!r})")

    def action_places(self) -> None:
        """g: the main places by their letters."""
        from minori_tui.screens.dialogs.places import Places

        def chosen(command_id: str | None) -> None:
            if command_id:
                self.call_later(self.action_do, command_id)

        self.app.push_screen(Places([c for c in self.actions if c.id.startswith("go.") and c.action != "places"]), chosen)

    async def action_quit(self) -> None:
        """Leave the program."""
        await self.run_action("app.quit")

    async def action_theme(self) -> None:
        """Choose the colours."""
        await self.run_action("app.choose_theme")

    # ---- service calls

    def run(
        self,
        call: Callable[[], T],
        then: Callable[[T], object],
        *,
        group: str = "read",
        write: bool = False,
        opens: bool = False,
    ) -> None:
        """Make a service call in a thread and give its result to ``then`` here, unless a later call of the same
        ``group`` was made meanwhile. A write is never overtaken or cancelled, and quitting waits for it.
        ``opens``: ``then`` opens a screen, so what is typed meanwhile is meant for that one and waits."""
        group = f"write-{group}" if write else group
        ticket = 0 if write else self._tickets.draw(group)
        again = partial(self.run, call, then, group=group.removeprefix("write-"), write=write, opens=opens)
        keeper = writes_of(self.app) if write else None
        if write:
            self.writing += 1
            self.refresh_bindings()
        if keeper is not None:
            keeper.write_began()
        holder = holder_of(self.app)
        if opens and holder is not None:
            holder.hold_keys()

        def work() -> None:
            try:
                result = call()
            except Exception as error:  # every error has its channel, chosen in the screen's own thread
                self.post_message(CallFailed(group, ticket, error, again, opens))
            else:
                self.post_message(Answered(group, ticket, partial(then, result), opens))
            finally:
                if keeper is not None:
                    keeper.write_ended()

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=not write, group=group)

    def _counts(self, message: Answered | CallFailed) -> bool:
        if message.group.startswith("write-"):
            self.writing -= 1
            self.refresh_bindings()
            return True
        return self._tickets.is_last(message.group, message.ticket)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        message.stop()
        if self._counts(message):
            message.deliver()
        self._let_keys_go(message)

    @on(CallFailed)
    def _call_failed(self, message: CallFailed) -> None:
        message.stop()
        if self._counts(message):
            self.failed(message.error, message.again)
        self._let_keys_go(message)

    def _let_keys_go(self, message: Answered | CallFailed) -> None:
        holder = holder_of(self.app)
        if message.opens and holder is not None:
            holder.let_keys_go()

    def failed(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """Send an error down its channel: fields, dialog, status line with a key to try again, or the crash screen."""
        from minori_tui.widgets.form import Form

        form = self.query_one_optional(Form)
        if isinstance(error, InvalidFields) and form is not None:
            rest = form.show_problems(error.problems)
            facts = {name: fact(value) for name, value in rest[0].facts.items()} if rest else {}
            self.say(_(rest[0].message, **facts) if rest else sentence(error), trouble=True)
        elif isinstance(error, StoreTrouble):
            self._again = again
            self.say(f"{_('F5 tries again')} · {sentence(error)}" if again else sentence(error), trouble=True)
        elif isinstance(error, MinoriError):
            from minori_tui.screens.dialogs.error import ErrorDialog

            self.app.push_screen(ErrorDialog(error))
        else:
            self.app._handle_exception(error)

    def action_reload(self) -> None:
        """F5: make the call that failed again, else read everything again."""
        again, self._again = self._again, None
        self.status.clear()
        if again is not None:
            again()
        else:
            self.reload()

    def reload(self) -> None:
        """Read the records of the screen again, cursor and filter kept. A screen with records overrides this."""

    @on(LookupInput.Left)
    def _left_box(self, event: LookupInput.Left) -> None:
        """Esc in an empty search box leaves the screen."""
        event.stop()
        self.action_back()

    # ---- keys typed ahead

    def _forward_event(self, event: events.Event) -> None:
        if self._ahead is not None and isinstance(event, events.Key) and not event.is_forwarded:
            self._ahead.append(event)
        else:
            super()._forward_event(event)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """As Textual does; then the widget gets the keys that came before anything had the focus."""
        super().set_focus(widget, scroll_visible, from_app_focus)
        if widget is not None and not self._holding:
            self._release_keys()

    def on_screen_resume(self) -> None:
        """A screen without anything to focus takes the waiting keys itself."""
        if not self._holding:
            self.call_after_refresh(self._release_keys)

    def ready(self) -> None:
        """A screen with ``HOLD_KEYS`` has what it shows: the keys go to the focus, now or as soon as there is one."""
        self._holding = False
        self.call_after_refresh(self._release_keys)

    def _release_keys(self) -> None:
        """The keys that were typed ahead go on: by way of the app, for the first of them may open another screen."""
        ahead, self._ahead = self._ahead, None
        holder = holder_of(self.app)
        if ahead and holder is not None:
            holder.take_back(ahead)
            return
        for event in ahead or ():
            if self.focused is not None:
                self.focused._forward_event(event)
            else:
                super()._forward_event(event)


class MinoriModal(MinoriScreen[ScreenResultType], ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A dialog over the screen: title, body, its own status line and keys."""

    COMMON = keys.DIALOG
    CSS_PATH = Path(__file__).with_name("dialogs") / "dialogs.tcss"  # a bare name would be sought beside subclasses
    TITLE_ID: ClassVar[str] = ""
    """Message id of the title."""

    @property
    def heading(self) -> str:
        """The title of the dialog, translated."""
        return _(self.TITLE_ID)

    def compose(self) -> ComposeResult:
        """The box of the dialog."""
        box = Vertical(classes="dialog")
        with box:
            yield from self.compose_body()
            yield StatusLine()
            yield KeyFooter()

    def on_mount(self) -> None:
        """The title is text, whatever is in it."""
        from textual.content import Content

        self.query_one(".dialog").border_title = Content(one_line(self.heading))

    def action_back(self) -> None:
        """Esc: close the dialog, nothing done."""
        self.dismiss(None)
