"""Whatever is done in whatever order, the archive says what a plain dictionary says, and its lookup is in step."""

import copy
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from minori_tui.data import lookup_index
from minori_tui.data.codes import load_list
from minori_tui.data.store import create_store
from minori_tui.domain.clock import FixedClock
from minori_tui.domain.errors import InvalidFields, NotFound
from minori_tui.services import cases, events, journal, maintenance, records
from minori_tui.services.context import Actor, Context

REASON, KIND = load_list("closing_reason")[0].code, load_list("event_kind")[0].code
SURNAMES = st.sampled_from(["Rossi", "Bianchi", "De Luca", "D'Angelo", "Esposito"])
FIELDS = st.fixed_dictionaries({}, optional={
    "surname": SURNAMES, "given_name": st.sampled_from(["Ada", "Gian Luca", "Nour"]),
    "notes": st.sampled_from(["", "uno", "due"]),
    "phone": st.sampled_from(["", "035 111111", "347 1234567"]), "address": st.sampled_from(["", "Via Roma 1", "Via Po 2"]),
    "school": st.sampled_from(["", "IC Uno"]), "review_on": st.sampled_from(["", "1/9/2026", "1/3/2027"]),
    "comune": st.sampled_from(["Clusone", "Bergamo"])})
OPERATORS = st.sampled_from(["Bruno Neri", "Carla Blu"])


class Machine(RuleBasedStateMachine):
    """An archive beside a dictionary: number -> card, and the states that undo and redo lead to."""

    numbers = Bundle("numbers")

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.store = create_store(self.folder / "a.minori", self.folder / "config")
        self.context = Context(self.store, Actor("anna", "Anna Verdi"), FixedClock(datetime(2026, 3, 2, 12)))
        self.model, self.past, self.future = {}, [], []

    def remember(self, before):
        self.past.append(before)
        self.future.clear()

    @rule(target=numbers, values=FIELDS, mother=st.sampled_from(["", "Verdi", "Lo Presti Anna"]))
    def new(self, values, mother):
        before = copy.deepcopy(self.model)
        card = {"surname": "Rossi", "given_name": "Ada", "comune": "Clusone"} | values
        number = cases.new_case(self.context, card | {"birth_date": "4/5/2015", "mother": mother, "opened_on": "1/2/2026"})
        self.model[number] = {"notes": "", "phone": "", "address": "", "school": "", "review_on": "", "open": True,
                              "worker": None, "diary": []} | card
        self.remember(before)
        return number

    @rule(number=numbers, values=FIELDS)
    def edit(self, number, values):
        if number not in self.model:
            with pytest.raises(NotFound):
                records.peek(self.context, number)
            return
        before = copy.deepcopy(self.model)
        self.model[number] |= values
        written = cases.edit_case(self.context, records.peek(self.context, number), values)
        assert written == (self.model != before)
        if written:
            self.remember(before)

    @rule(number=numbers)
    def close_or_reopen(self, number):
        if number not in self.model:
            return
        before, card = copy.deepcopy(self.model), self.model[number]
        if card["open"]:
            cases.close_case(self.context, number, {"closing_reason": REASON})
            card["worker"] = None
        else:
            cases.reopen_case(self.context, number)
        card["open"] = not card["open"]
        self.remember(before)

    @rule(number=numbers, name=OPERATORS)
    def assign(self, number, name):
        if number not in self.model:
            return
        card = self.model[number]
        if not card["open"] or card["worker"] == name:
            with pytest.raises(InvalidFields):
                cases.assign_case(self.context, number, {"operator": name})
            return
        before = copy.deepcopy(self.model)
        cases.assign_case(self.context, number, {"operator": name})
        card["worker"] = name
        self.remember(before)

    @rule(number=numbers, text=st.sampled_from(["primo", "secondo"]), correct=st.booleans())
    def event(self, number, text, correct):
        if number not in self.model:
            return
        before, diary = copy.deepcopy(self.model), self.model[number]["diary"]
        if correct and diary:
            entry = records.diary(self.context, records.peek(self.context, number).case_id)[0]
            if not events.correct_event(self.context, entry, {"text": text + "!"}):
                return
            diary[0] = text + "!"
        else:
            events.add_event(self.context, number, {"at": "oggi", "kind": KIND, "text": text})
            diary.insert(0, text)
        self.remember(before)

    @rule(number=consumes(numbers))
    def forget(self, number):
        """A number that is no longer tried."""

    @rule()
    def undo(self):
        if not self.past:
            with pytest.raises(NotFound):
                journal.undo(self.context)
            return
        self.future.append(self.model)
        self.model = self.past.pop()
        journal.undo(self.context)

    @rule()
    def redo(self):
        if not self.future:
            with pytest.raises(NotFound):
                journal.redo(self.context)
            return
        self.past.append(self.model)
        self.model = self.future.pop()
        journal.redo(self.context)

    @precondition(lambda self: self.past)
    @rule()
    def something_can_be_undone(self):
        assert journal.last_undoable(self.context) is not None

    @invariant()
    def the_archive_says_what_the_dictionary_says(self):
        with self.store.read() as connection:
            numbers = [r[0] for r in connection.execute("SELECT file_number FROM case_file ORDER BY id")]
        assert sorted(numbers) == sorted(self.model)
        for number, card in self.model.items():
            view = records.peek(self.context, number)
            form = cases.form_values(view)
            form["review_on"] = form["review_on"].removeprefix("0").replace("/0", "/")
            assert {name: form[name] for name in card if name in form} == {n: v for n, v in card.items() if n in form}
            assert (view.is_open, view.worker) == (card["open"], card["worker"])
            assert [e.text for e in records.diary(self.context, view.case_id)] == card["diary"]

    @invariant()
    def the_lookup_is_in_step(self):
        connection = self.store.connect()
        kept = connection.execute("SELECT * FROM lookup_case ORDER BY sort").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        lookup_index.rebuild(connection)
        assert connection.execute("SELECT * FROM lookup_case ORDER BY sort").fetchall() == kept
        connection.execute("ROLLBACK")
        connection.close()

    def teardown(self):
        if hasattr(self, "store"):
            assert maintenance.check(self.context).clean
            self.store.close()
            shutil.rmtree(self.folder)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=12, stateful_step_count=25, deadline=None, print_blob=False,
                                suppress_health_check=list(HealthCheck))
