from outbox.actions.owing import enqueue, write_letter

__all__ = ["enqueue", "write_letter"]
