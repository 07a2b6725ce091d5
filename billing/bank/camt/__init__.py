"""camt.054 and camt.053: the bank's notification of payments, and its statement of the account.

ISO 20022, versions .02 to .13, read without regard to the namespace. A payment is a transaction
(TxDtls) of an entry (Ntry); an entry without transactions is a payment, or a sum, by itself.
"""

from billing.bank.camt.reading import Camt

__all__ = ["Camt"]
