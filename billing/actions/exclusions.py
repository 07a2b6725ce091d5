"""From two reminders to the board: a person proposes, the board decides, nobody is a date's."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing import exclusion_papers as papers
from billing import mails
from billing.models import Invoice, ProposedExclusion, to_propose
from board.actions import open_matter, withdraw_matter
from board.models import Body, is_tied
from lattvikt.lib.refused import Refused
from members.actions import end_membership
from members.models import Membership, Organisation


@transaction.atomic
def propose_exclusion(invoice, *, resolution, background, ends_on, by, today) -> ProposedExclusion:
    """Put before the board that the invoice's buyer leave, and tell its contact persons.

    Without `ends_on` the decision ends no membership by itself: the board asks somebody else to,
    where the statutes say so. Raises Refused before two reminders and their days have passed, for
    who is tied to the member, and for a last day that has passed.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(
        pk=invoice.organisation_id
    )
    Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
    if not to_propose(today).filter(pk=invoice.pk).exists():
        raise Refused(_("The invoice is not one to put before the board today."))
    if ends_on and ends_on < today:
        raise Refused(_("The last day has passed."))
    membership = Membership.objects.on(today).get(organisation=organisation)
    proposal = ProposedExclusion(
        invoice=invoice, membership=membership, ends_on=ends_on, proposed_by=by
    )
    if is_tied(by, proposal.parties()):
        raise Refused(_("You are tied to the member. Somebody else has to make the proposal."))
    with override(papers.LANGUAGE):
        proposal.matter = open_matter(
            body=deciding_body(),
            title=papers.title(organisation),
            resolution=papers.whole_resolution(resolution, ends_on),
            background=background,
            presented_by=by.get_full_name(),
            parties=proposal.parties(),
        )
    proposal.save()
    mails.exclusion_proposed(proposal, today=today)
    return proposal


def deciding_body() -> Body:
    """The board; one without such a body is a fault of the installation."""
    return Body.objects.get(slug=settings.EXCLUSION_BODY)


@transaction.atomic
def withdraw_exclusion(proposal) -> ProposedExclusion:
    """Take the proposal off the board's table, because the fee was paid or for another reason.

    Raises Refused when the board has decided.
    """
    withdraw_matter(proposal.matter)
    return proposal


@transaction.atomic
def exclude_or_keep(proposal, decision):
    """Carry out what the board decided, in its transaction: a refusal undoes the decision too."""
    proposal = (
        ProposedExclusion.objects.select_for_update(of=["self"])
        .select_related("membership__organisation", "invoice")
        .get(pk=proposal.pk)
    )
    if proposal.matter_id != decision.matter_id:
        raise Refused(_("The decision is about another matter."))
    if decision.is_approved and proposal.ends_on:
        exclude(proposal, decision)
    return proposal


@transaction.atomic
def take_back_exclusion(proposal, *, reason, by) -> ProposedExclusion:
    """The board has referred it back: the member stays, and the secretariat may propose it anew.

    The board's words stay with the matter (`referred_back_because`).
    """
    proposal = ProposedExclusion.objects.select_for_update(of=["self"]).get(pk=proposal.pk)
    if proposal.decision:
        raise Refused(_("The matter has already been decided."))
    return proposal


def exclude(proposal, decision):
    """End the membership on the day that was voted on. The fee that is due stays due."""
    guard(proposal, decision)
    with override(papers.LANGUAGE):
        reason = papers.reason(decision, proposal.invoice)
    end_membership(
        proposal.membership, ends_on=proposal.ends_on, reason=reason, today=decision.decided_on
    )


def guard(proposal, decision):
    # Without the key: who pays holds the invoice and notes the organisation on the payment.
    members = Organisation.objects.select_for_update(no_key=True)
    members.get(pk=proposal.membership.organisation_id)
    Invoice.objects.select_for_update(no_key=True).get(pk=proposal.invoice_id)
    if ProposedExclusion.objects.without_ground().filter(pk=proposal.pk).exists():
        raise Refused(_("The fee is no longer owed, or is objected to: withdraw the matter."))
    if proposal.ends_on < decision.decided_on:
        raise Refused(_("The proposed last day has passed: a new proposal is needed."))
    with override(papers.LANGUAGE):
        is_voted_on = papers.last_day_clause(proposal.ends_on) in decision.resolution
    if not is_voted_on:
        raise Refused(_("The text names another last day than the proposal: make a new one."))
