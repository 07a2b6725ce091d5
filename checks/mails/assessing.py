"""The letters to those who assess. They name no applicant: jäv may be found afterwards."""

from itertools import groupby
from operator import attrgetter

from django.urls import reverse

from outbox.actions import write_letter


def asked_to_assess(call, assessors):
    """One letter to each seat, with how many applications it is newly asked to assess."""
    in_order = sorted(assessors, key=attrgetter("seat_id", "pk"))
    for _seat, asked in groupby(in_order, key=attrgetter("seat_id")):
        first, *more = asked
        key = f"check-assessor-{first.pk}"
        write("asked_to_assess", call, first.seat, key=key, number=1 + len(more))


def assessment_reminder(call, seat, number):
    """Key: the call, the day and the seat; with another day they are reminded anew."""
    key = f"check-call-{call.pk}-assess-{call.assess_by}-seat-{seat.pk}"
    write("assessment_reminder", call, seat, key=key, number=number)


def to_assess_anew(application, revision, assessors):
    """What they assessed has been changed."""
    for assessor in assessors:
        key = f"check-assessor-{assessor.pk}-version-{revision.number}"
        write("to_assess_anew", application.call, assessor.seat, key=key)


def referred_back(application, seat):
    """To who leads the assessment: the board wants to know more. Its words stand on the page."""
    key = f"check-{application.pk}-referred-back-{application.matter_id}-seat-{seat.pk}"
    write("referred_back", application.call, seat, key=key, body=application.matter.body)


def write(letter, call, seat, *, key, **facts):
    if seat.person.email:
        write_letter(
            f"checks/mail/{letter}.txt",
            key=key,
            to=seat.person.email,
            language=seat.person.language,
            context={
                "call": call,
                "person": seat.person,
                "path": reverse("assessing:home", args=[seat.body.slug]),
                **facts,
            },
        )
