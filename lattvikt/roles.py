"""The groups of the staff and what each may do in the admin.

Written to the database after every migration (apps.py), so that this table is the truth: a
permission that somebody has added to one of these groups by hand is taken away again.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

OUR_APPS = [
    "accounts",
    "archive",
    "outbox",
    "members",
    "board",
    "admission",
    "billing",
    "events",
    "checks",
    "proposals",
]

SECRETARIAT, TREASURY, AUDITOR = "Kansliet", "Ekonomi", "Revisor"

REGISTER = [
    "members.organisation",
    "members.relation",
    "members.person",
    "members.contact",
    "members.group",
    "members.groupmembership",
    "members.membership",
    "members.organisationkind",
    "members.industry",
    "members.agendaversion",
    "members.headcountround",
    "members.headcount",
    "board.body",
    "board.seat",
    "board.compositionrule",
    "board.standingitem",
    "board.interest",
    "board.meeting",
    "board.attendance",
    "board.matter",
    "board.post",
]
FEES = ["members.feeschedule", "members.feetier"]

# What each group may add and change. Everybody on the staff may view everything of ours; what is
# final (decisions, invoices, documents, sent letters) is read-only in the admin whoever asks.
ADD_AND_CHANGE = {
    SECRETARIAT: [
        "accounts.user",
        *REGISTER,
        "admission.application",
        "billing.inkindapplication",
        "billing.dispute",
        "billing.proposedexclusion",
        "checks.call",
        "checks.criterion",
        "checks.oldcheck",
        "events.audience",
        "events.invitation",
        "events.segment",
        "events.event",
        "events.programmeitem",
        "events.addon",
        "events.goal",
        "events.question",
        "events.eventkind",
        "events.series",
        "events.localnetwork",
        "proposals.remark",
        "outbox.message",
        "billing.einvoicedelivery",
    ],
    TREASURY: [
        *FEES,
        "members.programme",
        "billing.terms",
        "billing.bookkeepingbatch",
        "billing.budget",
        "billing.budgetline",
        "billing.budgetentry",
        "billing.annualfee",
        "billing.invoice",
        "billing.payment",
        "billing.bankfile",
        "billing.repayment",
        "billing.allocation",
        "billing.dispute",
        "billing.reminder",
        "billing.referencerate",
        "outbox.message",
        "billing.einvoicedelivery",
    ],
    AUDITOR: [],
}
DELETE = {
    SECRETARIAT: [
        "members.relation",
        "board.compositionrule",
        "board.standingitem",
        "checks.criterion",
        "events.segment",
        "events.event",
        "events.programmeitem",
        "events.addon",
        "events.goal",
        "events.question",
    ],
    TREASURY: ["members.feetier", "billing.budgetline"],
}
BESIDE = {
    SECRETARIAT: [
        "events.change_registration",
        "checks.start_project",
        "checks.sign_agreement",
        "checks.approve_payout",
        "checks.judge_report",
        "checks.answer_question",
        "checks.refer_extension",
        "checks.propose_reclaim",
        "events.check_in",
    ],
    TREASURY: ["members.approve_run", "checks.confirm_payout", "checks.note_repaid"],
}


def write_groups(**kwargs):
    """Make the groups and give each exactly its permissions."""
    for name in ADD_AND_CHANGE:
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions_of(name))


def permissions_of(name):
    may = Q(content_type__app_label__in=OUR_APPS, codename__startswith="view_")
    for verb, table in [("add", ADD_AND_CHANGE), ("change", ADD_AND_CHANGE), ("delete", DELETE)]:
        for model in table.get(name, []):
            app, model_name = model.split(".")
            may |= Q(content_type__app_label=app, codename=f"{verb}_{model_name}")
    for permission in BESIDE.get(name, []):
        app, codename = permission.split(".")
        may |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(may)
