"""What an e-invoice must fulfil before it leaves: our own check of a UBL document."""

from collections.abc import Sequence

from billing.rules.einvoice.asking import Rule, Tree
from billing.rules.einvoice.table import RULES

__all__ = ["Rule", "check", "errors", "lacks_only_addressing"]

# What a buyer has not told us. Without them it is still an invoice, but goes through no network.
ADDRESSING = {"PEPPOL-EN16931-R003", "PEPPOL-EN16931-R010"}


def check(tree: Tree) -> list[Rule]:
    """The rules that the document breaks; a warning stops nothing."""
    return [rule for rule in RULES if rule.is_broken(tree)]


def errors(broken: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in broken if rule.is_error]


def lacks_only_addressing(broken: Sequence[Rule]) -> bool:
    """Whether it is a whole invoice by EN 16931, that only Peppol cannot carry."""
    return {rule.name for rule in errors(broken)} <= ADDRESSING
