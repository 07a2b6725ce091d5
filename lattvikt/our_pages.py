"""«Våra sidor»: the overview that a member's people meet first (design: three questions).

What waits for me, what is going on, and what we have got this year.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from admission.models import Application
from billing.models import InKindApplication, Invoice, Payment, disputed, of_reminders
from checks.mails import consent_path
from checks.models import Application as CheckApplication
from checks.models import Call, Partner, Project, Reclaim, Report, Side
from events.mails import owner_path
from events.models import Event, Invitation, NetworkOwner, Registration
from lattvikt.lib.money import kronor
from members import rules
from members.doors import member_required
from members.models import Contact, HeadCount, Organisation, with_standing
from proposals.models import Remark

NEW_FOR = timedelta(days=60)  # as long a decision on a check stands on the overview
REPORT_SOON = timedelta(days=30)  # as early as the first reminder by letter
SEES_INVOICES = {Contact.Role.CONTACT, Contact.Role.INVOICE}


@dataclass(frozen=True)
class Item:
    """Something on the overview: what it is, and where one goes to do it."""

    text: str
    url: str
    action: str
    tone: str = "waiting"


@member_required
@require_safe
def our_pages(request):
    today = timezone.localdate()
    member = standing_of(request, today)
    invoices = list(invoices_of(request))
    in_kind = list(in_kind_of(request))
    may_apply_for_check = request.is_member and rules.may_apply_for_check(
        is_for_profit=member.is_for_profit, employees=member.employees
    )
    calls = open_calls(request) if may_apply_for_check else []
    context = {
        "member": member,
        "waiting": [
            *invoices_waiting(invoices),
            *in_kind_waiting(in_kind),
            *drafts_waiting(request, calls),
            *partners_asked(request),
            *certificates_waiting(request),
            *networks_asked(request),
            *agreements_waiting(request),
            *reports_waiting(request, today),
            *reclaims_waiting(request),
            *head_count_waiting(request, member),
            *gaps_waiting(request, member),
            *invited_to(request),
        ],
        "going_on": [
            *next_event(request),
            *going_on(request, member),
            *in_kind_going_on(in_kind),
            *credit_of(request),
            *checks_decided(request, today),
            *remarks_answered(request),
            *calls_going_on(calls),
        ],
        "acts_for_it": Contact.Role.CONTACT in request.roles,
        "sees_invoices": sees_invoices(request),
        "fee_invoice": next((one for one in invoices if is_fee_of(one, today.year)), None),
        "may_apply_for_check": may_apply_for_check,
        "may_apply_in_kind": rules.may_apply_in_kind(is_for_profit=member.is_for_profit),
        "year": today.year,
    }
    return render(request, "lattvikt/our_pages.html", context)


def standing_of(request, today) -> Organisation:
    """The organisation with its membership, its roles, and one's own application for it."""
    own = Application.objects.filter(applicant=request.user, org_number=OuterRef("org_number"))
    one = Organisation.objects.filter(pk=request.organisation.pk).select_related("kind")
    application = Subquery(own.order_by("-pk").values("pk")[:1])
    return with_standing(one, today).annotate(application=application).get()


def sees_invoices(request) -> bool:
    return not SEES_INVOICES.isdisjoint(request.roles)


def invoices_of(request):
    """The latest invoices, for those who may see them."""
    if not sees_invoices(request):
        return []
    invoices = Invoice.objects.for_organisation(request.organisation).filter(credits=None)
    latest = invoices.with_balance().with_in_kind().order_by("-issued_on", "-pk")
    return latest.annotate(reminded_on=of_reminders(Max("made_on")), disputed=disputed())[:20]


def credit_of(request) -> list[Item]:
    """What the organisation has paid too much, for those who may see its invoices."""
    if not sees_invoices(request) or not (
        credit := Payment.objects.credit_of(request.organisation)
    ):
        return []
    text = _("You have %(amount)s to your credit.") % {"amount": kronor(credit)}
    return [Item(text, reverse("billing:invoices"), _("See the invoices"))]


def is_fee_of(invoice, year) -> bool:
    return (
        invoice.kind == Invoice.Kind.FEE
        and invoice.period == year
        and invoice.state != Invoice.State.CREDITED
    )


def invoices_waiting(invoices) -> list[Item]:
    """What is to be paid, overdue first; not while work instead of money is asked for or agreed."""
    unpaid = [one for one in invoices if one.balance > 0 and not one.is_held_by_in_kind]
    unpaid.sort(key=lambda invoice: invoice.due_on)
    return [to_pay(invoice) for invoice in unpaid]


def to_pay(invoice) -> Item:
    is_overdue = invoice.state == Invoice.State.OVERDUE
    facts = {
        "number": invoice.number,
        "amount": kronor(invoice.balance),
        "day": date_format(invoice.due_on, "DATE_FORMAT"),
        "then": invoice.reminded_on and date_format(invoice.reminded_on, "DATE_FORMAT"),
    }
    url = reverse("billing:invoice", args=[invoice.number])
    tone = "bad" if is_overdue and not invoice.disputed else "waiting"
    return Item(how_it_stands(invoice) % facts, url, _("See the invoice"), tone)


def how_it_stands(invoice) -> str:
    if invoice.disputed:
        return _("You have objected to invoice %(number)s of %(amount)s. We will answer you.")
    if invoice.state != Invoice.State.OVERDUE:
        return _("Invoice %(number)s of %(amount)s is to be paid by %(day)s.")
    if invoice.reminded_on:
        return _(
            "Invoice %(number)s of %(amount)s was due on %(day)s. We reminded you on %(then)s."
        )
    return _("Invoice %(number)s of %(amount)s was due on %(day)s.")


def in_kind_of(request):
    """The applications to pay in kind that hold a fee back, for those who may see them."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    ours = InKindApplication.objects.for_organisation(request.organisation)
    return ours.holding().order_by("year")


def in_kind_waiting(applications) -> list[Item]:
    """A question to answer, a delivery to report."""
    return [item for one in applications if (item := in_kind_to_do(one))]


def in_kind_to_do(application) -> Item | None:
    if application.status == InKindApplication.Status.RETURNED:
        text = _("The secretariat has a question about paying in kind for %(year)s.")
        name, action = "in_kind:application", _("Answer the question")
    elif application.status == InKindApplication.Status.APPROVED:
        text = _("Report the work you have done instead of paying for %(year)s, by %(day)s.")
        name, action = "in_kind:report", _("Report the delivery")
    else:
        return None
    day = date_format(application.report_on, "DATE_FORMAT")
    text %= {"year": application.year, "day": day}
    return Item(text, reverse(name, args=[application.pk]), action)


def in_kind_going_on(applications) -> list[Item]:
    """What waits for others."""
    return [
        Item(
            _("Your application to pay in kind for %(year)s: %(status)s.")
            % {"year": one.year, "status": one.get_status_display()},
            reverse("in_kind:application", args=[one.pk]),
            _("See the application"),
        )
        for one in applications
        if in_kind_to_do(one) is None
    ]


def open_calls(request) -> list[Call]:
    """What may be applied for just now, first what closes first, each with how far we have come."""
    ours = CheckApplication.objects.live().filter(
        call=OuterRef("pk"), organisation=request.organisation
    )
    calls = Call.objects.open().annotate(
        application=Subquery(ours.values("pk")), application_status=Subquery(ours.values("status"))
    )
    return list(calls.order_by("closes_at", "pk"))


def drafts_waiting(request, calls) -> list[Item]:
    """Applications for medlemscheckar that have been begun and not sent."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    return [
        Item(
            _("Your application in “%(name)s” is not sent. The call closes %(moment)s.")
            % {"name": call, "moment": call.closing},
            reverse("checks:application", args=[call.application]),
            _("Go on writing"),
        )
        for call in calls
        if call.application_status == CheckApplication.Status.DRAFT
    ]


def partners_asked(request) -> list[Item]:
    """Others' projects that we are asked to take part in."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    asked = Partner.objects.asked().filter(organisation=request.organisation)
    return [
        Item(
            _("%(name)s asks whether you take part in a project.")
            % {"name": partner.application.organisation},
            consent_path(partner, request.user.person.pk),
            _("Answer"),
        )
        for partner in asked.select_related("application__organisation")
    ]


def certificates_waiting(request) -> list[Item]:
    """Certificates of other aid, which the agreements on medlemscheckar wait for."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    ours = CheckApplication.objects.for_organisation(request.organisation).to_tell_of_aid()
    return [
        Item(
            _("Certify what other aid you have had, before the agreement on the medlemscheck."),
            reverse("checks:aid", args=[application.pk]),
            _("Fill in the certificate"),
        )
        for application in ours.order_by("pk")
    ]


def networks_asked(request) -> list[Item]:
    """Local networks that others ask us to own with them."""
    if Contact.Role.CONTACT not in request.roles or not request.is_member:
        return []
    asked = NetworkOwner.objects.asked().filter(organisation=request.organisation)
    return [
        Item(
            _("You are asked to own the local network “%(name)s”.") % {"name": owner.network},
            owner_path(owner, request.user.person.pk),
            _("Answer"),
        )
        for owner in asked.select_related("network__group").order_by("asked_at", "pk")
    ]


def agreements_waiting(request) -> list[Item]:
    """Agreements on medlemscheckar that the organisation has not signed."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    ours = Project.objects.for_organisation(request.organisation).to_sign(Side.MEMBER)
    return [
        Item(
            _("The agreement on the medlemscheck of %(amount)s is to be signed.")
            % {"amount": kronor(project.granted)},
            reverse("checks:project", args=[project.pk]),
            _("Read and sign"),
        )
        for project in ours.with_application()
    ]


def reports_waiting(request, today) -> list[Item]:
    """Final reports that are returned with a question, late, or due within a month."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    ours = Project.objects.for_organisation(request.organisation).to_report()
    due = Q(report_due_on__lte=today + REPORT_SOON) | Q(report__status=Report.Status.RETURNED)
    projects = ours.filter(due).with_application().select_related("report")
    return [to_report(project, today) for project in projects.order_by("report_due_on", "pk")]


def to_report(project, today) -> Item:
    if hasattr(project, "report"):
        text = _("We have a question about the final report on the medlemscheck.")
    elif project.report_due_on < today:
        text = _("The final report on the medlemscheck was to be sent by %(day)s.")
    else:
        text = _("The final report on the medlemscheck is to be sent by %(day)s.")
    tone = "bad" if project.report_due_on < today else "waiting"
    day = date_format(project.report_due_on, "DATE_FORMAT")
    url = reverse("checks:report", args=[project.pk])
    return Item(text % {"day": day}, url, _("Write the final report"), tone)


def reclaims_waiting(request) -> list[Item]:
    """What the board has decided that we pay back."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    ours = Project.objects.for_organisation(request.organisation)
    return [
        Item(
            _("%(amount)s of the medlemscheck is to be paid back by %(day)s.")
            % {
                "amount": kronor(reclaim.amount),
                "day": date_format(reclaim.due_on, "DATE_FORMAT"),
            },
            reverse("checks:project", args=[reclaim.project_id]),
            _("See the project"),
            "bad" if reclaim.is_late else "waiting",
        )
        for reclaim in Reclaim.objects.to_repay().filter(project__in=ours).order_by("due_on")
    ]


def remarks_answered(request) -> list[Item]:
    """What one has said oneself that has been answered, or that something came of, of late."""
    since = timezone.now() - NEW_FOR
    return [
        Item(
            (
                _("Something came of what you told us: “%(what)s”.")
                if one.result_at
                else _("What you told us has been answered: “%(what)s”.")
            )
            % {"what": one},
            reverse("proposals:remarks"),
            _("Read the answer"),
        )
        for one in Remark.objects.of(request.user, answered_since=since)
    ]


def calls_going_on(calls) -> list[Item]:
    return [
        Item(
            _("The call “%(name)s” is open until %(moment)s.")
            % {"name": call, "moment": call.closing},
            reverse("checks:call", args=[call.pk]),
            _("Read the call"),
        )
        for call in calls
        if call.application_status != CheckApplication.Status.DRAFT
    ]


def checks_decided(request, today) -> list[Item]:
    """What the board has decided on our applications for medlemscheckar, while it is new."""
    if Contact.Role.CONTACT not in request.roles:
        return []
    ours = CheckApplication.objects.for_organisation(request.organisation)
    told = ours.told_since(today - NEW_FOR).select_related("call", "organisation")
    return [check_decided(one) for one in told.order_by("-call__announced_at")]


def check_decided(application) -> Item:
    if application.granted:
        text = _("You are granted a medlemscheck of %(amount)s in “%(call)s”.")
    else:
        text = _("You are not granted a medlemscheck in “%(call)s”.")
    facts = {"amount": kronor(application.granted), "call": application.call}
    url = reverse("checks:application", args=[application.pk])
    return Item(text % facts, url, _("See the decision"))


def head_count_waiting(request, member) -> list[Item]:
    """The year's question to a contact person. Who has no known number is told so by its gap."""
    if Contact.Role.CONTACT not in request.roles or not member.employees:
        return []
    waiting = HeadCount.objects.for_organisation(member).waiting().select_related("round")
    return [to_confirm(one, member) for one in waiting]


def to_confirm(head_count, member) -> Item:
    text = ngettext(
        "Confirm by %(day)s that you have %(number)d employee. The fee for %(year)d is reckoned "
        "on it.",
        "Confirm by %(day)s that you have %(number)d employees. The fee for %(year)d is reckoned "
        "on it.",
        member.employees,
    )
    facts = {
        "day": date_format(head_count.round.answer_by, "DATE_FORMAT"),
        "number": member.employees,
        "year": head_count.round.year,
    }
    return Item(text % facts, reverse("members:employees"), _("Confirm or change the number"))


def gaps_waiting(request, member) -> list[Item]:
    """What the organisation lacks, for those who can do something about it."""
    if Contact.Role.CONTACT not in request.roles or not request.is_member:
        return []
    gaps = rules.gaps(
        roles=member.roles,
        invoice_email=member.invoice_email,
        employees=member.employees,
        einvoice_to=member.einvoice_to,
        buyer_reference=member.buyer_reference,
    )
    ways = {
        rules.Gap.INVOICE: Item(
            _("We do not know where to send your invoices."),
            reverse("members:details"),
            _("Give an invoice email"),
            "attention",
        ),
        rules.Gap.EMPLOYEES: Item(
            _("We do not know how many employees you have, and cannot reckon your fee."),
            reverse("members:employees"),
            _("Give the number of employees"),
            "attention",
        ),
        rules.Gap.REFERENCE: Item(
            _("Your invoices cannot come as e-invoices: we lack your reference."),
            reverse("members:details"),
            _("Give your reference"),
            "attention",
        ),
        rules.Gap.VOTER: Item(
            _("You have no voting delegate for the annual meeting."),
            reverse("members:contacts"),
            _("Choose a voting delegate"),
        ),
    }
    return [ways[gap] for gap in gaps if gap in ways]


def going_on(request, member) -> list[Item]:
    items = []
    if member.last_day or member.end_asked_at or not request.is_member:
        items.append(
            Item(end_in_words(member), reverse("members:organisation"), _("See the membership"))
        )
    if member.application:
        items.append(
            Item(
                _("The story of your application is kept."),
                reverse("admission:application", args=[member.application]),
                _("See the application"),
            )
        )
    return items


def invited_to(request) -> list[Item]:
    """Events to come that one has been asked to and has not answered."""
    asked = Invitation.objects.filter(
        event__in=Event.objects.to_come().order_by(), person=request.user.person, answer=""
    )
    return [
        Item(
            _("You are invited to %(event)s, %(when)s.")
            % {"event": one.event, "when": one.event.when},
            reverse("events:our_event", args=[one.event_id]),
            _("See the event"),
        )
        for one in asked.select_related("event").order_by("event__starts_at", "pk")
    ]


def next_event(request) -> list[Item]:
    """The nearest that one is registered to, else the nearest that one may come to."""
    person = request.user.person
    shown = Event.objects.for_members(person) if request.is_member else Event.objects.none()
    own = Registration.objects.filter(event=OuterRef("pk"), person=person, state="registered")
    coming = shown.to_come().annotate(is_mine=Exists(own))
    event = coming.order_by("-is_mine", "starts_at", "pk").first()
    if event is None:
        return []
    text = (
        _("You are registered to %(event)s, %(when)s.")
        if event.is_mine
        else _("Next meeting: %(event)s, %(when)s.")
    )
    url = reverse("events:our_event", args=[event.pk])
    return [Item(text % {"event": event, "when": event.when}, url, _("See the event"))]


def end_in_words(member) -> str:
    if member.last_day:
        day = date_format(member.last_day, "DATE_FORMAT")
        return _("Your membership ends. The last day is %(day)s.") % {"day": day}
    if member.end_asked_at:
        return _("You have asked to leave. The secretariat will set the last day.")
    return _("Your membership has ended. You can still see your invoices.")
