"""``store``: what the archive is, whether it is whole, copies and putting one back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from minori_tui.cli import exits, render
from minori_tui.cli.options import Json
from minori_tui.cli.progress import progress
from minori_tui.cli.session import session
from minori_tui.cli.words import Command
from minori_tui.cli.words import app as group
from minori_tui.domain.errors import InvalidInput
from minori_tui.i18n import N_, _

if TYPE_CHECKING:
    from minori_tui.services.maintenance import Checked, StoreInfo

app = group(N_("The archive: what it is, checking, backup and restore"))


@app.command("info", cls=Command, help=N_("What the archive is and how much it holds"))
def info(ctx: typer.Context, json: Json = False) -> int:
    """Facts about the store, nothing personal."""
    with session(ctx).open() as context:
        from minori_tui.services import maintenance

        found = maintenance.info(context)
    if json:
        render.document({"path": str(found.path), "name": found.name, "vault": found.vault, "synthetic": found.synthetic,
                         "format": found.format, "size": found.size, "counts": found.counts})
    else:
        _print_info(found)
    return exits.DONE


def _print_info(found: StoreInfo) -> None:
    render.facts([
        (_("Archive"), str(found.path)), (_("Name"), found.name), (_("Synthetic"), render.yes_no(found.synthetic)),
        (_("Format"), found.format), (_("Size"), f"{found.size / 1_048_576:.1f} MiB"), (_("Vault"), found.vault),
        (_("Cases"), found.counts["case_file"]), (_("People"), found.counts["person"]),
        (_("Diary entries"), found.counts["event"]), (_("Lawyers"), found.counts["lawyer"]),
        (_("Rosters"), found.counts["roster"]), (_("Facilities"), found.counts["facility"]),
        (_("Operators"), found.counts["operator"]), (_("Operations"), found.counts["operation"]),
        (_("Imports"), found.counts["import_batch"])])


@app.command("check", cls=Command, help=N_("Read the whole archive and say what is wrong with it; 4 when something is"))
def check(ctx: typer.Context, json: Json = False) -> int:
    """Structure, seals of the pages, references, lookup."""
    with session(ctx).open() as context, progress(_("Checking")):
        from minori_tui.services import maintenance

        found = maintenance.check(context)
    if json:
        render.document(_checked(found))
    elif found.clean:
        render.out(_("The archive is whole."))
    else:
        _print_faults(found)
    return exits.DONE if found.clean else exits.STORE


def _checked(found: Checked) -> dict[str, Any]:
    return {"clean": found.clean, "structure": list(found.structure), "pages": list(found.pages),
            "references": found.references, "lookup_missing": found.lookup_missing}


def _print_faults(found: Checked) -> None:
    exits.hint(N_("The archive is not whole: make a copy of its folder before anything else, then restore a backup."))
    if found.lookup_missing and not (found.structure or found.pages or found.references):
        exits.hint(N_("Only the lookup is wanting: «minori store compact» makes it again."))
    render.facts([(_("Structure"), "\n".join(found.structure)), (_("Pages"), "\n".join(found.pages)),
                  (_("Broken references"), found.references or None),
                  (_("Cases out of the lookup"), found.lookup_missing or None)])


@app.command("compact", cls=Command, help=N_("Make the lookup again from the records, and give unused space back"))
def compact(ctx: typer.Context, json: Json = False) -> int:
    """What mends a lookup that ``check`` finds wanting."""
    with session(ctx).open() as context, progress(_("Compacting")):
        from minori_tui.services import maintenance

        done = maintenance.compact(context)
    if json:
        render.document({"cases": done.cases, "before": done.before, "after": done.after})
    else:
        render.out(_("{cases} cases in the lookup; {before} MiB before, {after} MiB now", cases=done.cases,
                     before=f"{done.before / 1_048_576:.1f}", after=f"{done.after / 1_048_576:.1f}"))
    return exits.DONE


@app.command("backup", cls=Command, help=N_("Make a copy of the archive with its keyring, opened and checked"))
def backup(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help=N_(
        "Where the folder of the backup is made; that of the settings, or «backups» beside the archive, when not given"))] = None,
    json: Json = False,
) -> int:
    """A verified backup."""
    here = session(ctx)
    with here.open() as context, progress(_("Backup")):
        from minori_tui.services import maintenance

        made = maintenance.make_backup(context, folder or here.settings.backup_folder)
    if json:
        render.document({"backup": str(made)})
    else:
        render.out(_("Backup made and checked: {folder}", folder=made))
    return exits.DONE


@app.command("restore", cls=Command, help=N_("Put a backup in the place of the archive; what is there now is kept beside it"))
def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help=N_("The folder of the backup"))],
    rehearse: Annotated[bool, typer.Option("--rehearse", help=N_("Only open and check the backup"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Do not ask (for scripts)"))] = False,
    json: Json = False,
) -> int:
    """Restore after asking; without a terminal ``--yes`` is needed."""
    from minori_tui import paths

    target = session(ctx).store_path()
    if not (rehearse or yes) and not _agreed(target):
        exits.hint(N_("Nothing was done."))
        return exits.REFUSED
    from minori_tui.services import maintenance

    with progress(_("Restore")):
        found = maintenance.restore(source, target, paths.config_folder(), rehearse=rehearse)
    if json:
        render.document({"restored": None if rehearse else str(target), **_checked(found)})
    elif rehearse:
        render.out(_("The backup opens and is whole. Nothing was changed."))
    else:
        render.out(_("Restored: {file}", file=target))
    return exits.DONE


def _agreed(target: Path) -> bool:
    """Ask on the terminal. Raises ``InvalidInput`` where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InvalidInput(N_("Nobody can be asked here: --yes restores without asking, --rehearse only checks"),
                           code="no-terminal")
    exits.hint(N_("The backup takes the place of {file}; what is there now is kept beside it. Go on? (y/n)"), file=target)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "s", "si", "sì")
