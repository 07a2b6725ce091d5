"""How a letter looks in a mail program: plain text, the same text in a frame, and the files."""

from datetime import datetime
from email.message import Message as Mime
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from outbox.models import Message

File = tuple[str, bytes, str]  # name, content, MIME type


class Letter(NamedTuple):
    """A letter in the hands of the sweep that claimed it, column by column."""

    id: int
    key: str
    to: str
    subject: str
    text: str
    language: str
    attempts: int
    claimed_at: datetime
    has_files: bool


def as_mime(letter: Letter | Message, files: list[File], everywhere: dict) -> Mime:
    """`everywhere` is what every letter may name."""
    email = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], headers=headers(letter)
    )
    email.attach_alternative(framed(letter, everywhere), "text/html")
    for file in files:
        email.attach(*file)
    return email.message()


def headers(letter: Letter | Message) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return {
        # The same at every attempt, so that a mailbox can tell a second copy from a second letter.
        "Message-ID": f"<{letter.key}@{domain}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no "I am on holiday" in return
    }


def framed(letter: Letter | Message, everywhere: dict) -> str:
    with translation.override(letter.language):
        return render_to_string("outbox/letter.html", {**everywhere, "letter": letter})
