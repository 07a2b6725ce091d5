"""The letters about views and needs: to who is to answer, and to who said it."""

from django.urls import reverse

from outbox.actions import write_letter


def digest(person, body, remarks, *, today):
    """What has been said since the last such letter; at most one a day for each person."""
    if person.email:
        write_letter(
            "proposals/mail/digest.txt",
            key=f"remarks-{today}-{person.pk}",
            to=person.email,
            language=person.language,
            context={
                "person": person,
                "remarks": remarks,
                "path": reverse("answering:remarks", args=[body.slug]),
            },
        )


def answered(remark):
    write_to_sender("answered", remark)


def result_told(remark):
    write_to_sender("result", remark)


def write_to_sender(letter, remark):
    """Nobody, when it was noted in the room without a name."""
    if remark.person and remark.person.email:
        write_letter(
            f"proposals/mail/{letter}.txt",
            key=f"remark-{remark.pk}-{letter}",
            to=remark.person.email,
            language=remark.person.language,
            context={
                "remark": remark,
                "person": remark.person,
                "path": reverse("proposals:remarks"),
            },
        )
