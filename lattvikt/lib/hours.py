"""Hours of work as people write them: «2,5» in Swedish, «2.5» in English."""

from decimal import Decimal

from django.utils.formats import number_format


def show(hours: Decimal | None) -> str:
    return "" if hours is None else number_format(Decimal(hours).normalize())
