"""The desk: what waits for the secretariat, oldest first, reckoned in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, IntegerField, Min, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from admission.models import Application
from billing.models import (
    AnnualFee,
    BankFile,
    BankRow,
    Dispute,
    EInvoiceDelivery,
    InKindApplication,
    Invoice,
    Payment,
    ProposedExclusion,
    Repayment,
    held_back,
    to_propose,
    to_remind,
)
from billing.rules import HeldBack
from board.models import Matter, Seat
from checks.models import Application as CheckApplication
from checks.models import (
    Call,
    Extension,
    Payout,
    Project,
    Question,
    Reclaim,
    Report,
    calls_to_announce,
    calls_to_refer,
)
from events.models import Event, Registration
from lattvikt import tier_chart
from members.models import (
    FeeSchedule,
    HeadCount,
    HeadCountRound,
    Membership,
    Organisation,
    lacks,
)
from members.rules import Gap
from outbox.models import Message
from proposals.models import Remark

# The clock makes a document within a minute, a whole year's run within a few.
TIME_TO_MAKE_DOCUMENTS = timedelta(minutes=10)
TIME_TO_APPLY_A_FILE = timedelta(minutes=10)
TIME_TO_HAND_OVER = timedelta(hours=1)


@dataclass(frozen=True)
class WorkList:
    """Something that waits: which rows, since when, where it is done, and who sees it."""

    title: Promise
    rows: Callable[[], QuerySet]
    since: str
    admin_list: str
    query: str
    permission: str
    is_urgent: bool = False
    page: str = "changelist"


WORK_LISTS = [
    WorkList(
        title=_("Letters that failed or are uncertain"),
        rows=Message.objects.needing_a_person,
        since="queued_at",
        admin_list="outbox_message",
        query="?needs_person=1",
        permission="outbox.change_message",
        is_urgent=True,
    ),
    WorkList(
        title=_("New applications"),
        rows=Application.objects.waiting_for_secretariat,
        since="submitted_at",
        admin_list="admission_application",
        query="?status__exact=submitted",
        permission="admission.change_application",
    ),
    WorkList(
        title=_("Applications waiting for an answer to our question"),
        rows=lambda: Application.objects.filter(status=Application.Status.RETURNED),
        since="submitted_at",
        admin_list="admission_application",
        query="?status__exact=returned",
        permission="admission.change_application",
    ),
    WorkList(
        title=_("Waiting for the board or another body"),
        rows=Matter.objects.open,
        since="opened_at",
        admin_list="board_matter",
        query="?is_open=1",
        permission="board.view_matter",
    ),
    WorkList(
        title=_("New applications to pay in kind"),
        rows=InKindApplication.objects.waiting_for_secretariat,
        since="submitted_at",
        admin_list="billing_inkindapplication",
        query="?status__exact=submitted",
        permission="billing.change_inkindapplication",
    ),
    WorkList(
        title=_("In kind: waiting for an answer to our question"),
        rows=lambda: InKindApplication.objects.filter(status=InKindApplication.Status.RETURNED),
        since="submitted_at",
        admin_list="billing_inkindapplication",
        query="?status__exact=returned",
        permission="billing.change_inkindapplication",
    ),
    WorkList(
        title=_("In kind: deliveries to judge"),
        rows=lambda: InKindApplication.objects.filter(status=InKindApplication.Status.REPORTED),
        since="reported_at",
        admin_list="billing_inkindapplication",
        query="?status__exact=reported",
        permission="billing.change_inkindapplication",
    ),
    WorkList(
        title=_("In kind: no report in time"),
        rows=InKindApplication.objects.report_late,
        since="report_due_on",
        admin_list="billing_inkindapplication",
        query="?report_late=1",
        permission="billing.change_inkindapplication",
    ),
    WorkList(
        title=_("Meetings that local networks have begun, to publish"),
        rows=Event.objects.network_drafts,
        since="starts_at",
        admin_list="events_event",
        query="?stage=draft&network__isnull=False",
        permission="events.change_event",
    ),
    WorkList(
        title=_("Members’ views and needs that have waited long for an answer"),
        rows=Remark.objects.late,
        since="said_at",
        admin_list="proposals_remark",
        query="?waits=late",
        permission="proposals.change_remark",
    ),
    WorkList(
        title=_("Calls to publish"),
        rows=Call.objects.to_publish,
        since="opens_at",
        admin_list="checks_call",
        query="?waits=publishing",
        permission="checks.change_call",
    ),
    WorkList(
        title=_("Calls that close within a week"),
        rows=Call.objects.closing_soon,
        since="closes_at",
        admin_list="checks_call",
        query="?waits=closing",
        permission="checks.change_call",
    ),
    WorkList(
        title=_("Calls with applications to put before the board"),
        rows=calls_to_refer,
        since="closes_at",
        admin_list="checks_call",
        query="?waits=referring",
        permission="checks.change_call",
    ),
    WorkList(
        title=_("Calls whose decisions are to be announced"),
        rows=calls_to_announce,
        since="closes_at",
        admin_list="checks_call",
        query="?to_announce=1",
        permission="checks.change_call",
    ),
    WorkList(
        title=_("Granted medlemscheckar to make projects of"),
        rows=CheckApplication.objects.to_start,
        since="call__announced_at",
        admin_list="checks_application",
        query="?to_start=1",
        permission="checks.start_project",
    ),
    WorkList(
        title=_("Agreements to sign for the programme"),
        rows=Project.objects.to_sign_for_us,
        since="started_at",
        admin_list="checks_project",
        query="?waits=us",
        permission="checks.sign_agreement",
    ),
    WorkList(
        title=_("Payouts to approve"),
        rows=Payout.objects.to_approve,
        since="asked_at",
        admin_list="checks_payout",
        query="?waits=approve",
        permission="checks.approve_payout",
    ),
    WorkList(
        title=_("Payouts to pay and confirm"),
        rows=Payout.objects.to_confirm,
        since="approved_at",
        admin_list="checks_payout",
        query="?waits=confirm",
        permission="checks.confirm_payout",
    ),
    WorkList(
        title=_("Final reports to judge"),
        rows=Report.objects.to_judge,
        since="sent_at",
        admin_list="checks_report",
        query="?status__exact=sent",
        permission="checks.judge_report",
    ),
    WorkList(
        title=_("Projects whose final report is late"),
        rows=Project.objects.report_late,
        since="report_due_on",
        admin_list="checks_project",
        query="?waits=report",
        permission="checks.judge_report",
    ),
    WorkList(
        title=_("Questions from projects to answer or pass on"),
        rows=Question.objects.to_pass_on,
        since="asked_at",
        admin_list="checks_question",
        query="?waits=us",
        permission="checks.answer_question",
    ),
    WorkList(
        title=_("Extensions of projects to put before the board"),
        rows=Extension.objects.to_refer,
        since="asked_at",
        admin_list="checks_extension",
        query="?waits=refer",
        permission="checks.refer_extension",
    ),
    WorkList(
        title=_("Reclaims not paid back in time"),
        rows=Reclaim.objects.overdue,
        since="due_on",
        admin_list="checks_reclaim",
        query="?waits=overdue",
        permission="checks.note_repaid",
    ),
    WorkList(
        title=_("Events to close"),
        rows=Event.objects.to_close,
        since="ends_at",
        admin_list="events_event",
        query="?stage=held",
        permission="events.change_event",
    ),
    WorkList(
        title=_("Organisations of those who were there, to tie to the register"),
        rows=Registration.objects.to_tie,
        since="checked_in_at",
        admin_list="events_registration",
        query="?there=tie",
        permission="events.change_registration",
    ),
    WorkList(
        title=_("Seats that end within a month"),
        rows=Seat.objects.ending_soon,
        since="until",
        admin_list="board_seat",
        query="?ending=1",
        permission="board.change_seat",
    ),
    WorkList(
        title=_("Members who have asked to leave"),
        rows=Membership.objects.end_asked,
        since="end_asked_for_at",
        admin_list="members_membership",
        query="?end_asked=1",
        permission="members.change_membership",
    ),
    WorkList(
        title=_("Head-count rounds to open"),
        rows=HeadCountRound.objects.to_open,
        since="opens_on",
        admin_list="members_headcountround",
        query="?to_open=1",
        permission="members.change_headcountround",
    ),
    WorkList(
        title=_("Members to call for their number of employees"),
        rows=HeadCount.objects.to_call,
        since="round__opened_at",
        admin_list="members_headcount",
        query="?silent=call",
        permission="members.change_headcount",
    ),
    WorkList(
        title=_("Years whose invoicing waits for approval"),
        rows=lambda: FeeSchedule.objects.adopted().filter(
            run_approved_at=None, year__gte=timezone.localdate().year
        ),
        since="adopted_on",
        admin_list="members_feeschedule",
        query="",
        permission="members.approve_run",
    ),
    WorkList(
        title=_("Fees that cannot be invoiced"),
        rows=AnnualFee.objects.undeliverable,
        since="raised_at",
        admin_list="billing_annualfee",
        query="?undeliverable=1",
        permission="billing.view_annualfee",
    ),
    WorkList(
        title=_("Invoices without a document"),
        rows=lambda: Invoice.objects.without_document().filter(
            issued_at__lte=timezone.now() - TIME_TO_MAKE_DOCUMENTS
        ),
        since="issued_at",
        admin_list="billing_invoice",
        query="?without_document=1",
        permission="billing.view_invoice",
        is_urgent=True,
    ),
    WorkList(
        title=_("E-invoices that failed or are uncertain"),
        rows=EInvoiceDelivery.objects.needing_a_person,
        since="queued_at",
        admin_list="billing_einvoicedelivery",
        query="?needs_person=1",
        permission="billing.change_einvoicedelivery",
        is_urgent=True,
    ),
    WorkList(
        title=_("E-invoices that wait for the access point"),
        rows=lambda: EInvoiceDelivery.objects.filter(
            state=EInvoiceDelivery.State.QUEUED, queued_at__lte=timezone.now() - TIME_TO_HAND_OVER
        ),
        since="queued_at",
        admin_list="billing_einvoicedelivery",
        query="?state__exact=queued",
        permission="billing.change_einvoicedelivery",
    ),
    WorkList(
        title=_("Members whose e-invoices lack “Your reference”"),
        rows=lambda: Organisation.objects.members().filter(
            lacks(Gap.REFERENCE, timezone.localdate())
        ),
        since="memberships__starts_on",
        admin_list="members_organisation",
        query="?lacks=reference",
        permission="members.change_organisation",
    ),
    WorkList(
        title=_("Invoices overdue"),
        rows=Invoice.objects.overdue,
        since="due_on",
        admin_list="billing_invoice",
        query="?state=overdue",
        permission="billing.view_invoice",
    ),
    WorkList(
        title=_("Reminders to send"),
        rows=to_remind,
        since="due_on",
        admin_list="billing_reminder",
        page="round",
        query="",
        permission="billing.add_reminder",
    ),
    WorkList(
        title=_("Reminders held back until the bank's latest file has been read"),
        rows=lambda: held_back(HeldBack.OLD_BANK_DATE),
        since="due_on",
        admin_list="billing_reminder",
        page="round",
        query="",
        permission="billing.add_payment",
    ),
    WorkList(
        title=_("Unpaid invoices of those who have left"),
        rows=lambda: held_back(HeldBack.DEPARTED),
        since="due_on",
        admin_list="billing_reminder",
        page="round",
        query="",
        permission="billing.add_reminder",
    ),
    WorkList(
        title=_("Fees unpaid after two reminders"),
        rows=to_propose,
        since="due_on",
        admin_list="billing_reminder",
        page="round",
        query="",
        permission="billing.add_proposedexclusion",
    ),
    WorkList(
        title=_("Proposed exclusions that are no longer founded"),
        rows=ProposedExclusion.objects.unfounded,
        since="proposed_at",
        admin_list="billing_proposedexclusion",
        query="?unfounded=1",
        permission="billing.add_proposedexclusion",
        is_urgent=True,
    ),
    WorkList(
        title=_("Objections to invoices"),
        rows=Dispute.objects.open,
        since="since",
        admin_list="billing_dispute",
        query="?open=1",
        permission="billing.change_dispute",
    ),
    WorkList(
        title=_("Payments not matched"),
        rows=Payment.objects.unmatched,
        since="received_on",
        admin_list="billing_payment",
        query="?unmatched=1",
        permission="billing.view_payment",
    ),
    WorkList(
        title=_("Members’ credit that an invoice could take"),
        rows=Payment.objects.credits_with_use,
        since="received_on",
        admin_list="billing_payment",
        query="?unmatched=use",
        permission="billing.add_allocation",
    ),
    WorkList(
        title=_("Bank files that are read but not applied"),
        rows=BankFile.objects.staged,
        since="uploaded_at",
        admin_list="billing_bankfile",
        query="?state__exact=staged",
        permission="billing.add_bankfile",
    ),
    WorkList(
        title=_("Bank files that stand still"),
        rows=lambda: BankFile.objects.applying().filter(
            decided_at__lte=timezone.now() - TIME_TO_APPLY_A_FILE
        ),
        since="decided_at",
        admin_list="billing_bankfile",
        query="?state__exact=applying",
        permission="billing.add_bankfile",
        is_urgent=True,
    ),
    WorkList(
        title=_("Bank rows to judge"),
        rows=BankRow.objects.waiting,
        since="booked_on",
        admin_list="billing_bankrow",
        query="?waiting=1",
        permission="billing.add_payment",
    ),
    WorkList(
        title=_("To repay"),
        rows=Repayment.objects.to_repay,
        since="proposed_at",
        admin_list="billing_repayment",
        query="?to_repay=1",
        permission="billing.add_repayment",
    ),
]


@dataclass(frozen=True)
class Waiting:
    """A work list as it stands now."""

    title: str
    count: int
    oldest: date | datetime | None
    url: str
    is_urgent: bool

    @property
    def days(self) -> int | None:
        """How many days the oldest has waited; None for what is still to come."""
        today = timezone.localdate()
        return (today - self.oldest).days if self.oldest and self.oldest <= today else None


def waiting_for(user) -> list[Waiting]:
    """The work lists that the user may see, in order, each with its count and oldest day."""
    lists = [work for work in WORK_LISTS if user.has_perm(work.permission)]
    found = {row["work_list"]: row for row in counts(lists)} if lists else {}
    return [as_waiting(work, found.get(place, {})) for place, work in enumerate(lists)]


def counts(lists):
    first, *rest = [counted(work, place) for place, work in enumerate(lists)]
    return first.union(*rest, all=True) if rest else first


def counted(work: WorkList, place: int) -> QuerySet:
    return (
        work.rows()
        .order_by()
        .annotate(work_list=Value(place, IntegerField()))
        .values("work_list")
        .annotate(how_many=Count("pk"), oldest=Min(TruncDate(work.since)))
        .values("work_list", "how_many", "oldest")
    )


def as_waiting(work: WorkList, row: dict) -> Waiting:
    return Waiting(
        title=str(work.title),
        count=row.get("how_many", 0),
        oldest=row.get("oldest"),
        url=reverse(f"admin:{work.admin_list}_{work.page}") + work.query,
        is_urgent=work.is_urgent,
    )


def context_for(user) -> dict:
    """What the desk's template shows."""
    waiting = waiting_for(user)
    return {
        "waiting": [work for work in waiting if work.count],
        "nothing_in": [work.title for work in waiting if not work.count],
        "tiers": tier_chart.of_year(timezone.localdate().year),
    }
