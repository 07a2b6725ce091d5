from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from board.models import Case, Party
from board.models.recusals import ties
from checks import rules
from checks.models.calls import Call
from lattvikt.lib.append_only import AppendOnly
from lattvikt.lib.money import from_kronor, kronor, money
from members.models import Organisation, Person

LONGEST_TEXT = 4000
TEXTS = {
    "title": _("title"),
    "problem": _("problem"),
    "aim": _("aim"),
    "plan": _("plan"),
    "months": _("months"),
    "asked": _("amount asked for"),
    "costs": _("costs"),
    "partners": _("partners"),
    "files": _("files"),
}
ENCLOSED = ("partners", "files")
WRITTEN = ("title", "problem", "aim", "plan", "months", "asked")


class CheckApplicationQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def live(self):
        """Of these an organisation has at most one in a call."""
        return self.exclude(status=Application.Status.WITHDRAWN)

    def sent(self):
        """Those that are in the call, decided or not."""
        return self.filter(status__in=Application.SENT)

    def to_decide(self):
        """Sent, and not decided."""
        return self.filter(status=Application.Status.SUBMITTED)

    def decided(self):
        """By the board, whether the member is told or not."""
        return self.filter(status__in=Application.DECIDED)

    def told_since(self, day):
        """Those whose decision the member has been told, on the day or later."""
        return self.decided().filter(call__announced_at__date__gte=day)

    def to_refer(self):
        """Those whose statement is written, and that do not lie before the board."""
        is_away = Q(matter=None) | Q(matter__withdrawn_at__isnull=False)
        return self.to_decide().filter(is_away).exclude(statement=None)

    def with_the_board(self):
        """Those that lie before it or are decided by it; not what it has referred back."""
        return self.sent().filter(matter__isnull=False, matter__withdrawn_at=None)

    def to_start(self):
        """Granted, told so, and not made a project of yet."""
        granted = self.filter(status=Application.Status.GRANTED, project=None)
        return granted.exclude(call__announced_at=None)

    def to_tell_of_aid(self):
        """Granted and told so, and the agreement waits for a certificate of other aid."""
        return self.to_start().filter(call__is_state_aid=True, aid_certificates=None)

    def open_to(self, person):
        """Those in which the person has no jäv."""
        return self.exclude(jav_at(person))

    def visible_to(self, seat):
        """What the holder of a seat in the assessing body may read."""
        return self.sent().open_to_us().exclude(assessing_jav_at(seat.person_id))

    def of_people(self, person):
        """Those by which an organisation that the person is tied to applies."""
        inner = OuterRef(person) if isinstance(person, OuterRef) else person
        through = ties(inner, OuterRef("organisation__org_number"))
        return self.filter(reduce(or_, map(Exists, through)))

    def with_sent(self):
        """Each with `sent_title` and `sent_asked` (as text) of what was last sent."""
        last = Revision.objects.filter(application=OuterRef("pk")).order_by("-number")
        return self.annotate(
            sent_title=Subquery(last.values("content__title")[:1]),
            sent_asked=Subquery(last.values("content__asked")[:1]),
        )

    def open_to_us(self, now=None):
        """What the secretariat may read: sent once, and not sealed until its call closes."""
        now = now or timezone.now()
        is_open = Q(call__is_sealed=False) | Q(call__closes_at__lte=now)
        return self.filter(is_open).exclude(submitted_at=None)


def has_jav(person, *, application, number) -> Q:
    """The condition that the person has jäv in the application of the organisation's number.

    Tied to the applicant or to a partner as a party is in the bodies' matters, or has sent it, or
    has declared it (R8.20). Each is a value or an OuterRef.
    """
    itself = Application.objects.filter(pk=application)
    sent = itself.filter(revisions__by__person=person)
    declared = itself.filter(recusals__seat__person=person)
    ours = [*ties(person, number), sent, declared]
    return reduce(or_, [Q(Exists(rows)) for rows in [*ours, partners_of(person, application)]])


def partners_of(person, application):
    """The partners in what was sent with which the person is tied."""
    inner = OuterRef(person) if isinstance(person, OuterRef) else person
    through = [Exists(rows) for rows in ties(inner, OuterRef("org_number"))]
    partner = Application._meta.get_field("partners").related_model
    sent = partner.objects.sent().exclude(org_number="")
    return sent.filter(reduce(or_, through), application=application)


def jav_at(person, at="") -> Q:
    """The same, in the application that a row is or, by `at`, leads to."""
    number = OuterRef(f"{at}organisation__org_number")
    return has_jav(person, application=OuterRef(f"{at}pk"), number=number)


def competes(person, call) -> Exists:
    """The condition that the person's own organisation applies in the call.

    It then competes with all the others for the same budget. Each is a value or an OuterRef.
    """
    return Exists(Application.objects.sent().of_people(person).filter(call=call))


def assessing_jav_at(person, at="") -> Q:
    """As `jav_at`, for who assesses: in what competes with one's own organisation too."""
    return jav_at(person, at) | Q(competes(person, OuterRef(f"{at}call")))


class Application(Case):
    """A member's wish to get a medlemscheck (sv. ansökan om medlemscheck).

    Its fields are what the member's people write on. What has been sent is its revisions. Until
    the call's decisions are announced the member is told none of them (`told_status`).
    """

    enacted_by = "checks.actions.grant_or_decline"
    referred_back_by = "checks.actions.take_back_application"

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("check", "draft")
        SUBMITTED = "submitted", pgettext_lazy("check", "sent")
        WITHDRAWN = "withdrawn", pgettext_lazy("check", "withdrawn")
        GRANTED = "granted", pgettext_lazy("check", "granted")
        DECLINED = "declined", pgettext_lazy("check", "declined")

    DECIDED = (Status.GRANTED, Status.DECLINED)
    SENT = (Status.SUBMITTED, *DECIDED)

    call = models.ForeignKey(
        Call, models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="check_applications",
        verbose_name=_("organisation"),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    title = models.CharField(TEXTS["title"], max_length=120, blank=True)
    problem = models.TextField(TEXTS["problem"], max_length=LONGEST_TEXT, blank=True)
    aim = models.TextField(TEXTS["aim"], max_length=LONGEST_TEXT, blank=True)
    plan = models.TextField(TEXTS["plan"], max_length=LONGEST_TEXT, blank=True)
    months = models.PositiveSmallIntegerField(TEXTS["months"], null=True, blank=True)
    asked = money(verbose_name=TEXTS["asked"], null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    proposed = money(
        verbose_name=_("amount before the board"), null=True, blank=True, editable=False
    )
    conditions = models.TextField(
        _("conditions"),
        max_length=LONGEST_TEXT,
        blank=True,
        editable=False,
        help_text=_("One to a line."),
    )
    granted = money(verbose_name=_("amount granted"), null=True, blank=True, editable=False)

    objects = CheckApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for a medlemscheck")
        verbose_name_plural = _("applications for medlemscheckar")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=~Q(status="withdrawn"),
                name="one_live_check_application_per_organisation_and_call",
            ),
            models.CheckConstraint(
                condition=~Q(status="submitted") | Q(submitted_at__isnull=False),
                name="what_is_sent_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="granted", granted__gt=0, granted=F("proposed"))
                | ~Q(status="granted") & Q(granted=None),
                name="what_is_granted_is_what_was_proposed",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.call}"

    @property
    def may_be_written(self) -> bool:
        """A draft is kept and may be written on even when it is too late to send it."""
        is_open = self.call.stage == rules.Stage.OPEN
        return self.status == self.Status.DRAFT or (
            self.status == self.Status.SUBMITTED and is_open
        )

    @property
    def may_be_withdrawn(self) -> bool:
        """As far as the member is told."""
        return self.told_status in (self.Status.DRAFT, self.Status.SUBMITTED)

    @property
    def told_status(self) -> Status:
        """Where it is, as the member is told: a decision only when all are announced."""
        status = self.Status(self.status)
        is_secret = status in self.DECIDED and not self.call.announced_at
        return self.Status.SUBMITTED if is_secret else status

    @property
    def told_decision(self):
        """The board's decision, when the member is told it; else None."""
        return self.decision if self.told_status in self.DECIDED else None

    @property
    def told_in_words(self) -> str:
        is_assessed = self.call.stage == rules.Stage.CLOSED
        if self.told_status == self.Status.SUBMITTED and is_assessed:
            return gettext("being assessed")
        return str(self.told_status.label)

    @property
    def is_before_the_board(self) -> bool:
        """Not decided, withdrawn or referred back."""
        is_there = self.matter is not None and self.matter.withdrawn_at is None
        return self.status == self.Status.SUBMITTED and is_there

    @property
    def shares(self):
        """The call, whose budget all its applications share."""
        return Call, self.call_id

    def parties(self) -> list[Party]:
        """The organisation, its partners, who has sent the application, who has declared jäv."""
        sent = Q(user__in=self.revisions.values("by"))
        declared = Q(pk__in=self.recusals.values("seat__person"))
        people = Person.objects.filter(sent | declared).order_by("pk")
        partners = self.partners.sent().exclude(org_number="")
        numbers = [self.organisation.org_number or "", *(one.org_number for one in partners)]
        return [
            *[Party(org_number=number) for number in numbers],
            *[Party(person=person) for person in people],
        ]

    @cached_property
    def total(self) -> Decimal:
        """All costs, in kronor."""
        return rules.total_of(line.amount for line in self.costs.all())

    @property
    def own(self) -> Decimal:
        return rules.own_contribution(self.total, self.asked)

    @property
    def answers(self) -> dict:
        return {name: getattr(self, name) for name in WRITTEN}

    @property
    def faults(self) -> list[rules.Fault]:
        """What stands in the way of sending it."""
        of_the_text = rules.faults(
            self.answers,
            self.total,
            own_percent=self.call.own_percent,
            largest_amount=self.call.largest_amount,
        )
        consents = [(one.name, one.consents) for one in self.partners.standing()]
        return [*of_the_text, *rules.lacking_consents(consents)]

    @property
    def content(self) -> dict[str, str]:
        """All that is written and enclosed, as text by field."""
        return {**self.text, **self.enclosed}

    @property
    def text(self) -> dict[str, str]:
        return as_text(self.answers, self.costs.all())

    @property
    def enclosed(self) -> dict[str, str]:
        return {
            "partners": "\n".join(str(partner) for partner in self.partners.standing()),
            "files": "\n".join(str(file) for file in self.files.standing()),
        }

    def as_it_would_be(self, answers, costs) -> dict[str, str]:
        """The content with these answers and triples of kind, text and amount, unsaved."""
        lines = [CostLine(kind=kind, text=text, amount=amount) for kind, text, amount in costs]
        return {**as_text(answers, lines), **self.enclosed}

    @cached_property
    def last_revision(self) -> "Revision | None":
        return self.revisions.last()

    @cached_property
    def aid_certificate(self):
        """The one that counts: the last; None when there is none."""
        return self.aid_certificates.order_by("pk").last()

    @property
    def granted_euros(self) -> Decimal:
        """Of what is granted, by the rate of its call."""
        return rules.in_euros(self.granted, self.call.euro_rate)

    @property
    def may_tell_of_aid(self) -> bool:
        """Whether the member is asked for a certificate of other aid."""
        return self.call.is_state_aid and self.told_status == self.Status.GRANTED

    @property
    def has_unsent_changes(self) -> bool:
        sent = self.last_revision
        return self.told_status == self.Status.SUBMITTED and sent and sent.content != self.content


def as_text(answers, costs) -> dict[str, str]:
    """In Swedish whoever reads it, so that a change of language is no change of the text."""
    texts = {name: str(value or "") for name, value in answers.items()}
    with override(settings.LANGUAGE_CODE):
        lines = "\n".join(str(line) for line in costs)
    return {**texts, "asked": kronor(answers["asked"]), "costs": lines}


class CostLine(models.Model):
    """A cost of the project (sv. kostnad)."""

    class Kind(models.TextChoices):
        WORK = "work", _("own working hours")
        SERVICES = "services", _("bought services")
        MATERIAL = "material", _("material and tests")
        OTHER = "other", pgettext_lazy("cost", "other")

    application = models.ForeignKey(Application, models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField(_("line"))
    kind = models.CharField(_("kind of cost"), max_length=10, choices=Kind)
    text = models.CharField(pgettext_lazy("cost", "what"), max_length=200)
    amount = money(verbose_name=_("amount"), validators=[MinValueValidator(Decimal("0.01"))])

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_cost_costs_something")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}, {kronor(self.amount)}"


@dataclass(frozen=True)
class Part:
    """A part of what was sent, under its heading, beside what stood there before."""

    heading: str
    pieces: list[rules.Piece]

    @property
    def text(self) -> str:
        """As it stands after the changes."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "gone")

    @property
    def has_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


class Revision(AppendOnly):
    """What was sent, and what we knew of the member then (sv. inskickad version)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("version"))
    at = models.DateTimeField(_("sent"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    content = models.JSONField(_("text"))
    organisation_name = models.CharField(_("name"), max_length=200)
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    is_for_profit = models.BooleanField(_("for-profit"))
    employees = models.PositiveIntegerField(_("number of employees"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="one_revision_per_number"
            ),
            models.CheckConstraint(
                condition=Q(is_for_profit=True, employees__gte=1, employees__lt=250),
                name="only_who_may_apply_has_sent",
            ),
        ]

    def __str__(self):
        return str(self.number)

    @property
    def asked(self) -> Decimal:
        """The amount asked for in what was sent, in kronor."""
        return from_kronor(self.content["asked"]) or Decimal(0)

    @property
    def title(self) -> str:
        return self.content["title"]

    @property
    def partners(self):
        """Who took part in what was sent."""
        return self.application.partners.sent_at(self.at)

    @property
    def files(self):
        """The files that went with what was sent."""
        return self.application.files.sent_at(self.at)

    def parts(self, before: "Revision | None" = None) -> list[Part]:
        """Each part of the text, with what has changed since `before`."""
        return parts(before.content if before else self.content, self.content)


def parts(old: dict[str, str], new: dict[str, str]) -> list[Part]:
    """Every part that is to be written, and what is enclosed when there is something."""
    shown = [name for name in TEXTS if name not in ENCLOSED or old.get(name) or new.get(name)]
    return [
        Part(str(TEXTS[name]), rules.differences(old.get(name, ""), new.get(name, "")))
        for name in shown
    ]
