from django.utils.translation import gettext_lazy as _


class Unreadable(Exception):
    """The whole file is refused. The message, with its line, is for the person who sent it in."""

    def __init__(self, text, /, *, line: int | None = None, **details):
        super().__init__(text, line, details)
        self.message = text
        self.line = line
        self.details = details

    @property
    def text(self) -> str:
        """What is wrong, in the reader's language."""
        return str(self.message) % self.details if self.details else str(self.message)

    def __str__(self) -> str:
        if self.line is None:
            return self.text
        return str(_("Line %(line)d: %(text)s")) % {"line": self.line, "text": self.text}
