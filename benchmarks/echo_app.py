"""The floor of a typed key: a Textual app whose only widget is a stock ``Input``."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Echo(App[None]):
    """Shows what is typed, nothing else. The cursor does not blink, as in the programs it is compared with."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        box = Input(placeholder="ready")
        box.cursor_blink = False
        yield box


if __name__ == "__main__":
    Echo().run()
