from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Interest, Seat
from lattvikt.lib import org_number
from lattvikt.lib.org_number import NotAnOrgNumber
from members.models import Contact, Organisation, Person


class PartyQuerySet(models.QuerySet):
    def tied_to(self, person):
        """The parties that are the person's own interest as things are today.

        The person is the party, or has a contact's role, a declared interest or a seat that comes
        from the organisation with its number. `person` is a key, or an OuterRef to one.
        """
        inner = OuterRef(person) if isinstance(person, OuterRef) else person
        acts_for, interest, comes_from = ties(inner, OuterRef("org_number"))
        through = Exists(acts_for) | Exists(interest) | Exists(comes_from)
        return self.filter(Q(person=person) | ~Q(org_number="") & through)

    def named(self, text):
        """An organisation whose name has the words, or whose number it is, however written."""
        named = Organisation.objects.filter(name__icontains=text, org_number=OuterRef("org_number"))
        return self.filter(Exists(named) | Q(org_number=number_in(text))).exclude(org_number="")


def number_in(text):
    """The organisation number that was written, as it is stored, or the text itself."""
    try:
        return org_number.clean(text)
    except NotAnOrgNumber:
        return text


def ties(person, number):
    """What ties the person to the organisation with the number today. Either may be an OuterRef."""
    return [
        Contact.objects.current().filter(person=person, organisation__org_number=number),
        Interest.objects.current().filter(person=person, org_number=number),
        Seat.objects.current().filter(person=person, organisation__org_number=number),
    ]


class Party(models.Model):
    """Whose interest a matter is: an organisation by number, a person, or both (sv. part)."""

    matter = models.ForeignKey(
        "board.Matter", models.CASCADE, related_name="parties", verbose_name=_("matter")
    )
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [models.Index("org_number", name="party_by_org_number")]

    def __str__(self):
        return self.org_number or str(self.person)

    def is_interest_of(self, person) -> bool:
        """As `tied_to`, for a party that need not be saved: before there is a matter."""
        if self.person_id == person.pk:
            return True
        return bool(self.org_number) and any(
            tie.exists() for tie in ties(person.pk, self.org_number)
        )


class RecusalQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)


class Recusal(models.Model):
    """A seat's jäv in a matter: declared by its holder, or found by us and lifted by the chair.

    Found jäv is not a row but an answer (`is_found`): it follows contacts and interests as they
    are today, until the decision writes it down. A row that is lifted also covers what is found
    later in the same matter.
    """

    matter = models.ForeignKey(
        "board.Matter", models.CASCADE, related_name="recusals", verbose_name=_("matter")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals", verbose_name=_("seat"))
    is_declared = models.BooleanField(_("declared"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("noted"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_because = models.CharField(_("why it was lifted"), max_length=300, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.UniqueConstraint(fields=["matter", "seat"], name="one_recusal_per_seat"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_because=""),
                name="a_recusal_is_lifted_for_a_reason",
            ),
        ]

    def __str__(self):
        return str(self.seat)


def is_tied(user, parties) -> bool:
    """Whether a login's person has an interest in what concerns the parties."""
    person = person_of(user)
    return person is not None and any(party.is_interest_of(person) for party in parties)


def person_of(user):
    """Also a person with the user's address whose login has not been tied to it yet."""
    alike = Q(user=None, email__iexact=user.email)
    return Person.objects.filter(Q(user=user) | alike).order_by("user").first()


def is_noted(matter, person):
    """The condition that a recusal stands. Either may be an OuterRef."""
    return Exists(notes(matter, person).standing())


def is_found(matter, person):
    """The condition that the person is tied to a party, and that nobody has said otherwise.

    Or stood aside from the point that it is treated under. It holds while the matter is undecided;
    the decision then makes rows of it, so that whoever was recused still is, and nobody else
    becomes so afterwards.
    """
    tied = Party.objects.filter(matter=matter).tied_to(person)
    stood_aside = Seat.objects.filter(
        person=person, absences__is_recused=True, absences__item__matters=matter
    )
    return (Exists(tied) | Exists(stood_aside)) & ~Exists(notes(matter, person))


def notes(matter, person):
    return Recusal.objects.filter(matter=matter, seat__person=person)
