"""The way into Peppol. An access point takes e-invoices and sees that they arrive.

Which one is a setting (`EINVOICE_ADAPTER`), and this is what one of them must answer. The one that
goes along leaves each e-invoice in a folder, where the access point's own program picks it up.
"""

import os
from pathlib import Path
from typing import Protocol

from django.conf import settings

from lattvikt.lib.whole_file import write_whole
from outbox.smtp import NotTaken


class AccessPoint(Protocol):
    def is_open(self) -> bool:
        """Whether anything can be handed over just now."""

    def hand_over(self, name: str, content: bytes) -> None:
        """Give it a UBL document, named as its invoice.

        Raises:
            NotTaken: the access point does not have it; `for_good` when it never will.
            OSError: perhaps it has it. A person must find out.
        """


class FolderDrop:
    """A file in `EINVOICE_FOLDER` for each. Closed while no folder is set or it is away."""

    def __init__(self) -> None:
        self.folder = Path(settings.EINVOICE_FOLDER)

    def is_open(self) -> bool:
        return bool(settings.EINVOICE_FOLDER) and os.access(self.folder, os.W_OK)

    def hand_over(self, name: str, content: bytes) -> None:
        try:
            write_whole(self.folder / name, content)
        except OSError as error:
            raise NotTaken(str(error)) from error
