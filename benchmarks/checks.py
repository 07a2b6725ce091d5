"""Queries and server time of a call's overview and ranking, with 30 and with 300 applications.

Five assess each application: 1 500 assessments of the larger call.
"""

from decimal import Decimal

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from benchmarks.ground import Figures, measure, milliseconds
from benchmarks.pages import opened, signed_in
from board.models import Matter
from checks.models import Application, Assessment, Assessor, Call, Revision, Score, Statement
from members.models import Organisation
from tests import build

SIZES = [30, 300]
ASSESSORS = 5
CONTENT = {
    **{name: str(text) for name, text in build.CHECK.items()},
    "asked": "300\u00a0000\u00a0kr",
}


def main() -> None:
    build.the_programme()
    group, board = build.a_board(ASSESSORS, build.the_assessors()), build.a_board(3)
    assessor, decider = [signed_in(seats[-1].person.user) for seats in (group, board)]
    found: dict[str, list[Figures]] = {}
    for size in SIZES:
        call = a_call_before_the_board(size, group)
        pages = {
            "the overview": (
                assessor,
                reverse("assessing:overview", args=["ledningsgruppen", call.pk]),
            ),
            "the ranking": (decider, reverse("deciding:ranking", args=["styrelsen", call.pk])),
        }
        for name, (browser, path) in pages.items():
            found.setdefault(name, []).append(measure(lambda b=browser, p=path: opened(b, p)))
    for name, figures in found.items():
        told = (f"{one.queries} queries, {milliseconds(one.median)}" for one in figures)
        print(f"| {name} | {' | '.join(told)} |")


def a_call_before_the_board(size: int, group) -> Call:
    call, now = build.a_call(f"Utlysning {size}"), timezone.now()
    applications = make_applications(call, size, now)
    by = build.a_user()
    revisions = Revision.objects.bulk_create(
        Revision(
            application=one,
            number=1,
            at=now,
            by=by,
            content=CONTENT,
            organisation_name=one.organisation.name,
            is_for_profit=True,
            employees=40,
        )
        for one in applications
    )
    assess_all(call, revisions, group, now)
    Statement.objects.bulk_create(
        Statement(
            application=one,
            recommendation="grant",
            amount=Decimal(300_000),
            text="Nytt och till nytta.",
            rank=rank,
            by=group[0],
            at=now,
        )
        for rank, one in enumerate(applications, 1)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return build.closed(call)


def make_applications(call: Call, size: int, now) -> list[Application]:
    start = Organisation.objects.count()
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"Organisation {n} AB",
            sort_name=f"organisation {n}",
            org_number=f"{5_580_000_000 + n}",
        )
        for n in range(start, start + size)
    )
    matters = Matter.objects.bulk_create(
        Matter(body=build.the_board(), title=f"Medlemscheck: {one}", resolution="Att bevilja.")
        for one in organisations
    )
    return Application.objects.bulk_create(
        Application(
            call=call,
            organisation=organisation,
            matter=matter,
            status=Application.Status.SUBMITTED,
            submitted_at=now,
            proposed=Decimal(300_000),
        )
        for organisation, matter in zip(organisations, matters, strict=True)
    )


def assess_all(call: Call, revisions, group, now) -> None:
    """Each seat of the group gives its points on each criterion."""
    assessments = []
    for seat in group:
        assessors = Assessor.objects.bulk_create(
            Assessor(application=one.application, seat=seat, asked_at=now) for one in revisions
        )
        assessments += Assessment.objects.bulk_create(
            Assessment(assessor=assessor, revision=revision, at=now)
            for assessor, revision in zip(assessors, revisions, strict=True)
        )
    Score.objects.bulk_create(
        Score(assessment=one, criterion=criterion, points=1 + one.pk % 5, reason="Nytt för dem.")
        for criterion in call.criteria.all()
        for one in assessments
    )
