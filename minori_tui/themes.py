"""Four looks. None says anything by colour alone, so the choice is a matter of light and eyes.

No theme uses the terminal's own palette ("ansi" themes): with ``NO_COLOR`` those are black on black in Textual 8.2.
"""

from __future__ import annotations

from textual.theme import Theme

from minori_tui.i18n import N_

DARK = Theme(
    name="minori-dark", primary="#5fafd7", secondary="#87afaf", accent="#d7af5f", warning="#d7af5f", error="#d75f5f",
    success="#87af5f", foreground="#e4e4e4", background="#121212", surface="#262626", panel="#303030",
)
LIGHT = Theme(
    name="minori-light", primary="#005f87", secondary="#5f5f87", accent="#875f00", warning="#875f00", error="#af0000",
    success="#005f00", foreground="#121212", background="#ffffff", surface="#e4e4e4", panel="#d0d0d0", dark=False,
)
CONTRAST = Theme(
    name="minori-contrast", primary="#ffffff", secondary="#ffffff", accent="#ffff00", warning="#ffff00",
    error="#ff5f5f", success="#ffffff", foreground="#ffffff", background="#000000", surface="#000000",
    panel="#000000", text_alpha=1.0,
)
SIXTEEN = Theme(
    name="minori-16", primary="#00ffff", secondary="#00ffff", accent="#ffff00", warning="#ffff00", error="#ff0000",
    success="#00ff00", foreground="#ffffff", background="#000000", surface="#000000", panel="#000080", text_alpha=1.0,
)

THEMES = (DARK, LIGHT, CONTRAST, SIXTEEN)
LABELS = {
    DARK.name: N_("Dark"),
    LIGHT.name: N_("Light"),
    CONTRAST.name: N_("High contrast"),
    SIXTEEN.name: N_("16 colours"),
}
"""Name of each look, a message id."""


def fitting(wanted: str | None, *, colour_system: str | None, no_colour: bool) -> str:
    """The look to start with: the wanted one if there is such; else what the terminal can show."""
    if wanted in LABELS:
        return wanted
    if no_colour:
        return CONTRAST.name
    return SIXTEEN.name if colour_system in (None, "standard", "windows") else DARK.name
