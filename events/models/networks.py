"""Local networks: members of a region, or about a theme, who meet on their own initiative."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import rules
from events.rules import NetworkStage, Vitality
from members.models import Group, Organisation, Person, Region

LONGEST_OUTCOME = 2000
NETWORK_STAGES = {
    NetworkStage.PROPOSED: pgettext_lazy("local network", "looks for another owner"),
    NetworkStage.STANDING: pgettext_lazy("local network", "standing"),
    NetworkStage.RESTING: pgettext_lazy("local network", "rests"),
    NetworkStage.ENDED: pgettext_lazy("local network", "ended"),
}
VITALITIES = {
    Vitality.ALIVE: pgettext_lazy("local network", "alive"),
    Vitality.DROWSY: pgettext_lazy("local network", "drowsy"),
    Vitality.ASLEEP: pgettext_lazy("local network", "asleep"),
}
TONES = {
    NetworkStage.PROPOSED: "waiting",
    NetworkStage.RESTING: "neutral",
    NetworkStage.ENDED: "neutral",
    Vitality.ALIVE: "good",
    Vitality.DROWSY: "waiting",
    Vitality.ASLEEP: "attention",
}


class LocalNetworkQuerySet(models.QuerySet):
    def proposed(self):
        return self.filter(started_on=None, ended_on=None)

    def live(self):
        """Those that have started and not ended, the resting ones too."""
        return self.exclude(started_on=None).filter(ended_on=None)

    def ended(self):
        """Earlier attempts, the latest first (R13.32)."""
        return self.exclude(ended_on=None).order_by("-ended_on", "-pk")

    def at_stage(self, stage):
        """Those that stand there in their life (`rules.network_stage`)."""
        return {
            NetworkStage.PROPOSED: self.proposed(),
            NetworkStage.STANDING: self.live().filter(rests_since=None),
            NetworkStage.RESTING: self.live().exclude(rests_since=None),
            NetworkStage.ENDED: self.ended(),
        }[stage]

    def near(self, region="", theme=""):
        """Those in the region or about the theme; all when neither is said."""
        theme = theme.strip()
        about = Q(theme__icontains=theme) | Q(group__name__icontains=theme)
        about |= Q(group__purpose__icontains=theme)
        found = Q(region=region) if region else Q()
        return self.filter(found | about if theme else found)

    def for_member(self, organisation):
        """A proposal is read by those who have a part in it; all else by every member."""
        ours = NetworkOwner.objects.filter(organisation=organisation).having_part()
        return self.filter(~Q(started_on=None, ended_on=None) | Q(pk__in=ours.values("network")))

    def with_meetings(self, now=None):
        """Each with when its latest meeting was, when its next is, and how many it has held."""
        now = now or timezone.now()
        shown = Q(meetings__published_at__isnull=False, meetings__cancelled_at=None)
        held = shown & Q(meetings__ends_at__lte=now)
        return self.select_related("responsible").annotate(
            last_on=TruncDate(Max("meetings__starts_at", filter=held)),
            next_at=Min("meetings__starts_at", filter=shown & Q(meetings__ends_at__gt=now)),
            times_met=Count("meetings", filter=held),
        )

    def liveliest_first(self):
        """The next meeting first, then the latest held; after `with_meetings`."""
        return self.order_by(
            F("next_at").asc(nulls_last=True), F("last_on").desc(nulls_last=True), "pk"
        )


class LocalNetworkManager(models.Manager.from_queryset(LocalNetworkQuerySet)):
    """Each with its group, without which it has no name."""

    def get_queryset(self):
        return super().get_queryset().select_related("group")


@pghistory.track()
class LocalNetwork(models.Model):
    """People of several members who meet on their own initiative (sv. lokalt nätverk).

    Its name, purpose and people are those of its group, so that an audience finds them. It stands
    from the day when people of two member organisations own it (R13.33).
    """

    class Origin(models.TextChoices):
        MEMBERS = "members", _("by members")
        SECRETARIAT = "secretariat", _("by the secretariat")

    group = models.OneToOneField(
        Group, models.PROTECT, related_name="network", verbose_name=_("group")
    )
    region = models.CharField(
        _("region"),
        max_length=2,
        choices=Region,
        blank=True,
        help_text=_("Empty when it is for the whole country."),
    )
    theme = models.CharField(
        _("theme"), max_length=80, blank=True, help_text=_("What it is about, in a few words.")
    )
    origin = models.CharField(_("started"), max_length=11, choices=Origin, default=Origin.MEMBERS)
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="networks_to_see_to",
        verbose_name=_("responsible for its meetings"),
    )
    proposed_on = models.DateField(_("proposed"), default=timezone.localdate)
    started_on = models.DateField(pgettext_lazy("a network", "stands since"), null=True, blank=True)
    rests_since = models.DateField(_("rests since"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    outcome = models.TextField(_("how it went"), max_length=LONGEST_OUTCOME, blank=True)

    objects = LocalNetworkManager()

    class Meta:
        verbose_name = _("local network")
        verbose_name_plural = _("local networks")
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(region="", theme=""), name="a_network_has_a_region_or_a_theme"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(outcome=""),
                name="of_an_ended_network_is_told_how_it_went",
            ),
            models.CheckConstraint(
                condition=Q(rests_since=None) | Q(started_on__isnull=False, ended_on=None),
                name="only_a_network_that_stands_rests",
            ),
        ]

    def __str__(self):
        return self.group.name

    @property
    def purpose(self):
        return self.group.purpose

    @property
    def about(self) -> str:
        """«Skåne län, gjutning»."""
        return ", ".join(filter(None, [self.get_region_display(), self.theme]))

    @property
    def stage(self) -> NetworkStage:
        return rules.network_stage(
            started_on=self.started_on, rests_since=self.rests_since, ended_on=self.ended_on
        )

    def vitality_on(self, today: date) -> Vitality | None:
        """Of one that stands, after `with_meetings`; None of others."""
        if self.stage != NetworkStage.STANDING:
            return None
        return rules.vitality(
            started_on=self.started_on,
            last_on=self.last_on,
            has_next=self.next_at is not None,
            alive_days=settings.NETWORK_ALIVE_DAYS,
            asleep_days=settings.NETWORK_ASLEEP_DAYS,
            today=today,
        )

    @property
    def vitality(self) -> Vitality | None:
        return self.vitality_on(timezone.localdate())

    @property
    def state_label(self):
        """How lively it is while it stands, otherwise its stage."""
        found = self.vitality
        return VITALITIES[found] if found else NETWORK_STAGES[self.stage]

    @property
    def tone(self):
        return TONES[self.vitality or self.stage]


class NetworkOwnerQuerySet(models.QuerySet):
    def standing(self):
        """Who has said yes and has not left it."""
        return self.filter(answer=NetworkOwner.Answer.YES, left_on=None)

    def asked(self):
        """Who has not answered, while there is something to answer."""
        return self.filter(answer="", network__ended_on=None)

    def having_part(self):
        return self.exclude(answer=NetworkOwner.Answer.NO).filter(left_on=None)

    def held_by(self, person, organisation):
        return self.standing().filter(person=person, organisation=organisation)

    def with_names(self):
        return self.select_related("organisation", "person").order_by("pk")


@pghistory.track()
class NetworkOwner(models.Model):
    """A member organisation that is asked to own a network, and the person who does (sv. ägare).

    The person is whoever of its contact persons says yes.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    network = models.ForeignKey(
        LocalNetwork, models.CASCADE, related_name="owners", verbose_name=_("local network")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_networks",
        verbose_name=_("person"),
    )
    meant = models.CharField(_("whom you think of"), max_length=120, blank=True)
    asked_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    left_on = models.DateField(_("left it"), null=True, blank=True)

    objects = NetworkOwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("owner of a network")
        verbose_name_plural = _("owners of a network")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                condition=Q(left_on=None) & ~Q(answer="no"),
                name="an_organisation_owns_a_network_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer="yes") | Q(person__isnull=False),
                name="a_network_is_owned_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_owner_s_answer_has_its_moment",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.organisation}" if self.person else str(self.organisation)
