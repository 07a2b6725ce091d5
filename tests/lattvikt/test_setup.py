"""bin/setup: what it installs, and the one line it says where it may not."""

import importlib.machinery
import importlib.util

import pytest

from tests.workers import ROOT

PANGO = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 "


@pytest.fixture
def setup(monkeypatch):
    """The script as a module, on a machine with apt-get that runs nothing."""
    place = str(ROOT / "bin" / "setup")
    loader = importlib.machinery.SourceFileLoader("setup_script", place)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    monkeypatch.setattr(module.shutil, "which", lambda name: name == "apt-get" or None)
    monkeypatch.setattr(module, "quietly", lambda command: 0)
    return module


def test_what_is_there_is_not_installed_again(setup, capsys):
    setup.need("pango", lambda: True, "draws the invoices")
    assert capsys.readouterr().out == ""


def test_what_is_missing_is_installed_where_we_may(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "as_root", list)
    answers = iter([False, True])
    setup.need("pango", lambda: next(answers), "draws the invoices")
    assert capsys.readouterr().out == f"Installing: sudo {PANGO}libharfbuzz-subset0\n"


def test_where_we_may_not_the_one_line_is_said_and_we_stop(setup, monkeypatch):
    monkeypatch.setattr(setup, "as_root", lambda: None)
    with pytest.raises(SystemExit) as stop:
        setup.need("pango", lambda: False, "draws the invoices")
    assert stop.value.code == (
        "Lättvikt needs pango (draws the invoices). Install it and start again:\n\n"
        f"  sudo {PANGO}libharfbuzz-subset0"
    )


def test_a_missing_browser_stops_it_too(setup, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(setup, "as_root", lambda: None)
    assert setup.chromium_is_here() is False
    with pytest.raises(SystemExit, match="apt-get install -y --no-install-recommends chromium"):
        setup.need("chromium", setup.chromium_is_here, "tests the pages")


def test_a_changed_lock_is_installed_and_an_unchanged_one_is_not(setup, monkeypatch, tmp_path):
    monkeypatch.setattr(setup, "VENV", tmp_path)
    assert setup.stamps("local") == set()
    (tmp_path / "installed-dev").write_text(setup.fingerprint())
    assert setup.stamps("local") == {setup.fingerprint()}
    setup.install("local")  # would fail here: there is no environment to install into
