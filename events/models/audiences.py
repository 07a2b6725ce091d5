from datetime import date
from functools import reduce
from operator import or_

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.places import Registration
from members.models import (
    Contact,
    Group,
    GroupMembership,
    Industry,
    Organisation,
    OrganisationKind,
    Person,
    Purpose,
    Region,
    Relation,
)


@pghistory.track()
class Audience(models.Model):
    """People who are asked together: segments, joined and subtracted (sv. målgrupp).

    It holds no names: who it is, is found anew each day.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def joined(self):
        return self.segments.with_words().filter(is_subtracted=False)

    def subtracted(self):
        return self.segments.with_words().filter(is_subtracted=True)

    def people(self, day: date):
        """Everybody, each once, the declined and those without an address too."""
        found = [Q(pk__in=one.found(day).values("person")) for one in self.joined()]
        people = Person.objects.filter(reduce(or_, found, Q(pk__in=[])))
        for one in self.subtracted():
            people = people.exclude(pk__in=one.found(day).values("person"))
        return people

    def reached(self, day: date):
        """Those of them whom a letter would reach."""
        return self.people(day).reached_for(Purpose.EVENTS)


class SegmentQuerySet(models.QuerySet):
    def with_words(self):
        """With what their texts name, in the order in which they were added."""
        return self.select_related("group", "event", "industry", "kind").order_by("pk")


@pghistory.track()
class Segment(models.Model):
    """One way to find people, and whether they are joined to the audience or taken away (sv. del).

    Roles are found at organisations that are members on the day. Of a group, those are narrowed
    who act for an organisation that matches.
    """

    class Source(models.TextChoices):
        CONTACTS = "contacts", _("contact persons of members")
        COMMUNICATORS = "communicators", _("communicators of members")
        ANY_ROLE = "any_role", _("everybody with a role at a member")
        GROUP = "group", _("people in a group today")
        FORMER_GROUP = "former_group", _("people who were in a group")
        REGISTERED = "registered", _("registered for an event")
        ATTENDED = "attended", _("checked in at an event")
        RELATION = "relation", _("people of organisations with a relation")

    ROLES: dict[str, list[str]] = {
        Source.CONTACTS: [Contact.Role.CONTACT],
        Source.COMMUNICATORS: [Contact.Role.COMMUNICATOR],
        Source.ANY_ROLE: Contact.Role.values,
        Source.RELATION: Contact.Role.values,
    }
    # What each source must be told, and no other may have.
    TOLD_BY: dict[str, str] = {
        Source.GROUP: "group",
        Source.FORMER_GROUP: "group",
        Source.REGISTERED: "event",
        Source.ATTENDED: "event",
        Source.RELATION: "relation",
    }

    audience = models.ForeignKey(
        Audience, models.CASCADE, related_name="segments", verbose_name=_("audience")
    )
    is_subtracted = models.BooleanField(_("taken away"), default=False)
    source = models.CharField(_("who"), max_length=13, choices=Source)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("group")
    )
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("earlier meeting"),
    )
    relation = models.CharField(_("relation"), max_length=12, choices=Relation.Kind, blank=True)
    only_important = models.BooleanField(_("only those important for our goals"), default=False)
    region = models.CharField(_("region"), max_length=2, choices=Region, blank=True)
    industry = models.ForeignKey(
        Industry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("industry"),
    )
    kind = models.ForeignKey(
        OrganisationKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of organisation"),
    )
    employees_from = models.PositiveIntegerField(_("employees from"), null=True, blank=True)
    employees_to = models.PositiveIntegerField(_("employees to"), null=True, blank=True)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(employees_to=None)
                | Q(employees_from=None)
                | Q(employees_to__gte=F("employees_from")),
                name="a_segment_s_sizes_are_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(source__in=["group", "former_group"]) | Q(group__isnull=False),
                name="a_segment_of_a_group_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(source__in=["registered", "attended"]) | Q(event__isnull=False),
                name="a_segment_of_an_event_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(source="relation") | ~Q(relation=""),
                name="a_segment_of_a_relation_names_it",
            ),
        ]

    def __str__(self):
        narrowed = [self.get_region_display(), self.industry, self.kind, self.sizes]
        about = self.group or self.event or self.get_relation_display()
        words = [self.get_source_display(), about, *narrowed]
        if self.only_important:
            words.append(self._meta.get_field("only_important").verbose_name)
        return ", ".join(str(word) for word in words if word)

    @property
    def sizes(self):
        """«51–250 employees», «51–», «–250», or nothing."""
        ends = ["" if one is None else str(one) for one in (self.employees_from, self.employees_to)]
        return _("%(span)s employees") % {"span": "–".join(ends)} if any(ends) else ""

    def clean(self):
        told_by = self.TOLD_BY.get(self.source)
        wrong = {
            name: _("Say which.") if name == told_by else _("Only for another choice of “who”.")
            for name in ("group", "event", "relation")
            if (name == told_by) != bool(getattr(self, name))
        }
        low, high = self.employees_from, self.employees_to
        if low is not None and high is not None and high < low:
            wrong["employees_to"] = _("The second number is smaller than the first.")
        if wrong:
            raise ValidationError(wrong)

    def found(self, day: date) -> models.QuerySet:
        """Rows that each have a person: contacts, group memberships or registrations."""
        if self.source in self.ROLES:
            return self.roles_found(day)
        if self.group_id:
            return self.group_found(day)
        return self.event_found()

    def roles_found(self, day):
        contacts = Contact.objects.on(day).filter(role__in=self.ROLES[self.source])
        organisations = (
            with_relation(self.relation, day)
            if self.relation
            else Organisation.objects.members(day)
        )
        return contacts.filter(organisation__in=organisations.values("pk")).filter(self.narrowing())

    def group_found(self, day):
        memberships = GroupMembership.objects.filter(group=self.group)
        now = memberships.on(day)
        if self.source == self.Source.GROUP:
            found = now
        else:
            found = memberships.filter(until__lt=day).exclude(person__in=now.values("person"))
        if not (narrowing := self.narrowing()):
            return found
        roles = Contact.objects.on(day).filter(narrowing, person=OuterRef("person"))
        return found.filter(Exists(roles))

    def event_found(self):
        there = self.event.registrations.exclude(person=None).filter(self.narrowing())
        if self.source == self.Source.ATTENDED:
            return there.exclude(checked_in_at=None)
        return there.filter(state=Registration.State.REGISTERED)

    def narrowing(self) -> Q:
        """What the organisation must be, asked of a row that has one."""
        asked = {
            "region": self.region or None,
            "industry": self.industry_id,
            "kind": self.kind_id,
            "employees__gte": self.employees_from,
            "employees__lte": self.employees_to,
            "is_important_prospect": self.only_important or None,
        }
        told = {f"organisation__{name}": to for name, to in asked.items() if to is not None}
        return Q(**told)


def with_relation(kind, day):
    """The organisations that have the relation to us on the day."""
    return Organisation.objects.filter(
        Q(relations__until=None) | Q(relations__until__gte=day),
        relations__since__lte=day,
        relations__kind=kind,
    )
