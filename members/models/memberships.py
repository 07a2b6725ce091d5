from datetime import date

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation


class MembershipQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def current(self):
        return self.on(timezone.localdate())

    def from_day(self, day):
        """Those that run on the day or begin after it."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def end_asked(self):
        """Those whose member wants to leave, and that have no last day yet."""
        return self.filter(ends_on=None, end_asked_for_at__isnull=False)

    def search(self, text):
        """By the organisation's name or number, as it is typed."""
        return self.filter(organisation__in=Organisation.objects.search(text))

    def in_year(self, year):
        """Those that run on at least one day of the calendar year."""
        return self.filter(starts_on__lte=date(year, 12, 31)).filter(
            Q(ends_on=None) | Q(ends_on__gte=date(year, 1, 1))
        )


@pghistory.track()
class Membership(models.Model):
    """An organisation's time as a member (sv. medlemskap).

    It ends on request or by a decision of the board, with a date and a reason, and never because a
    date has passed or an invoice is unpaid.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    end_asked_for_at = models.DateTimeField(_("end asked for"), null=True, blank=True)
    end_reason = models.TextField(_("why it ends"), blank=True)
    admitted_by = models.CharField(
        _("admitted by"), max_length=120, blank=True, help_text=_("The decision, in words.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ends_on=None),
                name="one_open_membership_per_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_membership_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | ~Q(end_reason=""),
                name="a_membership_ends_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.starts_on:%Y}–"


def members_in(year):
    """The organisations that are members on at least one day of the year."""
    memberships = Membership.objects.in_year(year).filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(memberships))
