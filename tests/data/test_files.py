"""Small files are replaced whole or not at all, and are nobody else's to read."""

import os
import stat
import subprocess
import sys

import pytest

from minori_tui.data import files


def test_whole_write_is_private_and_leaves_nothing_behind(tmp_path):
    target = tmp_path / "a"
    for content in (b"", b"one", b"x" * 100_000):
        files.write_whole(target, content)
        assert target.read_bytes() == content
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a"]


def test_bytes_written_little_by_little_arrive(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:7]))
    files.write_whole(tmp_path / "a", b"0123456789" * 9)
    assert (tmp_path / "a").read_bytes() == b"0123456789" * 9


def test_a_link_in_the_place_of_the_draft_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / f".a.{os.getpid()}.tmp").symlink_to(victim)
    with pytest.raises(OSError, match=r".*"):
        files.write_whole(tmp_path / "a", b"new")
    assert victim.read_bytes() == b"mine"


def test_folders_are_private(tmp_path):
    files.make_folder(tmp_path / "one")
    files.make_folder(tmp_path / "one")
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o700


def test_hand_over_replaces_nothing(tmp_path, monkeypatch):
    for way in ("link", "rename"):
        draft, target = tmp_path / "draft", tmp_path / f"target-{way}"
        draft.write_bytes(b"new")
        if way == "rename":
            monkeypatch.setattr(os, "link", _no_links)
        files.hand_over(draft, target)
        assert target.read_bytes() == b"new"
        assert not draft.exists()
        draft.write_bytes(b"newer")
        with pytest.raises(FileExistsError):
            files.hand_over(draft, target)
        assert target.read_bytes() == b"new"


def _no_links(*_):
    raise PermissionError("this file system has no hard links")


def test_free_name(tmp_path):
    path = tmp_path / "a"
    assert files.free_name(path) == path
    path.touch()
    (tmp_path / "a.2").touch()
    assert files.free_name(path).name == "a.3"


def test_alone_waits_for_the_other_and_a_killed_one_lets_go(tmp_path):
    code = ("import sys, time; from pathlib import Path; from minori_tui.data.files import alone\n"
            f"with alone(Path({str(tmp_path)!r})):\n print('in', flush=True); time.sleep(60)")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "in\n"
        import fcntl

        handle = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)
        other.kill()
        with files.alone(tmp_path):
            pass
