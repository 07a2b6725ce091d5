"""BgMax, Bankgirot's file of payments: 80 characters a line, in ISO-8859-1, amounts in öre.

«Bankgiro Inbetalningar, teknisk manual» (Bankgirot, 2019). The banks stopped sending it during
2026; it is here for the history.
"""

from billing.bank.bgmax.reading import START, BgMax

__all__ = ["START", "BgMax"]
