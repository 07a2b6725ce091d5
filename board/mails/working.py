"""Of matters, seats and tasks."""

from outbox.actions import write_letter

AMENDED, SENT_TO_MEETING, POSTPONED = "amended", "sent_to_meeting", "postponed"


def vote_wanted(matter, seat):
    """A matter waits for the seat's vote."""
    ask("vote_wanted", matter, seat, key=f"matter-{matter.pk}-seat-{seat.pk}")


def vote_wanted_anew(matter, seat):
    """The resolution was changed: the vote for the old text counts no more."""
    change = matter.events.count()
    key = f"matter-{matter.pk}-seat-{seat.pk}-change-{change}"
    ask("vote_wanted_anew", matter, seat, key=key)


def vote_dropped(matter, seat, because):
    """The vote counts no more, and why. Each vote is a row of its own, and is dropped once."""
    key = f"matter-{matter.pk}-seat-{seat.pk}-vote-{seat.vote.pk}-{because}"
    ask("vote_dropped", matter, seat, key=key, because=because)


def recusal_lifted(recusal):
    """The seat takes part again. It may be declared and lifted anew, so the key has the moment."""
    key = f"recusal-{recusal.pk}-lifted-{recusal.lifted_at.timestamp()}"
    ask("recusal_lifted", recusal.matter, recusal.seat, key=key, recusal=recusal)


def task_given(task):
    """Somebody has taken something on at a meeting."""
    write_about_task("task_given", task, "given")


def task_soon(task, *, is_late):
    """The day before its day, and once when that has passed."""
    when = "late" if is_late else "soon"
    write_about_task("task_soon", task, f"{when}-{task.due_on}", is_late=is_late)


def write_about_task(letter, task, fact, **facts):
    if task.owner.email:
        write_letter(
            f"board/mail/{letter}.txt",
            key=f"task-{task.pk}-{fact}",
            to=task.owner.email,
            language=task.owner.language,
            context={"task": task, "meeting": task.item.meeting, **facts},
        )


def seat_ended(seat, held, heir):
    """To who leaves a body: the last day, and who takes over what waited."""
    write_about_seat("seat_ended", seat, to=seat.person, held=held, heir=heir)


def seat_taken_over(seat, held, heir):
    """To who takes over what waited for somebody that leaves."""
    write_about_seat("seat_taken_over", seat, to=heir.person, held=held, heir=heir)


def write_about_seat(letter, seat, *, to, **facts):
    if to.email:
        write_letter(
            f"board/mail/{letter}.txt",
            key=f"{letter.replace('_', '-')}-{seat.pk}-{seat.until}",
            to=to.email,
            language=to.language,
            context={"seat": seat, "person": to, **facts},
        )


def ask(letter, matter, seat, *, key, **facts):
    if seat.person.email:
        write_letter(
            f"board/mail/{letter}.txt",
            key=key,
            to=seat.person.email,
            language=seat.person.language,
            context={"matter": matter, "seat": seat, **facts},
        )
