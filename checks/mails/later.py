"""The letters about what the board decides on a project after its start."""

from checks.mails.projects import write
from lattvikt.lib import giro
from members.models import Programme


def extension_asked(extension, *, today):
    """Key: when it was asked for, since it may be asked for anew."""
    fact = f"extension-{extension.pk}-{extension.asked_at:%Y%m%dT%H%M%S}"
    write("extension_asked", extension.project, fact, today=today, extension=extension)


def extension_decided(extension, decision):
    name = "extension_granted" if decision.is_approved else "extension_declined"
    facts = {"extension": extension, "decision": decision}
    fact = f"extension-{extension.pk}-decided"
    write(name, extension.project, fact, today=decision.decided_on, **facts)


def reclaim_decided(reclaim, decision):
    bankgiro = giro.show_bankgiro(Programme.objects.current().bankgiro)
    facts = {"reclaim": reclaim, "decision": decision, "bankgiro": bankgiro}
    fact = f"reclaim-{reclaim.pk}-decided"
    write("reclaim_decided", reclaim.project, fact, today=decision.decided_on, **facts)


def reclaim_repaid(reclaim, *, today):
    fact = f"reclaim-{reclaim.pk}-repaid"
    write("reclaim_repaid", reclaim.project, fact, today=today, reclaim=reclaim)
