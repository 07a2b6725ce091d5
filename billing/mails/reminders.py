"""The reminders of an unpaid invoice, in the buyer's language."""

from outbox.actions import write_letter


def reminder(reminder, terms):
    """What is owed and how it is paid, with the invoice's PDF once more."""
    invoice = reminder.invoice
    language = invoice.organisation.language if invoice.organisation else invoice.language
    write_letter(
        "billing/mail/reminder.txt",
        key=reminder.letter_key,
        to=reminder.sent_to,
        language=language,
        context={
            "reminder": reminder,
            "invoice": invoice,
            "text": terms.text_of_reminder(reminder.step, language),
        },
        attachments=[(invoice.document.name, "application/pdf", invoice.document.document)],
    )
