"""Files in: rehearsed row by row, applied in one transaction, taken back whole.

``rehearse`` works everything out and writes nothing; ``apply`` writes what was rehearsed. A second import of the same file
finds every row ``same`` and writes nothing.
"""

from minori_tui.services.importing.apply import apply, list_batches, undo_batch
from minori_tui.services.importing.model import FieldChange, ImportOptions, Rehearsal, RowVerdict, Summary
from minori_tui.services.importing.rehearsal import rehearse

__all__ = [
    "FieldChange",
    "ImportOptions",
    "Rehearsal",
    "RowVerdict",
    "Summary",
    "apply",
    "list_batches",
    "rehearse",
    "undo_batch",
]
