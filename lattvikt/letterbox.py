"""A letterbox for one machine: an SMTP server that keeps each letter as a file and sends none.

python -m lattvikt.letterbox FOLDER --port 1025
"""

import argparse
import asyncio
import itertools
import os
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 35 * 1024 * 1024  # bytes; a letter with its invoices is far below


class Letterbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(  # noqa: N802, the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the letter whole or not at all, with the envelope's addresses on top."""
        top = f"X-Envelope-From: {envelope.mail_from}\r\n" + "".join(
            f"X-Envelope-To: {address}\r\n" for address in envelope.rcpt_tos
        )
        content = envelope.original_content or b""
        name = f"{time.strftime('%Y-%m-%d-%H%M%S')}-{os.getpid()}-{next(self.numbers):05}.eml"
        unfinished = self.folder / f".{name}"
        unfinished.write_bytes(top.encode() + content)
        unfinished.rename(self.folder / name)
        return "250 OK"


async def serve(folder: Path, host: str, port: int) -> None:
    letterbox = Letterbox(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(letterbox, data_size_limit=LARGEST, enable_SMTPUTF8=True), host, port
    )
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=1025)
    choices = parser.parse_args()
    asyncio.run(serve(choices.folder, choices.host, choices.port))


if __name__ == "__main__":
    main()
