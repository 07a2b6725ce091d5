"""CSV from the internet bank: what each column is, a person says."""

from dataclasses import dataclass

from billing.bank.lines import UTF_8


@dataclass(frozen=True)
class CsvMapping:
    """Which column is what, by its heading; by its number from 1 when there is no header row."""

    date: str
    amount: str
    reference: str = ""
    text: str = ""
    payer: str = ""
    account: str = ""  # ours; the file does not say
    separator: str = ";"
    decimal: str = ","
    encoding: str = UTF_8  # or ISO_8859_1
    header_row: int = 1  # what stands above it is passed over; 0: there is none
