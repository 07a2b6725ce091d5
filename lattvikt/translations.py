"""Compiles the translations with Babel, so that no machine needs gettext to show Swedish."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_translations(folder: Path = LOCALE) -> None:
    """Write the .mo beside each .po that is newer than it, whole or not at all."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name)
    unfinished = target.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as compiled:
        write_mo(compiled, catalogue)
    unfinished.rename(target)


if __name__ == "__main__":
    compile_translations()
