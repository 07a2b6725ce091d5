"""From two reminders to the board: proposed by a person, decided by the board, and nothing else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from billing.actions import (
    close_dispute,
    credit,
    propose_exclusion,
    withdraw_exclusion,
)
from billing.models import Invoice, ProposedExclusion, to_propose
from board.actions import amend, cast_vote, decide, open_meeting, put_on_meeting
from board.models import Decision, Matter, Vote
from lattvikt.lib.refused import Refused
from members.models import Membership
from outbox.models import Message
from tests import build
from tests.billing.late import PROPOSAL, SECOND, an_overdue_invoice, remind_twice
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
LAST_DAY = date(2027, 12, 31)


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(PROPOSAL, tick=False)


@pytest.fixture
def board(db):
    return build.a_board(3)


@pytest.fixture
def invoice(db):
    """Reminded of twice, and still unpaid."""
    invoice = an_overdue_invoice(build.a_member("Åmåls Verkstad AB"))
    build.a_contact(invoice.organisation)
    remind_twice()
    return invoice


def propose(invoice, **fields):
    facts = {
        "resolution": "Att utesluta Åmåls Verkstad AB.",
        "background": "Fakturan är obetald.",
        "ends_on": LAST_DAY,
        "by": build.a_secretary(name="Karin Kansli"),
        "today": PROPOSAL,
    }
    return propose_exclusion(invoice, **{**facts, **fields})


def let_the_board_decide(board, proposal, choice="for", *, today=PROPOSAL):
    """At a meeting: between meetings a no only sends it there."""
    meeting = open_meeting(build.the_board(), held_on=PROPOSAL, present=board)
    put_on_meeting(proposal.matter, meeting=meeting, by=board[0])
    for seat in board:
        cast_vote(proposal.matter, seat=seat, choice=choice)
    return decide(proposal.matter, by=board[0], today=today)


def membership_of(invoice):
    return Membership.objects.get(organisation=invoice.organisation)


def test_a_proposal_is_a_matter_with_its_own_text(board, invoice):
    proposal = propose(invoice)
    matter = proposal.matter
    assert matter.title == "Obetald avgift: Åmåls Verkstad AB"
    assert matter.resolution == (
        "Att utesluta Åmåls Verkstad AB.\n\nAtt sista dagen som medlem är den 31 december 2027."
    )
    assert matter.background == "Fakturan är obetald."
    assert matter.presented_by == "Karin Kansli"
    assert [party.org_number for party in matter.parties.all()] == [invoice.organisation.org_number]
    assert Matter.objects.with_case().get(pk=matter.pk).case == proposal
    assert membership_of(invoice).ends_on is None


def test_the_member_is_told_what_lies_before_the_board(board, invoice):
    proposal = propose(invoice)
    letter = Message.objects.get(key__startswith=f"exclusion-{proposal.pk}-proposed-")
    assert letter.subject == "Den obetalda avgiften för Åmåls Verkstad AB tas upp i styrelsen"
    assert "Inget är beslutat: ni är medlem som vanligt" in letter.text


def test_when_the_board_says_yes_the_membership_ends_on_the_day_voted_on(board, invoice):
    decision = let_the_board_decide(board, propose(invoice))
    membership = membership_of(invoice)
    assert (membership.ends_on, membership.end_reason) == (
        LAST_DAY,
        f"Styrelsen, beslut {decision.reference}: medlemsavgiften för 2027 är inte betald.",
    )


def test_what_is_owed_stays_owed(board, invoice):
    let_the_board_decide(board, propose(invoice))
    assert Invoice.objects.unpaid().get().balance == 5_000


def test_when_the_board_says_no_nothing_happens_and_it_is_not_asked_again(board, invoice):
    let_the_board_decide(board, propose(invoice), "against")
    assert membership_of(invoice).ends_on is None
    assert to_propose(PROPOSAL).count() == 0
    with pytest.raises(Refused):
        propose(invoice)


def test_a_decision_without_a_last_day_ends_no_membership(board, invoice):
    proposal = propose(
        invoice, resolution="Att begära att årsstämman prövar medlemskapet.", ends_on=None
    )
    assert proposal.matter.resolution == "Att begära att årsstämman prövar medlemskapet."
    assert let_the_board_decide(board, proposal).is_approved
    assert membership_of(invoice).ends_on is None


@pytest.mark.parametrize("day", [SECOND, PROPOSAL - timedelta(days=1)])
def test_no_proposal_before_its_day(board, invoice, day):
    with pytest.raises(Refused):
        propose(invoice, today=day)
    assert (Matter.objects.count(), ProposedExclusion.objects.count()) == (0, 0)


def test_nor_of_what_is_paid_disputed_or_credited(board, invoice):
    build.a_dispute(invoice)
    with pytest.raises(Refused):
        propose(invoice)
    credit(invoice, reason="Fel", by=None, today=PROPOSAL)
    with pytest.raises(Refused):
        propose(invoice)


def test_one_proposal_at_a_time(board, invoice):
    propose(invoice)
    with pytest.raises(Refused):
        propose(invoice)


def test_a_withdrawn_proposal_may_be_made_anew(board, invoice):
    withdraw_exclusion(propose(invoice))
    assert propose(invoice).matter.is_open


def test_a_last_day_that_has_passed_is_refused(board, invoice):
    with pytest.raises(Refused):
        propose(invoice, ends_on=PROPOSAL - timedelta(days=1))


def test_who_is_tied_to_the_member_does_not_propose(board, invoice):
    secretary = build.a_secretary()
    build.a_contact(invoice.organisation, person=build.a_person(user=secretary))
    with pytest.raises(Refused):
        propose(invoice, by=secretary)


def test_a_seat_from_the_member_is_recused(board, invoice):
    build.a_contact(invoice.organisation, person=board[2].person)
    proposal = propose(invoice)
    with pytest.raises(Refused):
        cast_vote(proposal.matter, seat=board[2], choice=Vote.Choice.FOR)


def test_what_has_been_paid_meanwhile_is_not_decided(board, invoice):
    proposal = propose(invoice)
    build.a_payment(5_000, ocr=invoice.ocr)
    with pytest.raises(Refused):
        let_the_board_decide(board, proposal)
    assert Decision.objects.count() == 0
    assert membership_of(invoice).ends_on is None
    assert list(ProposedExclusion.objects.unfounded()) == [proposal]


def test_nor_what_has_been_objected_to_until_it_is_answered(board, invoice):
    proposal = propose(invoice)
    dispute = build.a_dispute(invoice, today=PROPOSAL)
    with pytest.raises(Refused):
        let_the_board_decide(board, proposal)
    close_dispute(dispute, answer="Nej.", by=build.a_user(), today=PROPOSAL)
    assert decide(proposal.matter, by=board[0], today=PROPOSAL).is_approved


def test_the_board_may_say_no_also_to_what_has_been_paid(board, invoice):
    proposal = propose(invoice)
    build.a_payment(5_000, ocr=invoice.ocr)
    assert not let_the_board_decide(board, proposal, "against").is_approved


def test_another_last_day_written_into_the_text_is_not_carried_out(board, invoice):
    proposal = propose(invoice)
    amend(proposal.matter, resolution="Att utesluta dem.\n\nAtt sista dagen är i morgon.")
    with pytest.raises(Refused):
        let_the_board_decide(board, proposal)
    assert membership_of(invoice).ends_on is None


def test_a_decision_after_the_last_day_is_not_carried_out(board, invoice):
    proposal = propose(invoice, ends_on=PROPOSAL)
    with pytest.raises(Refused):
        let_the_board_decide(board, proposal, today=PROPOSAL + timedelta(days=1))


def test_an_open_proposal_is_not_proposed_again_nor_reminded_of(board, invoice):
    propose(invoice)
    assert to_propose(PROPOSAL + timedelta(days=3)).count() == 0


def test_a_paid_proposal_waits_for_somebody_to_withdraw_it(board, invoice):
    proposal = propose(invoice)
    assert ProposedExclusion.objects.unfounded().count() == 0
    build.a_payment(5_000, ocr=invoice.ocr)
    assert list(ProposedExclusion.objects.unfounded()) == [proposal]
    withdraw_exclusion(proposal)
    assert ProposedExclusion.objects.unfounded().count() == 0


def test_a_proposal_keeps_its_matter(board, invoice):
    proposal = propose(invoice)
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.matter.delete()


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_at_once_open_one_matter():
    build.a_board(3)
    invoice = an_overdue_invoice()
    remind_twice()
    secretaries = [build.a_secretary() for _ in range(4)]
    at_once(*[lambda by=by: propose(invoice, by=by) for by in secretaries])
    assert (Matter.objects.count(), ProposedExclusion.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_paying_and_deciding_at_once_never_lock_each_other_out():
    board = build.a_board(3)
    invoice = an_overdue_invoice()
    remind_twice()
    proposal = propose(invoice)
    for seat in board:
        cast_vote(proposal.matter, seat=seat, choice="for")
    paid, decided = at_once(
        lambda: build.a_payment(5_000, ocr=invoice.ocr),
        lambda: decide(proposal.matter, by=board[0], today=PROPOSAL),
    )
    assert type(paid).__name__ == "Payment"
    assert type(decided).__name__ in {"Decision", "Refused"}
    assert (membership_of(invoice).ends_on is not None) == isinstance(decided, Decision)
