"""The few filters that every template may use without loading them."""

from django import template

from lattvikt.lib import giro, hours, markdown, money, org_number, postal_code

register = template.Library()

register.filter("hours", hours.show)
register.filter("kronor", money.kronor)
register.filter("euros", money.euros)
register.filter("signed_kronor", money.signed_kronor)
register.filter("two_decimals", money.two_decimals)
register.filter("org_number", org_number.show)
register.filter("markdown", markdown.to_html)
register.filter("bankgiro", giro.show_bankgiro)
register.filter("postal_code", postal_code.show)


@register.filter
def length_of(amount, most) -> str:
    """How long a bar of the amount is in a drawing that is 100 wide, where `most` is the longest.

    In plain digits, as SVG reads them in every language.
    """
    share = 100 * amount / most if most else 0
    return f"{min(max(share, 0), 100):.1f}"
