"""A real SMTP server that the tests can read, and tell to refuse or to hang up."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import NamedTuple

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lattvikt.embedded import free_port


class Letter(NamedTuple):
    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.content, policy=email.policy.default)


class Letterbox:
    """Letters in the order they were taken. `refuse`, `hang_up` and `close` last for the test."""

    def __init__(self) -> None:
        self.port = free_port()
        self.controller: Controller | None = None
        self.open()

    def open(self) -> None:
        """Receive letters again, from an empty box that takes everything."""
        self.letters: list[Letter] = []
        self.cut: list[Letter] = []
        self.refusals: dict[str, str] = {}
        self.hangs_up = False
        if self.controller is None:
            self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
            self.controller.start()

    def close(self) -> None:
        """Answer no call at all."""
        if self.controller:
            self.controller.stop()
            self.controller = None

    def refuse(self, answer: str, at: str = "DATA") -> None:
        """Answer «451 4.3.0 Later» or «550 5.1.1 Nobody» at MAIL, RCPT or the end of DATA."""
        self.refusals[at] = answer

    def hang_up(self) -> None:
        """Read each letter whole and cut the line without a word; it is then in `cut`."""
        self.hangs_up = True

    def to(self, address: str) -> list[EmailMessage]:
        return [letter.message for letter in self.letters if address in letter.recipients]

    async def handle_MAIL(  # noqa: N802, the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.refusals:
            return self.refusals["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.refusals:
            return self.refusals["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        letter = Letter(envelope.mail_from or "", envelope.rcpt_tos, envelope.content)
        if self.hangs_up:
            self.cut.append(letter)
            server.transport.abort()
        elif "DATA" in self.refusals:
            return self.refusals["DATA"]
        else:
            self.letters.append(letter)
        return "250 OK"


@pytest.fixture(scope="session")
def _one_letterbox() -> Iterator[Letterbox]:
    letterbox = Letterbox()
    yield letterbox
    letterbox.close()


@pytest.fixture
def letterbox(_one_letterbox, settings, monkeypatch) -> Letterbox:
    """Post goes over SMTP to this box, from the test and from every program that it starts."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _one_letterbox.port
    monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("EMAIL_PORT", str(_one_letterbox.port))
    _one_letterbox.open()
    return _one_letterbox
