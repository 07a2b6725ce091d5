"""What the desk does not show to somebody of the staff who holds a seat and is recused."""

from django.db.models import Q

from board.models import Matter, person_of
from checks.models import Project


def letters_hidden_from(user) -> Q:
    """A condition on letters: they are about a matter in which the user is recused.

    The keys are those of board/mails.py, admission/mails.py, billing/mails/in_kind.py and
    checks/mails/projects.py.
    """
    hidden = Q()
    keys = ["pk", "admission_application", "billing_inkindapplication"]
    for matter, application, in_kind in matters_hidden_from(user).values_list(*keys):
        hidden |= Q(key__startswith=f"matter-{matter}-")
        hidden |= Q(key__startswith=f"application-{application}-")
        hidden |= Q(key__startswith=f"in-kind-{in_kind}-")
    for project in projects_hidden_from(user):
        hidden |= Q(key__startswith=f"check-project-{project.pk}-")
    return hidden


def matters_hidden_from(user):
    person = person_of(user)
    if person is None:
        return Matter.objects.none()
    return Matter.objects.exclude(pk__in=Matter.objects.open_to(person.pk))


def projects_hidden_from(user):
    person = person_of(user)
    if person is None:
        return Project.objects.none()
    return Project.objects.exclude(pk__in=Project.objects.open_to(person.pk))
