"""Who logs in to the demonstration: one login for each role, all with the same password.

`make run` prints them on the terminal, in English, without starting Django.
"""

from typing import NamedTuple

PASSWORD = "lattvikt-demo"  # printed when the demonstration starts


class Login(NamedTuple):
    role: str
    email: str
    name: str
    group: str = ""


ASSESSORS = [
    Login("Chair of the assessors", "ledning@lattvikt.example", "Ann-Marie Östlund"),
    Login("Vice chair of the assessors", "ledning2@lattvikt.example", "Henrik Wåhlin"),
    Login("Assessor", "ledning3@lattvikt.example", "Samira Haddad"),
]

LOGINS = [
    Login("Secretary", "kansliet@lattvikt.example", "Karin Sjögren", "Kansliet"),
    Login("Second secretary", "kansliet2@lattvikt.example", "Åsa Nyström", "Kansliet"),
    Login("Treasurer", "ekonomi@lattvikt.example", "Östen Fält", "Ekonomi"),
    Login("Auditor", "revisor@lattvikt.example", "Ylva Granlund", "Revisor"),
    Login("Chair of the board", "ordforande@lattvikt.example", "Birgitta Hammarström"),
    Login("Vice chair", "vice@lattvikt.example", "Göran Ek"),
    Login("Board member", "ledamot@lattvikt.example", "Fatima Al-Sayed"),
    Login("Board member who is recused in one matter", "javig@lattvikt.example", "Mats Öhrn"),
    *ASSESSORS,
    Login("Member", "medlem@lattvikt.example", "Lena Åkerlund"),
    Login("Contact person of two members", "tva@lattvikt.example", "Ahmed Lindqvist"),
    Login("Applicant", "sokande@lattvikt.example", "Örjan Öberg"),
]

# The rest of the board of nine, who keeps its minutes and its deputy. They have logins too, but are
# not printed.
OTHER_SEATS = [
    ("ledamot5@lattvikt.example", "Susanne von Heijne"),
    ("ledamot6@lattvikt.example", "Pär-Anders Lindström"),
    ("ledamot7@lattvikt.example", "Wei Zhang"),
    ("ledamot8@lattvikt.example", "Ingegerd Ståhl"),
    ("ledamot9@lattvikt.example", "Tomasz Kowalski"),
    ("sekreterare@lattvikt.example", "Elsa Brännström"),
    ("suppleant@lattvikt.example", "Ylva Ångström-Löfgren"),
]

FIRST_NAMES = "Anna Erik Maria Lars Eva Åke Sara Björn Hanna Örjan Elin Nils Märta Oskar Zahra Ulf"
LAST_NAMES = "Andersson Berg Dahl Eriksson Forsberg Gustafsson Holm Åberg Lind Öst Sjö Ågren Ström"


def contact_name(number: int) -> str:
    """An invented name for the contact person of the member with the number."""
    first, last = FIRST_NAMES.split(), LAST_NAMES.split()
    return f"{first[number % len(first)]} {last[number % len(last)]}"
