"""The timeline on the screen: keys move, zoom and open; the place for operators, families and homes; papers from the screen."""

import sys
import time
from datetime import date, datetime, timedelta

import pytest
from screens_kit import quiet
from textual import events
from textual.screen import Screen
from timeline_story import tell

from minori_tui.app import MinoriApp
from minori_tui.data.store import create_store
from minori_tui.domain.clock import FixedClock
from minori_tui.domain.time_scale import ZOOMS
from minori_tui.domain.timeline import Bar, Lane, TimeMark
from minori_tui.domain.timeline_picture import ASCII, UNICODE
from minori_tui.i18n import set_language
from minori_tui.screens.case.screen import CaseScreen
from minori_tui.screens.session import Session
from minori_tui.screens.timeline.driving import signs_of
from minori_tui.screens.timeline.item import ItemDialog
from minori_tui.screens.timeline.place import TimelinePlace
from minori_tui.services import journal, records
from minori_tui.services.context import Actor, Context
from minori_tui.widgets.timeline import Listed, TimelineRow, TimelineView, Words
from minori_tui.widgets.title_line import TitleFacts

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
CLOCK = FixedClock(datetime(2026, 11, 22, 12))


@pytest.fixture(scope="module")
def story_folder(tmp_path_factory):
    """The archive of the story, made once: reading it changes nothing but the record of who looked."""
    folder = tmp_path_factory.mktemp("story")
    store = create_store(folder / "a.minori", folder / "config", name="Prova")
    tell(Context(store, Actor("anna", "Anna Verdi"), CLOCK))
    store.close()
    return folder


@pytest.fixture
def story(story_folder):
    """Marta, who follows both children, at work."""
    from minori_tui.data.store import open_store

    store = open_store(story_folder / "a.minori", story_folder / "config")
    context = Context(store, Actor("anna", "Anna Verdi"), CLOCK)
    code = next(code for code, name in records.operators(context) if name == "Rossi Marta")
    made = Session(Context(store, Actor(code, "Rossi Marta"), CLOCK))
    yield made
    made.close()


def app_with(home):
    facts = TitleFacts("Prova", "Rossi Marta", "dom 22/11/2026")
    return MinoriApp(home, title_facts=lambda: facts, theme="minori-dark")


def case_app(story):
    return app_with(lambda: CaseScreen(story, "2024/1", "timeline"))


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def line(view, y):
    return view.render_line(y).text


# ---- the widget alone

class Stage(Screen):
    """A picture alone."""

    def __init__(self, rows, zoom="month"):
        super().__init__()
        self.view = TimelineView(Words(lambda row, day, items: f"{row.label} {day} {len(items)}", lambda row, bar: ""))
        self.view.zoom = zoom
        self.rows = rows

    def compose(self):
        yield self.view

    def on_mount(self):
        self.view.show(Listed(self.rows), today=TODAY, first=TODAY - 800 * DAY, last=TODAY + 100 * DAY)
        self.view.focus()


def marks(*days):
    return tuple(TimeMark(TODAY + n * DAY, "interview", "event", n) for n in days)


ROWS = [TimelineRow("a", "one", Lane("contacts", marks=marks(-300, -20, -3, 40))),
        TimelineRow("b", "two", Lane("intervention", (Bar("ADM", TODAY - 200 * DAY, TODAY - 5 * DAY, "intervention", 9),))),
        TimelineRow("c", "head"), *(TimelineRow(n, f"more {n}", Lane("contacts", marks=marks(n))) for n in range(40))]


async def test_signs_are_explained_in_the_lines_that_no_lane_needs(make_app):
    words = [f"* sign number {n}" for n in range(12)]
    async with make_app(lambda: Stage(ROWS[:3])).run_test(size=(80, 20)) as pilot:
        view = pilot.app.screen.view
        view.words = Words(view.words.tell, view.words.label, words)
        view.show(Listed(ROWS[:3]), today=TODAY, first=TODAY - 800 * DAY, last=TODAY)
        await pilot.pause()
        assert [line(view, y).split("*")[1] for y in (17, 18, 19)] == [" sign number 0  ", " sign number 4  ", " sign number 8  "]
        view.show(Listed(ROWS), today=TODAY, first=TODAY - 800 * DAY, last=TODAY)
        await pilot.pause()
        assert "sign number 0" in line(view, 19)


async def test_stepping_from_mark_to_mark(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.view
        seen = []
        for _n in range(4):
            view.step(-1)
            seen.append((view.day - TODAY).days)
        assert seen[:3] == [-3, -20, -300]
        assert seen[3] == -300
        assert view._scale.column(view.day) - view.left < view._columns
        for _n in range(3):
            view.step(1)
        assert view.day == TODAY + 40 * DAY
        assert [item.at for item in view.under] == [view.day]
        await press(pilot, "home")
        assert view.day == TODAY - 300 * DAY
        await press(pilot, "end")
        assert view.day == TODAY + 40 * DAY


async def test_stepping_where_nothing_is_left_pans(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)):
        view = app.screen.view
        view.action_edge(1)
        left = view.left
        view.step(1)
        assert view.left == left + view._columns // 4


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_zoom_keeps_the_day_in_its_column(make_app, size):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=size):
        view = app.screen.view
        at = view._scale.column(view.day) - view.left
        for steps in (1, 1, -1, -1, -1, -1, 1):
            view.change_zoom(steps)
            assert view.day == TODAY
            assert view._scale.column(view.day) - view.left == at
        for _n in range(9):
            view.change_zoom(1)
        assert (view.zoom, view.left) == ("all", 0)
        view.pan(1)
        assert view.left == 0
        for _n in range(9):
            view.change_zoom(-1)
        assert view.zoom == ZOOMS[0]
        assert 0 <= view._scale.column(view.day) - view.left < view._columns


async def test_panning_takes_the_cursor_along_at_the_edge(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)):
        view = app.screen.view
        for _n in range(5):
            view.pan(-1)
        assert view.day < TODAY
        assert 0 <= view._scale.column(view.day) - view.left < view._columns
        view.go_to_today()
        assert view.day == TODAY
        assert 0 <= view._scale.column(TODAY) - view.left < view._columns


async def test_lanes_scroll_and_the_cursor_finds_what_is_in_its_column(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.view
        assert view.stop is None
        view.action_lane(3)
        assert view.current.label == "more 0"
        assert view.stop is not None
        assert (view.stop.day, view.day) == (TODAY, TODAY)
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert view.cursor == view.top + view.lanes_on_screen - 1 == len(ROWS) - 1
        await press(pilot, "ctrl+home")
        assert (view.cursor, view.top) == (0, 0)
        await press(pilot, "ctrl+end", "up")
        assert view.cursor == len(ROWS) - 2
        assert line(view, 2 + view.cursor - view.top).startswith("▌more 38")


async def test_what_is_painted(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)):
        view = app.screen.view
        assert "│today" in line(view, 0) or "today│" in line(view, 0)
        assert line(view, 2).startswith("▌one")
        assert line(view, 2).count("•") == 3
        assert "▒▒▒▌" in line(view, 3)
        assert line(view, 4).strip() == "head"
        assert line(view, 22) == f" {'one 2026-11-22 0':<79}"
        assert all(view.render_line(y).cell_length == 80 for y in range(24))


async def test_a_step_repaints_only_what_changed(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)):
        view = app.screen.view
        before = view._painted()
        asked = []
        view.refresh = lambda *regions, **more: asked.extend(regions)
        view.step(-1)
        changed = [y for y, (old, new) in enumerate(zip(before, view._painted(), strict=True)) if old.text != new.text]
        assert {region.y for region in asked} == {2, *changed}
        asked.clear()
        view.change_zoom(-9)
        assert len({region.y for region in asked}) < 24


async def test_strips_are_kept_by_lane_zoom_place_and_width(make_app, monkeypatch):
    import minori_tui.widgets.timeline as module

    painted = []
    paint = module.paint
    monkeypatch.setattr(module, "paint", lambda lane, *rest: painted.append(lane) or paint(lane, *rest))
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.view
        view._painted()
        painted.clear()
        view.step(-1)
        view.action_lane(1)
        assert painted == []
        view.pan(1)
        assert len(painted) == view.lanes_on_screen - 1
        view.pan(-1)
        assert len(painted) == view.lanes_on_screen - 1
        await pilot.resize_terminal(100, 24)
        await pilot.pause()
        assert len(painted) > view.lanes_on_screen


async def test_the_mouse(make_app):
    app = make_app(lambda: Stage(ROWS))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.view
        await pilot.click(TimelineView, offset=(30, 3))
        assert view.current.label == "two"
        assert view._scale.column(view.day) - view.left == 30 - 21 or view.stop is not None
        await pilot._post_mouse_events([events.MouseScrollDown], TimelineView, offset=(30, 3))
        assert view.cursor == 4


async def test_no_line_at_all(make_app):
    app = make_app(lambda: Stage([]))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.view
        await press(pilot, "down", "end", "home", "pagedown", "ctrl+end")
        view.step(1)
        view.open()
        assert "Nothing to show" in line(view, 2)


# ---- the pane of a case

async def test_the_pane_shows_the_case_and_the_brother(story):
    app = case_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        view = app.screen.pane.picture
        text = "\n".join(line(view, y) for y in range(view.size.height))
        assert "2024/0001  Balduzzi Mattia · 10 years" in text
        assert "2024/0002  Balduzzi Simone · 7 years" in text
        assert "AFF Fam. Poli-Ferri" in text
        assert view.current.label == "Court orders"
        assert "Sun 22/11/2026 · today · Foster care" in text
        assert "with 1 brother or sister" in app.screen.status.text


async def test_the_arrows_belong_to_the_picture_and_the_dots_turn_the_pane(story):
    app = case_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        pane = app.screen.pane
        await press(pilot, "down", "down", "down", "down", "left")
        assert app.screen.pane is pane
        assert pane.picture.stop is not None
        keys_of = {c.id: c.keys for c in app.screen.actions}
        assert keys_of["case.next_pane"] == ("full_stop",)
        await press(pilot, "full_stop")
        assert app.screen.pane is not pane
        await press(pilot, "comma")
        assert app.screen.pane is pane


async def test_zoom_pan_and_today_by_keys(story):
    app = case_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        view = app.screen.pane.picture
        await press(pilot, "minus")
        assert view.zoom == "quarter"
        await press(pilot, "plus", "plus")
        assert view.zoom == "week"
        left = view.left
        await press(pilot, "left_square_bracket")
        assert view.left < left
        await press(pilot, "right_square_bracket", "right_square_bracket", "right_square_bracket", "right_square_bracket")
        await press(pilot, "t")
        assert view.day == TODAY


async def test_enter_shows_a_mark_whole_and_goes_to_its_record(story):
    app = case_app(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        view, case = app.screen.pane.picture, app.screen
        while view.current.label != "IP Spazio neutro":
            await press(pilot, "down")
        await press(pilot, "home", "right", "right", "right", "enter")
        await quiet(pilot, lambda: isinstance(app.screen, ItemDialog))
        assert "Sat 04/04/2026 14:30\nSupervised contact\nmissed\neducatrice Bassi" in app.screen.text.text
        await press(pilot, "escape")
        assert app.screen is case
        await press(pilot, "enter")
        await quiet(pilot, lambda: isinstance(app.screen, ItemDialog))
        await press(pilot, "f8")
        await quiet(pilot, lambda: app.screen is case and case.pane.NAME == "diary" and case.pane.table.current)
        assert case.pane.table.current.cells[0].startswith("04/04/2026")


@pytest.mark.parametrize(("lane", "pane"), [
    ("Court orders", "orders"), ("Placement", "interventions"), ("Deadlines", "deadlines")])
async def test_each_kind_of_thing_has_its_pane(story, lane, pane):
    app = case_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        view, case = app.screen.pane.picture, app.screen
        while view.current.label != lane:
            await press(pilot, "down")
        await press(pilot, "home", "enter")
        await quiet(pilot, lambda: isinstance(app.screen, ItemDialog))
        await press(pilot, "f8")
        await quiet(pilot, lambda: app.screen is case and pane == case.pane.NAME)


async def test_a_thing_of_the_brother_opens_his_case(story):
    app = case_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        await press(pilot, "ctrl+end", "up", "home", "enter")
        await quiet(pilot, lambda: isinstance(app.screen, ItemDialog))
        await press(pilot, "f8")
        await quiet(pilot, lambda: isinstance(app.screen, CaseScreen) and app.screen.number == "2024/0002")
        assert app.screen.pane.NAME == "interventions"


async def test_enter_where_nothing_is_says_so(story):
    app = case_app(story)
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        await press(pilot, "ctrl+home", "enter")
        await quiet(pilot)
        assert "Nothing is recorded" in app.screen.status.text


async def test_print_asks_for_the_form_and_the_file(story, tmp_path):
    app = case_app(story)
    target = tmp_path / "x.txt"
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot, lambda: app.screen.pane.picture.rows.total > 5)
        case = app.screen
        await press(pilot, "p", *"plain", "enter")
        await quiet(pilot, lambda: hasattr(app.screen, "box") and app.screen is not case)
        app.screen.box.value = str(target)
        await press(pilot, "enter")
        await quiet(pilot, target.exists)
        assert "B. M." in target.read_text("utf-8")
        assert f"Written: {target}" in case.status.text
        context = story.context
        assert journal.register(context, records.peek(context, "2024/1").case_id)[2][0].act == "export"


@pytest.mark.parametrize(("encoding", "term", "signs"), [("utf-8", "xterm-256color", UNICODE), ("iso8859-15", "xterm", ASCII),
                                                         ("utf-8", "linux", ASCII), ("utf-8", "vt220", ASCII)])
def test_poor_terminals_get_plain_signs(monkeypatch, encoding, term, signs):
    monkeypatch.setenv("TERM", term)

    class Terminal:
        class console:
            pass

    Terminal.console.encoding = encoding
    assert signs_of(Terminal) is signs


# ---- the place

async def place(pilot, app):
    await quiet(pilot, lambda: isinstance(app.screen, TimelinePlace) and app.screen.picture.rows.total > 0)
    return app.screen


async def test_the_cases_of_whoever_works(story):
    app = app_with(lambda: TimelinePlace(story))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await place(pilot, app)
        assert line(screen.picture, 2).startswith("▌2024/0001 Balduzzi M.")
        assert line(screen.picture, 3).startswith(" 2024/0002 Balduzzi S.")
        assert "▒" in line(screen.picture, 3)
        assert screen.picture.zoom == "quarter"


async def test_space_shows_all_lanes_and_writes_it_down(story):
    app = app_with(lambda: TimelinePlace(story))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await place(pilot, app)
        rows = screen.picture.rows
        assert rows.total == 2
        await press(pilot, "space")
        await quiet(pilot, lambda: rows.total > 2)
        assert line(screen.picture, 3).strip().startswith("Court orders")
        await press(pilot, "down", "down", "down")
        assert screen.number_of(screen.picture.current) == "2024/0001"
        await press(pilot, "ctrl+end")
        assert screen.number_of(screen.picture.current) == "2024/0002"
        await press(pilot, "up", "space")
        await quiet(pilot, lambda: rows.total == 2)
        assert screen.picture.cursor == 0
        context = story.context
        seen = journal.register(context, records.peek(context, "2024/1").case_id)[2]
        assert (seen[0].act, seen[0].detail) == ("open", "timeline")


async def test_f9_opens_the_case_and_f5_reads_again(story):
    app = app_with(lambda: TimelinePlace(story))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await place(pilot, app)
        await press(pilot, "down", "f9")
        await quiet(pilot, lambda: isinstance(app.screen, CaseScreen) and app.screen.view is not None)
        assert (app.screen.number, app.screen.pane.NAME) == ("2024/0002", "timeline")
        await press(pilot, "escape")
        await quiet(pilot, lambda: app.screen is screen)
        await press(pilot, "f5")
        await quiet(pilot)
        assert screen.picture.cursor == 1


async def test_enter_on_a_line_shows_the_thing_and_goes_there(story):
    app = app_with(lambda: TimelinePlace(story))
    async with app.run_test(size=(120, 40)) as pilot:
        await place(pilot, app)
        await press(pilot, "home", "enter")
        await quiet(pilot, lambda: isinstance(app.screen, ItemDialog))
        assert "coop. Sottosopra" in app.screen.text.text
        await press(pilot, "f8")
        await quiet(pilot, lambda: isinstance(app.screen, CaseScreen))
        assert app.screen.pane.NAME == "interventions"


async def test_choosing_a_family(story):
    app = app_with(lambda: TimelinePlace(story))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await place(pilot, app)
        await press(pilot, "f7")
        await quiet(pilot, lambda: app.screen is not screen)
        await press(pilot, *"poli", "enter")
        await quiet(pilot, lambda: app.screen is screen and screen.picture.rows.total == 1)
        assert "▓▓" in line(screen.picture, 2)
        assert "▒" not in line(screen.picture, 2)
        assert "Fam. Poli-Ferri" in str(screen._heading._pieces)


async def test_somebody_without_cases(story):
    session = Session(Context(story.context.store, Actor("boh", "Boh"), CLOCK))
    app = app_with(lambda: TimelinePlace(session))
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot, lambda: app.screen.picture._shown)
        assert "No case here" in line(app.screen.picture, 2)
        await press(pilot, "space", "p", "f9", "enter")
        assert isinstance(app.screen, TimelinePlace)


# ---- pictures

@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="pictures are compared on one version of Python")
@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
@pytest.mark.parametrize("wanted", ["it", "en"])
@pytest.mark.parametrize(("name", "keys"), [("case", ("down", "down", "down", "down", "left", "left")),
                                            ("everything", ("minus",) * 3)])
def test_picture_of_a_case(snap_compare, story, monkeypatch, size, wanted, name, keys):
    monkeypatch.setenv("TZ", "Europe/Rome")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    time.tzset()
    set_language(wanted)

    async def typed(pilot):
        await quiet(pilot, lambda: pilot.app.screen.pane.picture.rows.total > 5)
        for key in keys:
            await pilot.press(key)
        await quiet(pilot)

    assert snap_compare(case_app(story), terminal_size=size, run_before=typed)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="pictures are compared on one version of Python")
@pytest.mark.parametrize("wanted", ["it", "en"])
def test_picture_of_an_operator(snap_compare, story, monkeypatch, wanted):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    set_language(wanted)

    async def typed(pilot):
        await quiet(pilot, lambda: pilot.app.screen.picture.rows.total == 2)
        await pilot.press("space")
        await quiet(pilot, lambda: pilot.app.screen.picture.rows.total > 2)

    assert snap_compare(app_with(lambda: TimelinePlace(story)), terminal_size=(80, 24), run_before=typed)
