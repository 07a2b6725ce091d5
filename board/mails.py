"""The letters of the bodies: to whom, in which language, under which key."""

from outbox.actions import write_letter


def vote_wanted(matter, seat):
    """A matter waits for the seat's vote."""
    ask("vote_wanted", matter, seat, key=f"matter-{matter.pk}-seat-{seat.pk}")


def vote_wanted_anew(matter, seat):
    """The resolution was changed: the vote for the old text counts no more."""
    change = matter.events.count()
    key = f"matter-{matter.pk}-seat-{seat.pk}-change-{change}"
    ask("vote_wanted_anew", matter, seat, key=key)


def ask(letter, matter, seat, *, key):
    if seat.person.email:
        write_letter(
            f"board/mail/{letter}.txt",
            key=key,
            to=seat.person.email,
            language=seat.person.language,
            context={"matter": matter, "seat": seat},
        )
