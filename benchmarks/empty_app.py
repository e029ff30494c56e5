"""The floor of a start: a Textual app with one ``Label``."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class Empty(App[None]):
    """Says that it is ready."""

    def compose(self) -> ComposeResult:
        yield Label("ready to work")


if __name__ == "__main__":
    Empty().run()
