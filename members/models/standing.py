from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from members.models.memberships import Membership
from members.models.people import Contact


def with_standing(organisations: QuerySet, day) -> QuerySet:
    """Adds how each stands on the day, in the same query.

    since, last_day and end_asked_at of the membership that runs (None where none does), and roles:
    the names of the roles that somebody holds.
    """
    memberships = Membership.objects.on(day).filter(organisation=OuterRef("pk"))
    contacts = Contact.objects.on(day).filter(organisation=OuterRef("pk"))
    return organisations.annotate(
        since=Subquery(memberships.values("starts_on")[:1]),
        last_day=Subquery(memberships.values("ends_on")[:1]),
        end_asked_at=Subquery(memberships.values("end_asked_for_at")[:1]),
        roles=ArraySubquery(contacts.values("role").distinct()),
    )
