"""What is public of granted checks: a member shows its project; two PP-checkar from before."""

from decimal import Decimal

from django.utils import timezone

from checks.actions import allow_publicity, keep_old_checks
from checks.models import OldCheck, Project, Side
from lattvikt.demo.calendar import Days

OLD = [
    ("Åmåls Marinteknik AB", "Skrov i återvunnen kolfiber", 180_000),
    ("Gjuteriet i Ö AB", "Tunnare väggar i pressgjutet aluminium", 150_000),
]


def make_public_checks(*, days: Days):
    signed = Project.objects.signed_by(Side.MEMBER, Side.PROGRAMME)
    project = signed.with_application().order_by("pk")[0]
    allow_publicity(
        project,
        title=True,
        organisation=True,
        amount=False,
        text="Vi prövar om en bärande del kan göras i ett stycke, och vad det gör med vikten.",
        by=project.agreement.of_member.by,
        now=timezone.now(),
    )
    keep_old_checks(
        {"year": days.year - 6, "organisation": name, "title": title, "amount": Decimal(amount)}
        for name, title, amount in OLD
    )
    OldCheck.objects.update(is_public=True)
