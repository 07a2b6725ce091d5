from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from billing.models.invoices import Invoice
from billing.rules import Step
from lattvikt.lib.append_only import AppendOnly
from lattvikt.lib.money import money


class Reminder(AppendOnly):
    """That a buyer was reminded of an unpaid invoice, and of what (sv. påminnelse).

    Never a demand under the debt-collection act (inkassolagen 5 §). Charge and interest are what
    the letter said; they are invoiced by a person, if at all.
    """

    STEPS = [(step.value, step.label) for step in (Step.FIRST, Step.SECOND)]

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="reminders", verbose_name=_("invoice")
    )
    step = models.PositiveSmallIntegerField(_("reminder"), choices=STEPS)
    made_on = models.DateField(_("date"))
    paid_up_to = models.DateField(
        _("payments counted to"), help_text=_("The day that the letter names.")
    )
    sent_to = models.EmailField(_("sent to"))
    owed = money(verbose_name=_("left to pay"))
    charge = money(verbose_name=_("charge"), default=0)
    interest = money(
        verbose_name=_("interest"),
        null=True,
        blank=True,
        help_text=_("Empty when none is charged, or when a reference rate is unknown."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
        help_text=_("Empty when the clock sent it."),
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "step"], name="one_reminder_of_each_step_per_invoice"
            ),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="two_reminders_at_most"),
            models.CheckConstraint(
                condition=Q(owed__gt=0, charge__gte=0) & (Q(interest=None) | Q(interest__gte=0)),
                name="a_reminder_is_of_a_debt",
            ),
        ]

    def __str__(self):
        return f"{self.invoice}, {self.get_step_display()}"

    @property
    def letter_key(self):
        """What the letter is called in the outbox."""
        return f"reminder-{self.invoice.number}-{self.step}"


def of_reminders(aggregate):
    """Something reckoned over an invoice's reminders; NULL where there are none."""
    reminders = Reminder.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice")
    return Subquery(reminders.annotate(answer=aggregate).values("answer"))
