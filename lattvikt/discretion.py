"""What the desk does not show to somebody of the staff who holds a seat and is recused."""

from django.db.models import Q

from board.models import Matter, person_of


def letters_hidden_from(user) -> Q:
    """A condition on letters: they are about a matter in which the user is recused.

    The keys are those of board/mails.py and admission/mails.py.
    """
    hidden = Q()
    for matter, application in matters_hidden_from(user).values_list("pk", "admission_application"):
        hidden |= Q(key__startswith=f"matter-{matter}-")
        hidden |= Q(key__startswith=f"application-{application}-")
    return hidden


def matters_hidden_from(user):
    person = person_of(user)
    if person is None:
        return Matter.objects.none()
    return Matter.objects.exclude(pk__in=Matter.objects.open_to(person.pk))
