"""From a sent application to a project: granted, told so, signed by both, and money asked for."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from board.models import Seat
from checks import actions
from checks.models import (
    AidCertificate,
    Application,
    Call,
    Extension,
    OldCheck,
    Payout,
    Project,
    Question,
    Reclaim,
    Report,
)
from tests import build
from tests.checks.board import a_meeting, before_the_board, decided


def a_granted_check(application=None, *, board=None, announced=True, **statement) -> Application:
    """300 000 kr, as the assessing body has recommended."""
    board = board or list(the_seats()) or build.a_board(3)
    application = application or build.a_sent_check()
    decided(before_the_board(application, a_meeting(board), **statement), board)
    if announced:
        Call.objects.filter(pk=application.call_id).update(announced_at=timezone.now())
    return Application.objects.get(pk=application.pk)


def an_aid_check(member=None, *, rate="10", **granted) -> Application:
    """A granted one that is state aid, told in euro by the rate of today."""
    rate = rate and Decimal(rate)
    on = timezone.localdate() if rate else None
    call = build.a_call(is_state_aid=True, euro_rate=rate, euro_rate_on=on)
    return a_granted_check(build.a_sent_check(member, call=call), **granted)


def certified(application, *, others=(), linked=(), by=None) -> AidCertificate:
    return actions.certify_aid(
        application,
        others=others,
        linked=linked,
        by=by or build.a_contact(application.organisation).person.user,
        now=timezone.now(),
    )


def the_seats():
    """The board as it sits, the chair first."""
    return Seat.objects.current().filter(body=build.the_board()).order_by("pk")


def the_days(**days):
    """From today for half a year, with a month to report in."""
    today = timezone.localdate()
    usual = {
        "starts_on": today,
        "ends_on": today + timedelta(days=180),
        "report_due_on": today + timedelta(days=210),
    }
    return {**usual, **days}


def a_project(application=None, *, by=None, language="sv", board=None, **days) -> Project:
    return actions.start_project(
        application or a_granted_check(board=board),
        language=language,
        by=by or build.a_secretary(),
        now=timezone.now(),
        **the_days(**days),
    )


def a_signatory(project) -> User:
    """A contact person of the member."""
    return build.a_contact(project.organisation).person.user


def signed(project, *, by=None, for_us=None) -> Project:
    now = timezone.now()
    agreement = project.agreement
    actions.sign_for_member(agreement, by=by or a_signatory(project), now=now)
    agreement = project.agreement
    actions.sign_for_programme(agreement, by=for_us or build.a_secretary(), now=now)
    return Project.objects.with_application().get(pk=project.pk)


def a_signed_project(application=None, *, board=None, **fields) -> Project:
    if application and not application.matter_id:
        application = a_granted_check(application, board=board)
    return signed(a_project(application, board=board, **fields))


def a_payout(project=None, *, amount=100_000, by=None) -> Payout:
    return actions.ask_for_payout(
        project or a_signed_project(),
        amount=Decimal(amount),
        bankgiro="9912346",
        note="Förskott för arbete och material",
        by=by or build.a_user(),
        now=timezone.now(),
    )


REPORT = {"done": "Beräknat och provat.", "results": "Det höll.", "benefit": "Två kilo lättare."}


def a_report(project=None, *, costs=400_000, by=None) -> Report:
    return actions.send_report(
        project or a_signed_project(),
        costs=Decimal(costs),
        by=by or build.a_user(),
        now=timezone.now(),
        **REPORT,
    )


def later(project, days=60):
    return {
        "ends_on": project.ends_on + timedelta(days=days),
        "report_due_on": project.report_due_on + timedelta(days=days),
    }


def an_extension(project, **days) -> Extension:
    return actions.ask_for_extension(
        project,
        reason="Formen kom sent.",
        by=build.a_user(),
        now=timezone.now(),
        **{**later(project), **days},
    )


def paid_out(project, *, amount=100_000) -> Payout:
    """Asked for by one, approved by another, paid by a third."""
    now = timezone.now()
    payout = a_payout(project, amount=amount)
    actions.approve_payout(payout, by=build.of_the_staff("Kansliet"), now=now)
    return actions.confirm_payout(
        payout, paid_on=timezone.localdate(), by=build.of_the_staff("Ekonomi"), now=now
    )


def a_reclaim(project, *, amount=60_000, by=None) -> Reclaim:
    """Before the board, of what has been paid out: a payout is made if there is none."""
    if not project.payouts.exists():
        paid_out(project)
    return actions.propose_reclaim(
        project,
        amount=Decimal(amount),
        reason="Rapporten har inte kommit.",
        meeting=a_meeting(list(the_seats())),
        by=by or build.of_the_staff("Kansliet"),
        now=timezone.now(),
    )


def a_question(project=None, text="Hur torkar limmet fortast?") -> Question:
    return actions.ask_question(
        project or a_signed_project(), text=text, by=build.a_user(), now=timezone.now()
    )


def passed_on(question, researcher=None) -> Question:
    return actions.pass_on_question(
        question,
        researcher=researcher or build.a_person("Örjan Forskare", email="orjan@forskning.example"),
        by=build.of_the_staff("Kansliet"),
        now=timezone.now(),
    )


def an_old_check(organisation="Åmåls Båtar AB", **fields) -> OldCheck:
    usual = {"year": 2019, "title": "Lätt skrov", "amount": Decimal(200_000)}
    return OldCheck.objects.create(organisation=organisation, **{**usual, **fields})
