"""What goes with an application: who takes part beside the member, and files."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.models import Matter, Seat, person_of
from checks.models.applications import Application, Revision
from members.models import Contact, Organisation

WEEK = timedelta(days=7)


class EnclosureQuerySet(models.QuerySet):
    def standing(self):
        """Those that go with the application as it is written now."""
        return self.filter(removed_at=None)

    def sent_at(self, moment):
        """Those that went with what was sent at the moment."""
        is_removed = Q(removed_at__lte=moment)
        return self.filter(added_at__lte=moment).exclude(is_removed)

    def sent(self):
        """Those that went with the last that was sent of their application."""
        revisions = Revision.objects.filter(application=OuterRef("application")).order_by()
        last = revisions.values("application").annotate(last=Max("at")).values("last")
        there = self.annotate(sent_at=Subquery(last)).filter(added_at__lte=F("sent_at"))
        return there.filter(Q(removed_at=None) | Q(removed_at__gt=F("sent_at")))


class Enclosure(models.Model):
    """Added and taken away, never changed, so that what was sent can always be told."""

    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    removed_at = models.DateTimeField(_("taken away"), null=True, blank=True, editable=False)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]


class PartnerQuerySet(EnclosureQuerySet):
    def asked(self):
        """Those whose answer an application waits for that can still be sent."""
        writing = [Application.Status.DRAFT, Application.Status.SUBMITTED]
        waiting = self.standing().filter(answered_at=None, application__status__in=writing)
        return waiting.filter(application__call__closes_at__gt=timezone.now())


class Partner(Enclosure):
    """An organisation that takes part in the project beside the member (sv. samarbetspart).

    A member of ours consents by any of its contact persons, another by the person who is named.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_partnerships",
        verbose_name=_("member"),
    )
    name = models.CharField(_("name"), max_length=200)
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=settings.LANGUAGES, default="sv"
    )
    role = models.CharField(_("what it does in the project"), max_length=300)
    asked_again_at = models.DateTimeField(_("asked again"), null=True, blank=True, editable=False)
    consents = models.BooleanField(_("consents"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.CharField(_("answered by"), max_length=120, blank=True, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta(Enclosure.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "org_number"],
                condition=Q(removed_at=None) & ~Q(org_number=""),
                name="a_partner_takes_part_once",
            ),
            models.CheckConstraint(
                condition=Q(consents=None, answered_at=None)
                | Q(consents__isnull=False, answered_at__isnull=False),
                name="an_answer_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(email=""),
                name="a_partner_can_be_asked",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.role}"

    @property
    def asked_at(self) -> datetime:
        """The last time."""
        return self.asked_again_at or self.added_at

    @property
    def may_be_asked_from(self) -> datetime:
        """A letter a week at most."""
        return self.asked_at + WEEK

    @property
    def may_be_asked_again(self) -> bool:
        return self.answered_at is None and timezone.now() >= self.may_be_asked_from


def in_a_body(seat):
    """The applications that the holder of the seat may read: to assess them, or to decide."""
    bodies = {
        settings.CHECKS_ASSESSING_BODY: Application.objects.visible_to(seat),
        settings.CHECKS_BODY: Application.objects.filter(
            matter__in=Matter.objects.visible_to(seat).values("pk")
        ),
    }
    return bodies.get(seat.body.slug, Application.objects.none())


def seats_of(user):
    return Seat.objects.current().filter(person__user=user).select_related("body")


class FileQuerySet(EnclosureQuerySet):
    def visible_to(self, user):
        """Who may open which files.

        A member's contact persons see all of theirs; the secretariat what has been sent, of a
        sealed call when it has closed; the assessing body and the board the same of what they
        may read. None of these sees anything in which they have jäv.
        """
        contacts = Contact.objects.current().filter(person__user=user, role=Contact.Role.CONTACT)
        theirs = Q(application__organisation__in=contacts.values("organisation"))
        read = [in_a_body(seat) for seat in seats_of(user)]
        if user.is_staff and user.has_perm("checks.view_application"):
            person = person_of(user)
            to_us = Application.objects.open_to_us()
            read.append(to_us.open_to(person.pk) if person else to_us)
        sent = self.model.objects.sent()
        read_in = [sent.filter(application__in=rows.values("pk")) for rows in read]
        seen = reduce(or_, [theirs, *(Q(pk__in=files.values("pk")) for files in read_in)])
        return self.filter(seen)


class ApplicationFile(Enclosure):
    """A PDF or a picture that goes with an application (sv. bilaga).

    Judged by its content, and kept under a name that nobody can guess.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(_("file"), upload_to="checks/", max_length=120)
    mimetype = models.CharField(max_length=40, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)

    objects = FileQuerySet.as_manager()

    class Meta(Enclosure.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="one_file_per_number_in_an_application"
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def download_name(self) -> str:
        ending = self.file.name.rpartition(".")[2]
        return f"bilaga-{self.application_id}-{self.number}.{ending}"
