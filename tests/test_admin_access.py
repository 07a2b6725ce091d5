"""What each group of the staff may do with each model of the admin, from one table.

«see» is the list and a row's page; add, change and delete are what they say. What is not named is
refused, and «–» is refused everything. What is final (decisions, invoices, documents, letters) is
changed by nobody: a letter is judged, and an invoice credited, by buttons with tests of their own.
"""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from lattvikt import roles
from tests import build, one_of_each

TABLE = """
model                     Kansliet               Ekonomi         Revisor  none
accounts.User             see,add,change         see             see      –
admission.Application     see                    see             see      –
archive.Document          see                    see             see      –
billing.AnnualFee         see                    see             see      –
billing.BankFile          see                    see,add         see      –
billing.BankRow           see                    see             see      –
billing.BookkeepingBatch  see                    see,add         see      –
billing.Budget            see                    see,add,change  see      –
billing.BudgetEntry       see                    see,add,change  see      –
billing.InKindApplication see,add                see             see      –
billing.Dispute           see                    see             see      –
billing.EInvoiceDelivery  see                    see             see      –
billing.Invoice           see                    see             see      –
billing.Payment           see                    see,add         see      –
billing.ProposedExclusion see                    see             see      –
billing.ReferenceRate     see                    see,add,change  see      –
billing.Reminder          see                    see             see      –
billing.Repayment         see                    see             see      –
billing.Terms             see                    see,change      see      –
board.Body                see,add,change         see             see      –
board.Decision            see                    see             see      –
board.Interest            see,add,change         see             see      –
board.Matter              see,add                see             see      –
board.Meeting             see,add,change         see             see      –
board.Minutes             see                    see             see      –
board.Post                see                    see             see      –
board.Seat                see,add,change         see             see      –
board.StandIn             see                    see             see      –
checks.AidCertificate     see                    see             see      –
checks.Application        see                    see             see      –
checks.Assessment         see                    see             see      –
checks.Call               see,add,change         see             see      –
checks.Extension          see                    see             see      –
checks.OldCheck           see,add,change         see             see      –
checks.Payout             see                    see             see      –
checks.Project            see                    see             see      –
checks.Question           see                    see             see      –
checks.Reclaim            see                    see             see      –
checks.Report             see                    see             see      –
checks.Statement          see                    see             see      –
events.Audience           see,add,change         see             see      –
events.Event              see,add,change         see             see      –
events.EventKind          see,add,change         see             see      –
events.LocalNetwork       see,add,change         see             see      –
events.Registration       see,change             see             see      –
events.Series             see,add,change         see             see      –
events.Invitation         see                    see             see      –
members.AgendaVersion     see,add,change         see             see      –
members.Contact           see,add,change         see             see      –
members.FeeSchedule       see                    see,add,change  see      –
members.Group             see,add,change         see             see      –
members.HeadCount         see                    see             see      –
members.HeadCountRound    see,add,change         see             see      –
members.Industry          see,add,change         see             see      –
members.Membership        see,change             see             see      –
members.Organisation      see,add,change         see             see      –
members.OrganisationKind  see,add,change         see             see      –
members.Person            see,add,change         see             see      –
members.Programme         see                    see,change      see      –
outbox.Message            see                    see             see      –
proposals.Remark          see,add                see             see      –
"""

HEADING, *LINES = [line.split() for line in TABLE.strip().split("\n")]
ROLES = HEADING[1:]
ROWS = {line[0]: dict(zip(ROLES, line[1:], strict=True)) for line in LINES}

pytestmark = pytest.mark.django_db


def test_the_table_names_every_model_of_the_admin_once():
    named = [line[0] for line in LINES]
    assert sorted(named) == sorted(model._meta.label for model in one_of_each.registered())


def test_the_table_has_every_group_of_the_staff():
    assert [*roles.ADD_AND_CHANGE, "none"] == ROLES


def test_each_group_is_let_in_or_refused_at_every_page_of_the_admin():
    rows = one_of_each.make()
    browsers = {role: browser_of(role) for role in ROLES}
    given = {
        model._meta.label: {role: what_is_let(browsers[role], row) for role in ROLES}
        for model, row in rows.items()
    }
    wrong = {label: given[label] for label in ROWS if given[label] != ROWS[label]}
    assert wrong == {}


def browser_of(role):
    user = build.with_second_factor(build.a_user(is_staff=True))
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


def what_is_let(client, row) -> str:
    """The doings that are answered with 200, as the table writes them."""
    model = type(row)
    url = one_of_each.admin_url
    answers = {
        "list": client.get(url(model, "changelist")),
        "page": client.get(url(model, "change", row.pk)),
        "add": client.get(url(model, "add")),
        # A form that lacks everything is shown again, and one that may not be sent is refused.
        "change": client.post(url(model, "change", row.pk), {"_continue": "1"}, follow=True),
        "delete": client.get(url(model, "delete", row.pk)),
    }
    assert {answer.status_code for answer in answers.values()} <= {200, 403}, row
    allowed = [name for name, answer in answers.items() if answer.status_code == 200]
    return ",".join(allowed).replace("list,page", "see") or "–"


def test_a_login_of_the_staff_is_changed_only_by_its_owner_and_a_superuser():
    colleague = build.a_secretary()
    client = browser_of("Kansliet")
    address = one_of_each.admin_url(type(colleague), "change", colleague.pk)
    facts = {"email": colleague.email, "name": "Ny", "language": "sv", "is_active": "on"}
    assert client.post(address, facts).status_code == 403


def test_nobody_of_the_staff_sends_somebody_elses_codes_to_another_address():
    member = build.a_user("agare@example.org")
    address = one_of_each.admin_url(type(member), "change", member.pk)
    facts = {"email": "tjuv@example.org", "name": "Nytt namn", "language": "sv", "is_active": "on"}
    assert browser_of("Kansliet").post(address, facts).status_code == 302
    member.refresh_from_db()
    assert (member.email, member.name) == ("agare@example.org", "Nytt namn")
