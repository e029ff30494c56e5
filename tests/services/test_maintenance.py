"""What the archive is, whether it is whole, copies, restoring."""

import pytest

from minori_tui.data.store import open_store
from minori_tui.services import cases, lookup, maintenance


@pytest.fixture
def number(context, child):
    return cases.new_case(context, child)


def test_info_counts_without_names(context, number):
    info = maintenance.info(context)
    assert (info.path, info.name, info.synthetic, info.vault) == (context.store.path, "Prova", False, context.store.vault)
    assert (info.counts["case_file"], info.counts["person"], info.counts["operation"], info.counts["lawyer"]) == (1, 1, 2, 0)
    assert info.size == context.store.path.stat().st_size
    assert "Rossi" not in repr(info)


def test_check(context, number):
    assert maintenance.check(context).clean


def test_the_lookup_is_made_again(context, number, check_lookup):
    connection = context.store.connect()
    connection.execute("DELETE FROM lookup_case")
    connection.close()
    assert not maintenance.check(context).clean
    assert maintenance.compact(context).cases == 1
    assert lookup.find(context, "rossi", 5)[1] == 1
    assert maintenance.check(context).clean
    check_lookup(context.store)


def test_a_lookup_that_cannot_be_made_again_stays(context, number, monkeypatch):
    from minori_tui.data import lookup_index

    def explode(connection):
        connection.execute("DELETE FROM lookup_case")
        raise RuntimeError("boom")

    monkeypatch.setattr(lookup_index, "rebuild", explode)
    with pytest.raises(RuntimeError):
        maintenance.compact(context)
    assert lookup.find(context, "rossi", 5)[1] == 1


def test_backup_and_restore(context, number, child, tmp_path):
    folder = maintenance.make_backup(context)
    assert folder.parent == context.store.path.parent / "backups"
    cases.new_case(context, child | {"given_name": "Sara"})
    path, config = context.store.path, tmp_path / "config"
    assert maintenance.restore(folder, path, config, rehearse=True).clean
    context.store.close()
    assert maintenance.restore(folder, path, config).clean
    again = open_store(path, config)
    with again.read() as connection:
        assert connection.execute("SELECT count(*) FROM case_file").fetchone()[0] == 1
    again.close()
    assert maintenance.make_backup(context, tmp_path / "elsewhere").parent == tmp_path / "elsewhere"


def test_what_saves_leave_is_looked_after(context, child, check_lookup):
    for _ in range(3):
        cases.new_case(context, child)
    assert context.store.unmerged == 3
    keeper = maintenance.keep(context)
    cases.new_case(context, child)
    assert maintenance.compact(context).cases == 4
    assert context.store.unmerged == 0
    keeper.stop()
    cases.new_case(context, child)
    assert context.store.unmerged == 1
    check_lookup(context.store)
