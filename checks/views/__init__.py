from checks.views.aid import aid
from checks.views.applications import application, begin, revision, send, withdraw, write
from checks.views.assessing import assess, declare_jav, home, overview, release, statement
from checks.views.calls import call, calls
from checks.views.consents import consent
from checks.views.deciding import amount, every_project, ranking
from checks.views.enclosures import ask_again, drop_file, drop_partner, file, files, partners
from checks.views.later import extend, withdraw_extension
from checks.views.projects import agreement, ask_for_payout, project, report, sign
from checks.views.public import granted_checks, publicity
from checks.views.questions import answer, questions

__all__ = [
    "agreement",
    "aid",
    "amount",
    "answer",
    "application",
    "ask_again",
    "ask_for_payout",
    "assess",
    "begin",
    "call",
    "calls",
    "consent",
    "declare_jav",
    "drop_file",
    "drop_partner",
    "every_project",
    "extend",
    "file",
    "files",
    "granted_checks",
    "home",
    "overview",
    "partners",
    "project",
    "publicity",
    "questions",
    "ranking",
    "release",
    "report",
    "revision",
    "send",
    "sign",
    "statement",
    "withdraw",
    "withdraw_extension",
    "write",
]
