"""``demo`` makes a synthetic archive; ``open`` goes to the screens."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.progress import progress
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.data.demo.manifest import Manifest

def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("open", cls=Command, help=N_("Open the screens, on a case when one is named"))(open_screens)
    app.command("demo", cls=Command, help=N_(
        "Make a synthetic archive (nobody in it exists) and, in a terminal, open it; the same seed makes the same archive"))(demo)


def open_screens(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Argument(metavar="CASE", help=N_("File number"))] = None,
) -> int:
    """The console (``minori open`` alone goes there without loading the command line)."""
    here = session(ctx)
    if not render.on_terminal():
        raise InvalidInput(N_("The screens need a terminal"), code="no-terminal")
    return here.screens(here.store, case or "")


def demo(
    ctx: typer.Context,
    size: Annotated[str, typer.Option("--size", metavar="S|M|L|XL|N", help=N_(
        "S = a district (240 open cases), M = a city, L = Lombardy, XL = Italy, or a number of cases"))] = "S",
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help=N_("Another number makes other people"))] = 1,
    no_open: Annotated[bool, typer.Option("--no-open", help=N_("Do not open the screens afterwards"))] = False,
    json: Json = False,
) -> int:
    """Make the archive; one that exists is never replaced."""
    from minori_tui import paths, wiring

    here = session(ctx)
    path = paths.named_store(here.store) or paths.demo_store()
    with progress(_("Making the archive")) as told:
        manifest = cast("Manifest", wiring.make_demo(path, size=size, seed=seed, today=here.today(), progress=told))
    if json:
        render.document({"store": str(path), **_plain(manifest)})
    else:
        _print(path, manifest)
    if render.on_terminal() and not (no_open or json):
        return here.screens(str(path), "")
    return exits.DONE


def _plain(manifest: Manifest) -> dict[str, Any]:
    return asdict(manifest) | {"today": manifest.today.isoformat()}


def _print(path: Path, manifest: Manifest) -> None:
    render.facts([(_("Demo archive"), str(path)), (_("Seed"), manifest.seed),
                  (_("Day"), render.day(manifest.today.isoformat()))])
    render.heading(_("What it holds"))
    render.table([_("Table"), _("Rows")], [[name, count] for name, count in manifest.counts.items()])
    render.heading(_("Planted on purpose"))
    render.table([_("Code"), _("What"), _("Cases")],
                 [[p.code, _(p.description), ", ".join(p.file_numbers)] for p in manifest.planted])
    exits.hint(N_("Open it with: minori --store {path}"), path=path)
