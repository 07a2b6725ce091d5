"""The letters of billing, each in the reader's language."""

from billing.mails.invoices import invoice

__all__ = ["invoice"]
