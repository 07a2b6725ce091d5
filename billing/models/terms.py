from datetime import date
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.rules import Step
from lattvikt.lib.money import money

account_number = RegexValidator(r"^[1-8][0-9]{3}$", _("An account has four digits."))


def day_of_year(text):
    """«04-01» is a day of every year. 29 February is not."""
    try:
        date.fromisoformat(f"2027-{text}")
    except ValueError:
        raise ValidationError(_("Write the day as month and day: 04-01.")) from None


def day(name, default, help_text=""):
    return models.CharField(
        name, max_length=5, default=default, validators=[day_of_year], help_text=help_text
    )


def account(name, default):
    return models.CharField(name, max_length=4, default=default, validators=[account_number])


def text_of_letter(name):
    return models.TextField(
        name,
        max_length=2000,
        blank=True,
        help_text=_("Empty: the text that comes with the system."),
    )


def percent(name, default):
    return models.DecimalField(
        name,
        max_digits=5,
        decimal_places=2,
        default=Decimal(default),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class TermsManager(models.Manager):
    def current(self) -> "Terms":
        """The one row; an unsaved one with the defaults on an empty database."""
        return self.first() or Terms(pk=1)


@pghistory.track()
class Terms(models.Model):
    """The choices by which the programme handles its money. One row (sv. ekonomiska villkor).

    What the sources leave open is here, with a careful default; docs/decisions.md says why.
    """

    # In-kind (R4; the defaults are the real programme's dates)
    in_kind_apply_by = day(_("in-kind: apply by"), "04-01")
    in_kind_decide_by = day(_("in-kind: decided by"), "05-09")
    in_kind_report_by = day(
        _("in-kind: delivery reported by"), "01-20", _("In the year after the fee's.")
    )
    in_kind_hourly_rate = money(verbose_name=_("in-kind: kronor per hour"), default=850)
    non_profit_waits = models.BooleanField(
        _("non-profit members are not invoiced before the in-kind day has passed"), default=True
    )

    # Payments
    tolerance = money(
        verbose_name=_("difference that is let pass"),
        default=0,
        help_text=_("In kronor. An invoice that lacks no more than this is settled."),
    )

    # Reminders (domain facts 7: never a charge that was not agreed when the debt arose)
    first_reminder_after = models.PositiveSmallIntegerField(
        _("first reminder, days after the due date"), default=10
    )
    second_reminder_after = models.PositiveSmallIntegerField(
        _("second reminder, days after the first"), default=20
    )
    proposal_after = models.PositiveSmallIntegerField(
        _("proposal to the board, days after the second"), default=30
    )
    bank_date_may_lag = models.PositiveSmallIntegerField(
        _("no reminder when the bank's latest day is older than, days"), default=7
    )
    reminds_by_itself = models.BooleanField(
        _("the clock sends the reminders"),
        default=False,
        help_text=_("Otherwise they wait until somebody has looked at them and sends them."),
    )
    first_text_sv = text_of_letter(_("first reminder, in Swedish"))
    first_text_en = text_of_letter(_("first reminder, in English"))
    second_text_sv = text_of_letter(_("second reminder, in Swedish"))
    second_text_en = text_of_letter(_("second reminder, in English"))
    charges_agreed_from = models.DateField(
        _("charge and interest: agreed from"),
        null=True,
        blank=True,
        help_text=_(
            "The membership terms have said so since this day. Invoices issued before it get "
            "neither (lag 1981:739, 2 §)."
        ),
    )
    reminder_charge = money(
        verbose_name=_("charge for a reminder"),
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(60)],
        help_text=_("In kronor, at most 60 (lag 1981:739, 4 §). Once for an invoice."),
    )
    charges_interest = models.BooleanField(_("interest on late payment is charged"), default=False)
    interest_above_reference = models.DecimalField(
        _("interest above the reference rate, percentage points"),
        max_digits=4,
        decimal_places=2,
        default=8,
        validators=[MaxValueValidator(24)],
        help_text=_("Räntelagen 6 §: 8."),
    )

    # Bookkeeping (BAS; the association's accountant decides)
    receivable_account = account(_("account: receivables"), "1510")
    bank_account = account(_("account: bank"), "1930")
    fee_account = account(_("account: membership fees"), "3010")
    other_account = account(_("account: other income"), "3890")
    vat_account = account(_("account: output VAT 25 %"), "2611")
    vat_account_12 = account(_("account: output VAT 12 %"), "2621")
    vat_account_6 = account(_("account: output VAT 6 %"), "2631")
    advance_account = account(_("account: members' credit"), "2420")
    charge_account = account(_("account: reminder charges and interest"), "8313")
    rounding_account = account(_("account: rounding"), "3740")

    # Budget (R5.9: about 10 % of the whole cost)
    shared_share = percent(_("our share of the shared management, %"), 10)
    shared_share_tolerance = percent(
        _("difference from the share that needs no remark, percentage points"), 1
    )

    objects = TermsManager()

    class Meta:
        verbose_name = _("financial terms")
        verbose_name_plural = _("financial terms")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_set_of_terms"),
            models.CheckConstraint(
                condition=models.Q(charges_agreed_from__isnull=False)
                | models.Q(reminder_charge=0, charges_interest=False),
                name="charge_and_interest_have_been_agreed",
                violation_error_message=_(
                    "Write from which day the membership terms have said so, or charge nothing."
                ),
            ),
        ]

    def __str__(self):
        return str(_("Financial terms"))

    def text_of_reminder(self, step: Step, language: str) -> str:
        """The programme's own words, or "" where the letter's are used."""
        name = "first" if step == Step.FIRST else "second"
        return getattr(self, f"{name}_text_{language}").strip()

    def in_kind_apply_on(self, year: int) -> date:
        """The last day to apply for in-kind for the year's fee."""
        return date.fromisoformat(f"{year}-{self.in_kind_apply_by}")

    def in_kind_decide_on(self, year: int) -> date:
        """The day the board has decided on the year's in-kind."""
        return date.fromisoformat(f"{year}-{self.in_kind_decide_by}")

    def in_kind_report_on(self, year: int) -> date:
        """The last day to report what was delivered for the year's fee: in the year after."""
        return date.fromisoformat(f"{year + 1}-{self.in_kind_report_by}")
