"""Every stored field that the register of a case can show has a name, in both languages."""

import pytest

from minori_tui.data.queries import journal
from minori_tui.data.tables import metadata
from minori_tui.i18n import set_language
from minori_tui.screens.case.stored import INNER, field_name
from minori_tui.services.journal import Change

SHOWN = [(table, column.name) for table in journal._OF_CASE for column in metadata.tables[table].columns
         if column.name not in journal._BOOKKEEPING | INNER]
SAME_IN_BOTH = {"E-mail"}


@pytest.mark.parametrize(("table", "column"), SHOWN)
def test_a_field_has_a_name(table, column):
    change = Change(1, table, 1, column, None, None)
    set_language("it")
    italian = field_name(change)
    set_language("en")
    english = field_name(change)
    assert english != column
    assert italian != english or english.startswith("(") or english in SAME_IN_BOTH
