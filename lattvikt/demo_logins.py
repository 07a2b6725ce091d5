"""Who may log in to the demonstration. `manage.py demo` makes them, `make run` shows them."""

from typing import NamedTuple

PASSWORD = "lattvikt-demo"


class Login(NamedTuple):
    role: str
    email: str


LOGINS = [
    Login("secretary", "kansliet@lattvikt.example"),
    Login("finance", "ekonomi@lattvikt.example"),
    Login("auditor", "revisor@lattvikt.example"),
    Login("chair of the board", "ordforande@lattvikt.example"),
    Login("vice chair", "vice@lattvikt.example"),
    Login("board member", "ledamot@lattvikt.example"),
    Login("member", "medlem@lattvikt.example"),
    Login("applicant", "sokande@lattvikt.example"),
]
