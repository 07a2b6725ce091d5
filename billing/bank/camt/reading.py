import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _
from lxml import etree

from billing.bank.agreement import agree
from billing.bank.camt.entries import Entry
from billing.bank.camt.places import Element, count, is_only_page, words
from billing.bank.camt.statements import Statement
from billing.bank.camt.transactions import row_of
from billing.bank.lines import broken_encoding
from billing.bank.reading import Reading, Row
from billing.bank.texts import Names
from billing.bank.unreadable import Unreadable

NOTIFICATION, STATEMENT = "BkToCstmrDbtCdtNtfctn", "BkToCstmrStmt"
FORMATS = {NOTIFICATION: "camt.054", STATEMENT: "camt.053"}
REPORT = "BkToCstmrAcctRpt"
HEADER, TRANSACTION, ENTRY, ACCOUNTS = "GrpHdr", "TxDtls", "Ntry", {"Ntfctn", "Stmt"}
VERSION = re.compile(r"camt\.05[0-9]\.[0-9]{3}\.[0-9]{2}")
# Nothing is fetched, no entity is put in, and libxml2's bounds for depth and texts stand.
CAREFUL: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}

MESSAGE_ID = words("MsgId")
SIZE = words("NbOfTxs")
PAGE, LAST_PAGE = words("MsgPgntn/PgNb"), words("MsgPgntn/LastPgInd")
ENCODING_FAULTS = {
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
}


class Camt(Reading):
    """The file as a whole. What has been read of it is let go at once."""

    family = "camt"

    def __init__(self, file: BinaryIO, *, beginning: bytes):
        super().__init__()
        self.message, self.format = kind_of(beginning)
        self.file = file
        self.names = Names()
        self.statement: Statement | None = None
        self.entry: Entry | None = None
        self.transactions = 0
        self.size = ""  # the number of transactions, when the header has it
        self.is_whole = True  # and not one page of several

    def read(self) -> Iterator[Row]:
        for name, element in elements_of(self.file):
            if name == HEADER:
                self.read_header(element)
            elif name == TRANSACTION:
                yield from self.read_transaction(element)
            elif name == ENTRY:
                yield from self.close_entry(element)
            else:
                self.close_statement(element)
            forget(element)
        if self.size and self.is_whole:
            agree(found=self.transactions, said=count(self.size, line=None), line=None)

    def read_header(self, header: Element) -> None:
        self.message_id = MESSAGE_ID(header)
        self.size = SIZE(header)
        self.is_whole = is_only_page(PAGE(header), LAST_PAGE(header))

    def read_transaction(self, element: Element) -> Iterator[Row]:
        self.transactions += 1
        yield from self.counted(row_of(element, self.entry_of(element), self.names))

    def close_entry(self, element: Element) -> Iterator[Row]:
        entry = self.entry_of(element)
        if entry.transactions:
            entry.close(element)
        else:
            yield from self.counted(entry.row(self.names))
        self.entry = None

    def close_statement(self, element: Element) -> None:
        statement = self.statement_of(element)
        if self.is_whole:
            statement.close(element)
        self.statement = None

    def counted(self, row: Row | None) -> Iterator[Row]:
        if row:
            yield row
        else:
            self.passed_over += 1

    def entry_of(self, element: Element) -> Entry:
        """What stands above a transaction in its entry has been read when it comes."""
        if not self.entry:
            element = within(element, {ENTRY})
            statement, is_notification = self.statement_of(element), self.message == NOTIFICATION
            self.entry = Entry(element, statement, is_notification=is_notification)
        return self.entry

    def statement_of(self, element: Element) -> Statement:
        if not self.statement:
            self.statement = Statement(within(element, ACCOUNTS))
        return self.statement


def kind_of(beginning: bytes) -> tuple[str, str]:
    """The message and its version: («BkToCstmrStmt», «camt.053.001.08»)."""
    refuse_doctype(beginning)
    parser = etree.XMLPullParser(events=("start",), **CAREFUL)
    with refusing_bad_xml():
        parser.feed(beginning)
        for _event, element in parser.read_events():
            if element.getroottree().docinfo.internalDTD is not None:  # in another encoding
                raise Unreadable(doctype(), line=1)
            name = etree.QName(element)
            if name.localname in FORMATS:
                version = VERSION.search(name.namespace or "")
                return name.localname, version[0] if version else FORMATS[name.localname]
            if name.localname == REPORT:
                raise Unreadable(
                    _("camt.052 has what is not yet booked: fetch camt.054 or camt.053."),
                    line=element.sourceline,
                )
    raise Unreadable(_("The file is XML, but neither camt.054 nor camt.053."))


def refuse_doctype(beginning: bytes) -> None:
    place = beginning.find(b"<!DOCTYPE")
    if place >= 0:
        raise Unreadable(doctype(), line=beginning.count(b"\n", 0, place) + 1)


def doctype():
    return _("The file has a DOCTYPE, which no file from a bank has.")


@contextmanager
def refusing_bad_xml() -> Iterator[None]:
    try:
        yield
    except etree.XMLSyntaxError as error:
        if error.code in ENCODING_FAULTS:
            raise Unreadable(broken_encoding(), line=error.lineno or None) from None
        text = _("The file is not well-formed XML: a part of it may be missing.")
        raise Unreadable(text, line=error.lineno or None) from None


def elements_of(file: BinaryIO) -> Iterator[tuple[str, Element]]:
    """The elements that bear something, each when it has ended, with their local names."""
    tags = [f"{{*}}{name}" for name in (HEADER, TRANSACTION, ENTRY, *ACCOUNTS)]
    with refusing_bad_xml():
        for _event, element in etree.iterparse(file, tag=tags, **CAREFUL):
            yield element.tag.rpartition("}")[2], element


def forget(element: Element) -> None:
    """Let go of what is in it, and of the one before it: the parser still needs the place."""
    element.clear()
    before = element.getprevious()
    if before is not None and before.tag == element.tag:
        element.getparent().remove(before)


def within(element: Element, names: set[str]) -> Element:
    """The element itself or the nearest around it that has one of the names."""
    for found in (element, *element.iterancestors()):
        if etree.QName(found).localname in names:
            return found
    raise Unreadable(_("The file is not built as camt is."), line=element.sourceline)
