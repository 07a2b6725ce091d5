from billing.actions.einvoices.exporting import export_einvoices

__all__ = ["export_einvoices"]
