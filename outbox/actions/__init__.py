from outbox.actions.judging import send_again, withdraw
from outbox.actions.owing import (
    OwedLetter,
    compose,
    enqueue,
    enqueue_all,
    for_every_letter,
    write_letter,
)
from outbox.actions.sweeping import send_due

__all__ = [
    "OwedLetter",
    "compose",
    "enqueue",
    "enqueue_all",
    "for_every_letter",
    "send_again",
    "send_due",
    "withdraw",
    "write_letter",
]
