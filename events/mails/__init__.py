from events.mails.calendar import entry, published_file

__all__ = ["entry", "published_file"]
