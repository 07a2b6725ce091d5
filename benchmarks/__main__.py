"""Run the benchmarks: `python -m benchmarks` for all, `python -m benchmarks pages` for one.

Each module here has a `main()` that prints its figures. It runs in a process, on servers and in a
database of its own (ground.py); these are set up before the module is imported, so that a benchmark
imports models at its top like any other code.
"""

import importlib
import subprocess
import sys

from benchmarks import ground

ALL = [
    "pages",
    "fees_and_invoices",
    "invoice_pdf",
    "letters",
    "checks",
    "meeting",
    "goals",
    "bank_files",
    "bank_import",
    "the_run",
    "inviting",
]


def run(name: str) -> None:
    with ground.programme():
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    match sys.argv[1:] or ALL:
        case [name]:
            run(name)
        case names:
            for name in names:
                subprocess.run([sys.executable, "-m", "benchmarks", name], check=True)
