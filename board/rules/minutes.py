"""What minutes say of a point, sentence by sentence.

Minutes are in Swedish whoever reads them, and so are these words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a line looks."""

    ABOUT = "about"  # who was there
    TEXT = "text"  # the keeper's own, in Markdown
    SAID = "said"  # as somebody wrote it, plain
    TITLE = "title"
    DECISION = "decision"  # the resolution, in Markdown
    HOW = "how"  # how it came about


class Line(NamedTuple):
    kind: Kind
    text: str


@dataclass(frozen=True)
class Ruling:
    """A decision as the minutes tell of it: never how each seat voted."""

    reference: str
    title: str
    resolution: str
    is_approved: bool
    how: str
    decided_on: date
    reason: str = ""

    @property
    def lines(self) -> Iterator[Line]:
        yield Line(Kind.DECISION, f"{VERBS[self.is_approved]}\n\n{self.resolution}")
        yield Line(Kind.HOW, f"Beslut {self.reference}. {self.how}.")
        if self.reason:
            yield Line(Kind.SAID, f"Motivering: {self.reason}")

    @property
    def lines_between_meetings(self) -> Iterator[Line]:
        yield Line(Kind.TITLE, self.title)
        yield from self.lines
        yield Line(Kind.HOW, f"Per capsulam {self.decided_on}.")


VERBS = {True: "Beslutades", False: "Avslogs förslaget"}


@dataclass(frozen=True)
class Assignment:
    owner: str
    text: str
    due_on: date | None

    def __str__(self):
        return f"Uppdrag till {self.owner}: {self.text}{by_day(', senast', self.due_on)}"


def by_day(words, day):
    return f"{words} {day}" if day else ""


@dataclass(frozen=True)
class Point:
    """What is known of a point when it has been treated. Names are of people."""

    presenter: str = ""
    guests: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    text: str = ""
    notes: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    reservations: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    wishes: tuple[tuple[str, date], ...] = ()
    ended: str = ""
    because: str = ""

    @property
    def lines(self) -> list[Line]:
        told = [*self.what_happened, *self.what_follows]
        return [*self.who_was_there, *(told or [Line(Kind.SAID, NOTHING)])]

    @property
    def who_was_there(self) -> Iterator[Line]:
        for names, words in [
            ((self.presenter,), "Föredragande: {}."),
            (self.guests, "Adjungerade under punkten: {}."),
            (self.came, "Till mötet kom {}."),
            (self.left, "Före punkten lämnade {} mötet."),
            (self.recused, "På grund av jäv lämnade {} mötet och deltog inte i handläggningen."),
            (self.away, "Under punkten var {} inte med."),
        ]:
            if any(names):
                yield Line(Kind.ABOUT, words.format(listed(names)))

    @property
    def what_happened(self) -> Iterator[Line]:
        if self.text:
            yield Line(Kind.TEXT, self.text)
        yield from (Line(Kind.SAID, note) for note in self.notes)
        for ruling in self.rulings:
            yield from ruling.lines
        yield from (Line(Kind.SAID, one) for one in self.reservations)
        if self.ended:
            because = f": {self.because}" if self.because else "."
            yield Line(Kind.SAID, f"{self.ended}{because}")

    @property
    def what_follows(self) -> Iterator[Line]:
        yield from (Line(Kind.SAID, f"{one}.") for one in self.assignments)
        for wish, day in self.wishes:
            yield Line(Kind.SAID, f"Följs upp tidigast {day}: {wish}.")


NOTHING = "Punkten behandlades utan beslut."


def listed(names) -> str:
    """«Anna, Bo och Örjan»."""
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last
