"""The letters of billing, in the language of the invoice they carry."""

from outbox.actions import write_letter


def invoice(invoice, document):
    """The invoice or credit note itself, with its PDF."""
    template = "credit_note" if invoice.is_credit_note else "invoice"
    write_letter(
        f"billing/mail/{template}.txt",
        key=f"invoice-{invoice.number}",
        to=invoice.buyer_email,
        language=invoice.language,
        context={"invoice": invoice},
        attachments=[(invoice.file_name, "application/pdf", document)],
    )
