"""Letters per second through SMTP, against smtplib alone with the same letters and server."""

import asyncio
import multiprocessing
import os
import smtplib
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from archive.actions import store
from benchmarks.ground import machine
from lattvikt.context import for_letters
from lattvikt.embedded import free_port
from outbox.actions import enqueue, send_due
from outbox.letter import File, as_mime, framed
from outbox.models import Message

LETTERS = 1_000
PDF_BYTES = 40_000
TEXT = """Hej!

Här kommer årets faktura på medlemsavgiften. Den finns också på våra sidor:
https://lattvikt.example/medlem/fakturor/

Vänliga hälsningar
Kansliet
"""

processes = multiprocessing.get_context("fork")


def main() -> None:
    print(f"{LETTERS} letters a round, {machine()}\n")
    print("| letters | smtplib | built and sent | ours | ratio | smtplib, 2 | ours, 2 | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    with a_server():
        for name, size in {"text": 0, f"with a PDF of {PDF_BYTES} bytes": PDF_BYTES}.items():
            compare(name, size)
        show_queries()


def compare(name: str, size: int) -> None:
    """One row: letters per second without and with our bookkeeping, by one process and by two."""
    owe(name, size)
    ready = [written(message).as_bytes(linesep="\r\n") for message in Message.objects.due()]
    alone, alone_2 = (rate(lambda mine: give(ready[mine]), n) for n in (1, 2))
    built = rate(lambda mine: give_built(mine), 1)
    ours = rate(lambda _: send_due(), 1)
    owe(f"{name} again", size)
    ours_2 = rate(lambda _: send_due(), 2)
    assert not Message.objects.exclude(state=Message.State.SENT).exists()
    print(
        f"| {name} | {alone:.0f} | {built:.0f} | {ours:.0f} | {ours / alone:.2f} "
        f"| {alone_2:.0f} | {ours_2:.0f} | {ours_2 / alone_2:.2f} |",
        flush=True,
    )


def owe(name: str, size: int) -> None:
    with transaction.atomic():
        for number in range(LETTERS):
            pdf = [("Faktura.pdf", "application/pdf", a_pdf(size))] if size else []
            owe_one(f"{name.replace(' ', '-')}-{number}", pdf)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def owe_one(key: str, attachments=()) -> Message:
    return enqueue(
        key=key,
        to="faktura@medlem.example",
        subject="Faktura från Medlemsprogram Lättvikt",
        text=TEXT,
        language="sv",
        attachments=attachments,
    )


def a_pdf(size: int):
    return store(os.urandom(size), keep_until=date(2035, 12, 31))


def written(message: Message):
    return as_mime(message, files_with(message), for_letters())


def files_with(message: Message) -> list[File]:
    return [
        (one.name, bytes(one.document.content), one.mimetype) for one in message.attachments.all()
    ]


def rate(job: Callable[[slice], object], count: int) -> float:
    """Letters per second when `count` processes share the letters."""
    connections.close_all()
    gate = processes.Barrier(count + 1)
    workers = [
        processes.Process(target=work, args=(job, gate, slice(n, LETTERS, count)))
        for n in range(count)
    ]
    for worker in workers:
        worker.start()
    gate.wait()
    start = time.perf_counter()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    return LETTERS / (time.perf_counter() - start)


def work(job: Callable[[slice], object], gate, mine: slice) -> None:
    connection.ensure_connection()
    framed(Message(language="sv"), {})  # a real worker has read its templates long ago
    gate.wait()
    job(mine)


def give(letters: list[bytes]) -> None:
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as smtp:
        for letter in letters:
            smtp.sendmail("kansli@lattvikt.example", "faktura@medlem.example", letter)


def give_built(mine: slice) -> None:
    """The letters fetched in one query, written as e-mail and sent: everything but claims."""
    messages = Message.objects.due().prefetch_related("attachments__document")[mine]
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as smtp:
        everywhere = for_letters()
        for one in messages:
            mime = as_mime(one, files_with(one), everywhere)
            sender, to = (parseaddr(mime[name])[1] for name in ("From", "To"))
            smtp.sendmail(sender, to, mime.as_bytes(linesep="\r\n"))


def show_queries() -> None:
    with CaptureQueriesContext(connection) as queuing, transaction.atomic():
        for number in range(10):
            owe_one(f"counted-{number}", [("Faktura.pdf", "application/pdf", a_pdf(1_000))])
    with CaptureQueriesContext(connection) as sending:
        send_due()
    print(f"\nStatements: {len(queuing) / 10:.1f} to queue a letter, ", end="")
    print(f"{len(sending) / 10:.1f} to send one, both with a file.")


@contextmanager
def a_server():
    """A mail server in a process of its own that takes everything and keeps nothing."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    server = processes.Process(target=lambda: asyncio.run(serve(settings.EMAIL_PORT)), daemon=True)
    server.start()
    try:
        wait_for_it()
        yield
    finally:
        server.kill()
        server.join()


def wait_for_it() -> None:
    for _ in range(100):
        try:
            return smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT).close()
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the mail server did not start")


async def serve(port: int) -> None:
    server = await asyncio.start_server(talk, "127.0.0.1", port, limit=2**24)
    await server.serve_forever()


async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 ready\r\n")
    while line := await reader.readline():
        if line.upper().startswith(b"DATA"):
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
        writer.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 OK\r\n")
        await writer.drain()
    writer.close()
