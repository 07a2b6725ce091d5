"""The talk with the mail server, kept apart so that every way it can end has one meaning."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message as Mime
from email.utils import parseaddr

from django.core.mail.backends.smtp import EmailBackend


class NotTaken(Exception):
    """The server does not have the letter: it said so, or never got it."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words)
        self.for_good = for_good


class Line:
    """An open line to the mail server, for one letter after the other."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self.smtp = smtp

    @property
    def is_open(self) -> bool:
        return self.smtp.sock is not None

    def deliver(self, letter: Mime) -> None:
        """Give the letter to the server; when this returns, the server has taken it.

        Raises:
            NotTaken: the server does not have it.
            OSError: the line was lost after the letter went out. Perhaps the server has it.
        """
        try:
            self._announce(letter)
            _expect_success(*self._data(letter.as_bytes(linesep="\r\n")))  # type: ignore[call-arg]
        except NotTaken:
            with suppress(OSError):
                self.smtp.rset()
            raise

    def _announce(self, letter: Mime) -> None:
        try:
            self.smtp.ehlo_or_helo_if_needed()
            _expect_success(*self.smtp.mail(parseaddr(letter["From"])[1]))
            _expect_success(*self.smtp.rcpt(parseaddr(letter["To"])[1]))
        except OSError as error:
            raise NotTaken(str(error)) from error

    def _data(self, content: bytes) -> tuple[int, bytes]:
        """The server's answer to the letter, or to our wish to give it one."""
        try:
            return self.smtp.data(content)
        except smtplib.SMTPDataError as error:
            return error.smtp_code, error.smtp_error  # type: ignore[return-value]


@contextmanager
def open_line() -> Iterator[Line]:
    """A line as Django's settings describe it.

    Raises:
        OSError: nobody answers, or we may not come in.
    """
    backend = EmailBackend()
    try:
        backend.open()
        yield Line(backend.connection)  # type: ignore[arg-type]
    finally:
        backend.close()


def _expect_success(code: int, words: bytes) -> None:
    """RFC 5321 4.2.1: 2 is yes, 4 not now, 5 never; smtplib makes gibberish -1."""
    if 200 <= code <= 299:
        return
    answer = f"{code} {words.decode(errors='replace')}"
    if not 400 <= code <= 599:
        raise smtplib.SMTPServerDisconnected(answer)
    raise NotTaken(answer, for_good=code >= 500)
