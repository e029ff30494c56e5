"""F4: the list of values of a field."""

from __future__ import annotations

from collections.abc import Sequence

from minori_tui.screens.dialogs.picker import Picker
from minori_tui.widgets.fields import Choice
from minori_tui.widgets.record_table import ListRow


class FieldPicker(Picker):
    """The values of one field; the result is the stored value chosen."""

    def __init__(self, heading: str, choices: Sequence[Choice], *, current: str = "") -> None:
        """``heading`` is the label of the field, translated; ``current`` its value, or what was typed and is none yet."""
        begun = "" if any(c.value == current for c in choices) else current
        super().__init__(heading, [ListRow(c.value, (c.label, c.note)) for c in choices], current=current, text=begun)
