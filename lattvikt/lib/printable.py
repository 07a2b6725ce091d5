import re

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold, which a paste can bring into a name."""
    return NOT_IN_XML.sub("", text)
