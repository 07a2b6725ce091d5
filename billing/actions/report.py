"""After a year's run: is anything missing? Read from the rows as they are now; changes nothing."""

from dataclasses import dataclass

from billing import rules
from billing.actions.preview import Listed, listed_in
from billing.models import Invoice, InvoiceSeries
from outbox.models import Message

SERIES = "invoice-"


@dataclass(frozen=True)
class SeriesCheck:
    """A calendar year's series of numbers: the last one taken, and those that are on no invoice."""

    year: int
    last: int
    missing: list[str]


@dataclass(frozen=True)
class ControlReport:
    """What a year's run has left: nobody and nothing, or who and what, and why."""

    year: int
    invoiced: int
    without_invoice: list[Listed]
    series: list[SeriesCheck]
    without_document: list[Invoice]
    without_letter: list[Invoice]

    @property
    def has_gaps(self):
        return any(check.missing for check in self.series)

    @property
    def is_whole(self):
        """Everybody that is to have an invoice has got it. Who is left out has a reason."""
        waiting = [one for one in self.without_invoice if not one.reason]
        return not (waiting or self.has_gaps or self.without_document or self.without_letter)


def control_report(schedule):
    listed = listed_in(schedule)
    invoices = Invoice.objects.of_fees_of(schedule.year).with_letter().order_by("pk")
    return ControlReport(
        year=schedule.year,
        invoiced=sum(one.is_invoiced for one in listed),
        without_invoice=[one for one in listed if not one.is_invoiced],
        series=[checked(series) for series in every_series()],
        without_document=list(invoices.without_document()),
        without_letter=[
            as_told(invoice)
            for invoice in invoices.exclude(document=None).exclude(letter_state=Message.State.SENT)
        ],
    )


def every_series():
    return InvoiceSeries.objects.filter(name__startswith=SERIES).order_by("name")


def checked(series):
    year = int(series.name.removeprefix(SERIES))
    numbers = Invoice.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    missing = rules.missing_numbers(numbers, year=year, last=series.last)
    return SeriesCheck(year=year, last=series.last, missing=missing)


def as_told(invoice):
    """Adds how its letter stands, in words; without one there is nothing to say."""
    state = invoice.letter_state
    invoice.letter_in_words = Message.State(state).label if state else ""
    return invoice
