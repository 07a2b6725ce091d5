"""How a letter looks in a mail program: plain text, the same text in a frame, and the files."""

from email.message import Message as Mime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from outbox.models import Message

File = tuple[str, bytes, str]


def as_mime(message: Message, files: list[File], everywhere: dict) -> Mime:
    """`files` are (name, content, MIME type); `everywhere` is what every letter may name."""
    email = EmailMultiAlternatives(
        message.subject, message.text, to=[message.to], headers=headers(message)
    )
    email.attach_alternative(framed(message, everywhere), "text/html")
    for file in files:
        email.attach(*file)
    return email.message()


def headers(message: Message) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return {
        # The same at every attempt, so that a mailbox can tell a second copy from a second letter.
        "Message-ID": f"<{message.key}@{domain}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no "I am on holiday" in return
    }


def framed(message: Message, everywhere: dict) -> str:
    with translation.override(message.language):
        return render_to_string("outbox/letter.html", {**everywhere, "message": message})
