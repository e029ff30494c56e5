"""Keeps what is typed into a form: seldom enough to cost nothing, in threads, in order, the last text always."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock, Thread

from minori_tui.domain.errors import MinoriError
from minori_tui.screens.work import Writes
from minori_tui.services import drafts
from minori_tui.services.context import Context

WRITE_SECONDS = 2.0
"""A draft is written at most this often while keys come."""


class DraftKeeper:
    """The draft of one form while it is open. Writes follow one another; after ``close`` none is made any more."""

    def __init__(self, context: Context, form: str, subject: str, writes: Writes | None,
                 failed: Callable[[MinoriError], object]) -> None:
        """``writes``: who makes quitting wait. ``failed`` is called in the thread when a draft could not be kept."""
        self._context, self._form, self._subject = context, form, subject
        self._writes, self._failed = writes, failed
        self._lock = Lock()
        self._closed = False
        self._last: dict[str, str] = {}
        self._ticket = 0

    def load(self) -> drafts.Draft | None:
        """The draft of last time, if there is one."""
        found = drafts.load(self._context, self._form, self._subject)
        if found is not None:
            self._last = dict(found.values)
        return found

    def keep(self, values: Mapping[str, str], stored: Mapping[str, str]) -> None:
        """Write the typed values in a thread, unless they are those that were written last; none at all forgets the draft."""
        if dict(values) == self._last or self._closed:
            return
        self._last = dict(values)
        self._start(dict(values), dict(stored))

    def close(self) -> None:
        """The text was saved: forget the draft. Called in the thread that saved it."""
        with self._lock:
            self._closed = True
            drafts.discard(self._context, self._form, self._subject)

    def drop(self) -> None:
        """The draft is not wanted: forget it, in a thread; what is typed from now on is kept again."""
        self._last = {}
        self._start({}, {})

    def _write(self, ticket: int, values: dict[str, str], stored: dict[str, str]) -> None:
        with self._lock:
            if self._closed or ticket != self._ticket:  # a later text is on its way
                return
            if values:
                drafts.save(self._context, self._form, self._subject, values, stored)
            else:
                drafts.discard(self._context, self._form, self._subject)

    def _start(self, values: dict[str, str], stored: dict[str, str]) -> None:
        self._ticket += 1
        ticket = self._ticket

        def work() -> None:
            try:
                self._write(ticket, values, stored)
            except MinoriError as error:
                self._last = {}
                self._failed(error)
            finally:
                if self._writes is not None:
                    self._writes.write_ended()

        if self._writes is not None:
            self._writes.write_began()
        Thread(target=work).start()  # not a daemon: the program ends after it
