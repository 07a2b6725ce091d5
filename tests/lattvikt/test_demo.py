from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from admission.models import Application
from billing.actions import preview_file
from billing.models import BankFile, Dispute, InKindApplication, Invoice, Payment, Repayment
from board.models import Meeting, Minutes, Seat, StandIn
from checks.models import Application as CheckApplication
from checks.models import Assessment, Payout, Project, Side, public_lines
from events.models import Event, Goal, Invitation, Response
from lattvikt.lib import org_number
from members.models import HeadCountRound, Organisation
from proposals.models import Remark

BOUNDARIES = {1, 50, 51, 249, 250, 251, 500, 501, 12_000}

pytestmark = pytest.mark.django_db


def test_the_demonstration_is_the_programme_in_small(capsys):
    call_command("demo")
    members = Organisation.objects.members()
    assert members.count() == 72
    assert members.filter(employees__in=BOUNDARIES).values("employees").distinct().count() == 9
    assert [org_number.clean(one.org_number) for one in members] == [
        one.org_number for one in members
    ]
    assert Seat.objects.current().voting().filter(body__slug="styrelsen").count() == 9
    assert {one.status for one in Application.objects.all()} == set(Application.Status.values)
    kinds = Goal.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["members", "prospects", "quality"]
    assert Response.objects.filter(asked=None).count() == 8
    states = Counter(invoice.state for invoice in Invoice.objects.with_balance())
    assert states.keys() == set(Invoice.State)
    assert Invoice.objects.filter(kind="other").get().organisation is None  # a guest's
    assert Counter(InKindApplication.objects.values_list("status", flat=True)) == {
        "approved": 1,
        "reported": 1,
        "submitted": 1,
        "returned": 1,
        "referred": 1,
    }
    assert not any(one.is_held_by_in_kind for one in Invoice.objects.live().with_in_kind())
    assert Dispute.objects.open().count() == 1
    assert Payment.objects.unmatched().count() == 1  # without a reference
    assert Repayment.objects.to_repay().count() == 1  # paid twice
    waiting = preview_file(BankFile.objects.staged().get())
    assert [one.outcome for one in waiting.planned] == ["settled", "unmatched", "double"]

    assert Counter(CheckApplication.objects.values_list("status", flat=True)) == {
        "submitted": 2,
        "draft": 1,
        "withdrawn": 1,
        "granted": 4,
        "declined": 1,
    }
    assert Assessment.objects.counting().count() == 15
    assert CheckApplication.objects.to_start().count() == 1
    assert [line.is_former for line in public_lines()] == [False, True, True]
    assert Project.objects.to_sign(Side.MEMBER).count() == 1
    assert Counter(one.state for one in Payout.objects.all()) == {"paid": 1, "asked": 1}

    planned = Event.objects.filter(kind__name__in=["Nätverksträff", "Konferens"])
    assert Counter(one.stage for one in planned) == {
        "published": 2,
        "held": 1,
        "cancelled": 1,
    }
    asked = Invitation.objects.filter(event__kind__name="Nätverksträff")
    answers = Counter(asked.values_list("answer", flat=True))
    assert answers.pop("") > 20
    assert answers == {"yes": 5, "no": 3}

    assert Counter(one.stage for one in Remark.objects.all()) == {
        "new": 2,
        "answered": 1,
        "done": 1,
    }
    answers = HeadCountRound.objects.get().head_counts.standing()
    assert (answers.changed, answers.asked) == (4, 68)
    assert 0 < answers.silent < answers.confirmed

    call_command("demo")  # once more
    assert Organisation.objects.members().count() == 72
    assert "nothing was changed" in capsys.readouterr().out


def test_it_is_refused_where_it_is_not_allowed(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")
    assert not Organisation.objects.exists()


def test_some_of_its_members_receive_e_invoices_and_one_lacks_its_reference():
    call_command("demo")
    members = Organisation.objects.members()
    receiving = [one for one in members.select_related("kind") if one.einvoice_to]
    assert {one.einvoice_to[:4] for one in receiving} == {"0007", "0088"}
    assert [one.buyer_reference for one in receiving].count("") == 1


def test_its_board_has_met_and_is_called_to_meet_again():
    call_command("demo")
    assert [one.state for one in Minutes.objects.all()] == ["locked"]
    [coming] = Meeting.objects.to_come().filter(notice_version=1)
    titles = list(coming.items.order_by("position").values_list("title", flat=True))
    assert titles[:2] == ["Medlemsträffen i norr: värd och datum", "Ekonomisk uppföljning"]
    [stands_in] = StandIn.objects.accepted().filter(meeting=coming)
    assert str(stands_in.deputy.person) == "Ylva Ångström-Löfgren"
    recused = Seat.objects.get(person__email="javig@lattvikt.example")
    assert len(titles) - coming.items.visible_to(recused).count() == 1
