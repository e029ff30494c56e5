"""The application: looks, keys, places, leaving, and what happens when something unforeseen does.

No rules and no store here. The first screen and the places come from factories, so that this module knows no screen of the
service.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rich.text import Text
from textual import events, on
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from minori_tui import themes
from minori_tui.i18n import N_, _
from minori_tui.logs import LOGGER, crash_reference, outline
from minori_tui.screens.base import MinoriScreen
from minori_tui.widgets.record_table import ListRow
from minori_tui.widgets.tiles import LinesUpdate
from minori_tui.widgets.title_line import TitleFacts

if TYPE_CHECKING:
    from rich.console import RenderableType

EXIT_CRASH = 70
"""Exit code after an internal error (EX_SOFTWARE of sysexits.h)."""


MOST_STEPS, QUIET_STEPS = 400, 6
"""Turns of the event loop a key waits at most for the one before it, and quiet turns that mean it has acted: an action
hands over from widget to screen to app, and each of them needs a turn."""


LONGEST_HOLD = 2.0
"""Seconds after which typed keys no longer wait for a screen that is being fetched: a keyboard must not look dead."""


class KeysReleased(Message):
    """The last key has acted: those typed after it may go on."""


class WritesDone(Message):
    """The last write under way has ended."""


class MinoriApp(App[None], inherit_bindings=False):
    """The console. ``home`` makes the first screen; everything else is reached from it. ``places`` makes the main places
    that are opened over it, by name; each is made once and stays as it was left."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "Minori"
    ENABLE_COMMAND_PALETTE = False  # its place is taken by screens/dialogs/palette.py, in the operator's language
    ALLOW_SELECT = False  # dragging the mouse would copy personal data without a trace
    BINDINGS = [
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True, id="app.quit"),
        Binding("ctrl+c", "how_to_quit", N_("How to quit"), show=False, system=True),
    ]

    def __init__(
        self,
        home: Callable[[], Screen[Any]],
        *,
        places: Mapping[str, Callable[[], Screen[Any]]] | None = None,
        title_facts: Callable[[], TitleFacts] = TitleFacts,
        theme: str | None = None,
        keymap: Mapping[str, str] | None = None,
        theme_chosen: Callable[[str], object] | None = None,
    ) -> None:
        """``title_facts`` is asked once for each screen; ``keymap`` maps ids of commands to comma-separated keys;
        ``theme_chosen`` is told the name of a look the operator chose, to keep it."""
        self._home = home
        self._places = dict(places or {})
        super().__init__()
        self.title_facts = title_facts
        self.minori_keymap = dict(keymap or {})
        self.set_keymap(self.minori_keymap)
        self._theme_chosen = theme_chosen
        self._writes = 0
        self._writes_lock = threading.Lock()
        self._leaving = False
        self._held: deque[events.Key] | None = None
        self._holds = 0
        self._settling: asyncio.Task[None] | None = None
        self.animation_level: Literal["none", "basic", "full"] = "none"
        for theme_ in themes.THEMES:
            self.register_theme(theme_)
        self.theme = themes.fitting(theme, colour_system=self.console.color_system, no_colour=self.no_color)

    def get_default_screen(self) -> Screen[Any]:
        """The home screen is the bottom of the stack: nothing is painted before it."""
        return self._home()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: its screenshot would write a child's record to an SVG file."""
        return ()

    def on_mount(self) -> None:
        """Errors of the event loop go the same way as all others: a reference, no values."""
        asyncio.get_running_loop().set_exception_handler(self._loop_trouble)

    @staticmethod
    def _loop_trouble(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        LOGGER.error("event loop: %s", outline(error) if isinstance(error, BaseException) else "no exception")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """As Textual's, but what it says is text unless asked otherwise."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    # ---- painting

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """As Textual does, but a frame goes to the terminal in one piece with its begin and end: each piece wakes the
        thread that writes, and three times cost a twentieth of a typed letter."""
        whole = isinstance(renderable, LinesUpdate) and self._sync_available and self._running and not self._batch_count
        if not whole or self._closed or self.is_headless or self._driver is None:
            super()._display(screen, renderable)
            return
        assert isinstance(renderable, LinesUpdate)
        at = self._previous_cursor_position = self.screen.outer_size.clamp_offset(self.cursor_position)
        lines = renderable.render_segments(self.console)
        self._driver.write(f"{SYNC_START}{lines}\x1b[{at.y + 1};{at.x + 1}H{SYNC_END}")
        self._driver.flush()
        self.post_display_hook()

    # ---- keys typed ahead

    async def on_event(self, event: events.Event) -> None:
        """As Textual does, but a key that follows one that may open or close a screen waits until that is done.

        Textual hands a burst of keys to whatever has the focus before the first of them has acted (a key comes back
        to the app for its binding), so letters typed after F6 would land in the search box of the list. Letters in a
        text field hold nothing back."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._held is not None:
            self._held.append(event)
        else:
            typing = event.is_printable and getattr(self.focused, "TAKES_LETTERS", False)
            await super().on_event(event)
            if not typing:
                self._held = deque()
                self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        """Wait until nobody from the focus up to the app has a message to handle; never long, whatever they do."""
        quiet = 0
        for _step in range(MOST_STEPS):
            chain = self.focused.ancestors_with_self if self.focused else [self.screen, self]
            quiet = 0 if any(node.message_queue_size for node in chain) else quiet + 1
            if quiet == QUIET_STEPS:
                break
            await asyncio.sleep(0)
        self.post_message(KeysReleased())

    def hold_keys(self) -> None:
        """What is typed from now on waits for a screen that is being fetched, ``LONGEST_HOLD`` seconds at most."""
        self._holds += 1
        if self._held is None:
            self._held = deque()
        self.set_timer(LONGEST_HOLD, self._hold_expired)

    def let_keys_go(self) -> None:
        """The screen is there, or will not come: the keys go to the focus once it has settled."""
        if self._holds:
            self._holds -= 1
            if not self._holds:
                self._settling = asyncio.create_task(self._settle())

    def take_back(self, keys: Sequence[events.Key]) -> None:
        """Keys that a screen kept until it was ready go on, before those typed later and as if typed now."""
        waiting = self._held is None and not self._holds
        self._held = deque([*keys, *(self._held or ())])
        if waiting:
            self.post_message(KeysReleased())

    def _hold_expired(self) -> None:
        if self._holds:
            self._holds = 0
            self.post_message(KeysReleased())

    @on(KeysReleased)
    async def _release_keys(self) -> None:
        """The keys held back go on, up to the next that may open or close a screen."""
        if self._holds:
            return
        held, self._held = self._held, None
        while held and self._held is None and self.screen_stack:  # none is left while the program ends
            await self.on_event(held.popleft())
        if held:
            self._held = held

    # ---- places and looks

    async def action_go(self, place: str, then: str = "") -> None:
        """Go to a main place (any other name: the first screen), closing what is above the first screen; asks when
        typed text would be lost. ``then`` is the id of a command to run there."""
        losing = next((s for s in reversed(self.screen_stack) if isinstance(s, MinoriScreen) and not s.may_leave()), None)
        if losing is None:
            await self._arrive(place, then)
        elif losing.writing:
            losing.say(_("The last save is still under way"), trouble=True)
        else:
            from minori_tui.screens.dialogs.confirm import Confirm

            def answered(leave: bool | None) -> None:
                if leave:
                    self.call_later(self._arrive, place, then)

            self.push_screen(Confirm(_("Leave without saving what you typed?")), answered)

    async def _arrive(self, place: str, then: str) -> None:
        """Runs in the app's own task, which hands on no key before it has ended: none reaches a screen on the way."""
        wanted = self._place(place)
        with self.batch_update():
            while len(self.screen_stack) > 1 and self.screen is not wanted:
                await self.pop_screen()
            if wanted is not None and self.screen is not wanted:
                await self.push_screen(wanted)
        if then and isinstance(self.screen, MinoriScreen):
            await self.screen.action_do(then)

    def _place(self, name: str) -> Screen[Any] | None:
        """The screen of a place; made when it is first gone to, and kept when it is left. None for the first screen."""
        if name not in self._places:
            return None
        if not self.is_screen_installed(name):
            self.install_screen(self._places[name](), name)
        return self.get_screen(name)

    def action_choose_theme(self) -> None:
        """Choose the colours from a list."""
        before = self.theme

        from minori_tui.screens.dialogs.picker import Picker

        def chosen(name: str | None) -> None:
            self.theme = name or before
            if name and self._theme_chosen is not None:
                self._theme_chosen(name)

        rows = [ListRow(name, (_(label), "")) for name, label in themes.LABELS.items()]
        self.push_screen(Picker(_("Colours"), rows, current=before), chosen)

    # ---- leaving

    def write_began(self) -> None:
        """A write was handed to a thread."""
        with self._writes_lock:
            self._writes += 1

    def write_ended(self) -> None:
        """A write committed or failed; called from its thread."""
        with self._writes_lock:
            self._writes -= 1
            last = self._writes == 0
        if last:
            self.post_message(WritesDone())

    @on(WritesDone)
    def _leave_after_writes(self) -> None:
        if self._leaving and not self._writes:
            self.exit()

    def _leave(self, sure: bool | None) -> None:
        if not sure:
            return
        self._leaving = True
        if not self._writes:
            self.exit()
        elif isinstance(self.screen, MinoriScreen):
            self.screen.say(_("Finishing what is being saved, then leaving"))

    async def action_quit(self) -> None:
        """ctrl+q: leave; asks when typed text would be lost, and waits for writes."""
        from minori_tui.screens.dialogs.confirm import Confirm

        if isinstance(self.screen, Confirm):
            return
        if all(screen.may_leave() for screen in self.screen_stack if isinstance(screen, MinoriScreen)):
            self._leave(True)
        else:
            self.push_screen(Confirm(_("Leave without saving what you typed?")), self._leave)

    def action_leave(self) -> None:
        """Esc on the home screen: leave, after asking."""
        from minori_tui.screens.dialogs.confirm import Confirm

        self.push_screen(Confirm(_("Leave Minori?")), self._leave)

    def action_how_to_quit(self) -> None:
        """ctrl+c: many press it to leave; say which key does."""
        if isinstance(self.screen, MinoriScreen):
            self.screen.say(_("Ctrl+Q leaves the program"))

    # ---- the unforeseen

    def _handle_exception(self, error: Exception) -> None:
        """End the program with a reference. Textual's own crash screen prints local variables, that is, records."""
        self._return_code = EXIT_CRASH
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self._tell_crash(error)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        """The same, for the places of Textual that come here directly."""
        import sys

        self._tell_crash(sys.exc_info()[1] or RuntimeError())
        self._close_messages_no_wait()

    def _tell_crash(self, error: BaseException) -> None:
        reference = crash_reference(error)
        sentence = _("Internal error {reference}. Your saved data is intact.", reference=reference)
        self._exit_renderables.append(Text(sentence))
