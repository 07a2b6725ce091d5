"""Files from the bank (sv. bankfiler): what happened on the account, a row at a time.

Plain bytes in, rows out: no database, clock or settings. A file is read once, in memory that does
not grow with it, and refused whole with `Unreadable` at the first thing that is wrong.
"""

from billing.bank.csvfile import CsvMapping
from billing.bank.opening import open_file
from billing.bank.reading import LARGEST_FILE, Part, Reading, Row
from billing.bank.unreadable import Unreadable

__all__ = ["LARGEST_FILE", "CsvMapping", "Part", "Reading", "Row", "Unreadable", "open_file"]
