from billing.actions.einvoices.exporting import export_einvoices
from billing.actions.einvoices.owing import owe_einvoice
from billing.actions.einvoices.sweeping import deliver_einvoices

__all__ = ["deliver_einvoices", "export_einvoices", "owe_einvoice"]
