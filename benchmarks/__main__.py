"""Run the benchmarks: `python -m benchmarks` for all, `python -m benchmarks pages` for one.

Each module here has a `main()` that prints its figures. They run on servers and in a database of
their own (ground.py), which end with the run; this is set up before a module is imported, so that
a benchmark imports models at its top like any other code.
"""

import importlib
import sys

from benchmarks import ground

ALL = ["pages", "fees_and_invoices", "invoice_pdf", "letters"]

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        with ground.programme():
            print(f"\n## {name}\n", flush=True)
            importlib.import_module(f"benchmarks.{name}").main()
