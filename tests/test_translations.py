"""The Swedish catalogue is whole: every text of ours, nothing fuzzy, every placeholder kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PO = Path("locale/sv/LC_MESSAGES/django.po")
# What holds no text for people.
LEFT_OUT = {"tests", "benchmarks", "docs", "requirements", "static"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory) -> Catalog:
    """Our catalogue, after gettext has looked through a copy of our files for texts."""
    copy = tmp_path_factory.mktemp("sources")
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in names.splitlines():
        source = ROOT / name
        if source.is_file() and Path(name).parts[0] not in LEFT_OUT:
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    makemessages = [sys.executable, "-m", "django", "makemessages", "--locale", "sv"]
    # Without settings: the command then looks no further than the folder it stands in.
    without = {"PATH": os.environ["PATH"]}
    subprocess.run([*makemessages, "--no-obsolete"], cwd=copy, env=without, check=True)
    with (copy / PO).open("rb") as file:
        return read_po(file, locale="sv")


def test_every_text_has_its_swedish(catalogue):
    missing = [message.id for message in catalogue if message.id and not is_whole(message.string)]
    assert missing == []


def is_whole(string) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def test_nothing_is_fuzzy(catalogue):
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_every_placeholder_is_kept(catalogue):
    wrong = [(message.id, errors) for message, errors in catalogue.check() if errors]
    assert wrong == []


def test_the_catalogue_has_no_text_that_nobody_uses(catalogue):
    with (ROOT / PO).open("rb") as file:
        ours = {message.id for message in read_po(file, locale="sv")}
    assert ours - {message.id for message in catalogue} == set()


def test_no_text_hides_where_gettext_does_not_look():
    """xgettext does not read inside the braces of an f-string."""
    listed = ["git", "grep", "--line-number", "-E", r"\{_\(", "--", "*.py", ":!tests"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, check=False, text=True).stdout
    assert found == ""
