"""The letters of the minutes: to who signs them, who changes them, and the whole body."""

from outbox.actions import write_letter


def minutes_to_sign(minutes, seat):
    """Minutes wait for the seat's signature. Each edition is asked for anew."""
    write_of_minutes("minutes_to_sign", minutes, seat, key=f"edition-{minutes.edition}")


def minutes_to_change(minutes, seat, *, request, has_signed):
    """Somebody wants a change: to the keeper, and to those who had signed."""
    write_of_minutes(
        "minutes_to_change",
        minutes,
        seat,
        key=f"change-{request.pk}",
        request=request,
        has_signed=has_signed,
    )


def minutes_locked(minutes, seat):
    """They are signed, to the whole body."""
    write_of_minutes("minutes_locked", minutes, seat, key="locked")


def write_of_minutes(letter, minutes, seat, *, key, **facts):
    if seat.person.email:
        write_letter(
            f"board/mail/{letter}.txt",
            key=f"minutes-{minutes.pk}-{key}-seat-{seat.pk}",
            to=seat.person.email,
            language=seat.person.language,
            context={"minutes": minutes, "meeting": minutes.meeting, "seat": seat, **facts},
        )
