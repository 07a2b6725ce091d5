"""What the surveys of an event came to: before and after side by side, without names."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from events.forms.surveys import SCALE, YES_NO
from events.models import Answer, Question, Survey

WIDTH = 100  # of a bar that is full, in the drawing's own units
OPTIONS: dict[str, list] = {Question.Kind.SCALE: SCALE, Question.Kind.YES_NO: YES_NO}


@dataclass(frozen=True)
class Side:
    """The answers to a question before or after. Fewer than `least` are not shown."""

    answers: int
    is_shown: bool
    mean: float | None
    texts: list[str]


@dataclass(frozen=True)
class Row:
    """How many chose an option before and after, and how long their bars are; None: not shown."""

    label: str
    before: int | None
    after: int | None
    before_length: float
    after_length: float


@dataclass(frozen=True)
class Result:
    question: Question
    before: Side
    after: Side
    rows: list[Row]

    @property
    def sides(self):
        return [("before", self.before), ("after", self.after)]


def results_of(event) -> list[Result]:
    """Of the surveys that are closed: as long as answers change one could tell whose is new."""
    found = Answer.objects.filter(
        response__survey__event=event, response__survey__closed_at__isnull=False
    )
    counts: dict = defaultdict(dict)
    grouped = found.filter(text="").values_list("question", "response__survey__moment", "number")
    for question, moment, number, times in grouped.annotate(Count("pk")).order_by():
        counts[question, moment][number] = times
    texts: dict = defaultdict(list)
    # In the order of the alphabet, which says nothing of who was first.
    said = found.exclude(text="").order_by("text", "pk")
    for question, moment, text in said.values_list("question", "response__survey__moment", "text"):
        texts[question, moment].append(text)
    return [
        result_of(one, counts, texts)
        for one in event.questions.select_related("goal").order_by("number")
    ]


def result_of(question, counts, texts) -> Result:
    moments = [Survey.Moment.BEFORE, Survey.Moment.AFTER]
    spread = [counts.get((question.pk, moment), {}) for moment in moments]
    words = [texts.get((question.pk, moment), []) for moment in moments]
    before, after = [side_of(*both) for both in zip(spread, words, strict=True)]
    return Result(question, before, after, rows_of(question, before, after, *spread))


def side_of(spread, words) -> Side:
    answers = sum(spread.values()) + len(words)
    is_shown = answers >= settings.SURVEY_LEAST_ANSWERS
    total = sum(number * times for number, times in spread.items())
    return Side(
        answers=answers,
        is_shown=is_shown,
        mean=total / answers if is_shown and spread else None,
        texts=words if is_shown else [],
    )


def rows_of(question, before, after, *spread) -> list[Row]:
    return [
        Row(str(label), *chosen(number, before, after, spread))
        for number, label in OPTIONS.get(question.kind, [])
    ]


def chosen(number, before, after, spread):
    """Counts, then lengths: shares of the answers, since the two may be of different size."""
    sides = list(zip((before, after), spread, strict=True))
    counts = [one.get(number, 0) if side.is_shown else None for side, one in sides]
    lengths = [
        WIDTH * count / side.answers if count else 0.0
        for count, (side, _spread) in zip(counts, sides, strict=True)
    ]
    return [*counts, *lengths]
