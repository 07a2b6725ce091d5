from outbox.actions.judging import send_again, withdraw
from outbox.actions.owing import compose, enqueue, write_letter
from outbox.actions.sweeping import send_due

__all__ = ["compose", "enqueue", "send_again", "send_due", "withdraw", "write_letter"]
