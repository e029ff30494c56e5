"""What the process shuts before any record is read. Called by ``__main__`` before Textual is imported."""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_DUMPABLE = 4  # linux/prctl.h


def _no_core_dumps() -> None:
    """A core file would hold the key of the store and the records in clear."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _not_readable_by_others() -> None:
    """On Linux: other processes of the same user may not attach to this one or read its memory."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def harden() -> None:
    """Files for the owner only, no core dumps, no debugger, and no developer switch of Textual.

    ``TEXTUAL_LOG``, ``TEXTUAL_DEBUG`` and their like write values of records to files or sockets, and Textual reads
    them when it is imported.
    """
    os.umask(0o077)
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    _no_core_dumps()
    _not_readable_by_others()
