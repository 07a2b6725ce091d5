"""What the desk does not show to somebody of the staff who holds a seat and is recused."""

from django.db.models import Q

from board.models import Matter, person_of
from checks.models import Project


def letters_hidden_from(user) -> Q:
    """A condition on letters: they are about a matter or a project in which the user has jäv.

    The keys are those of board/mails.py, admission/mails.py, billing/mails/in_kind.py and
    checks/mails/projects.py.
    """
    person = person_of(user)
    if person is None:
        return Q()
    return of_matters_hidden_from(person) | of_projects_hidden_from(person)


def of_matters_hidden_from(person) -> Q:
    hidden = Q()
    keys = ["pk", "admission_application", "billing_inkindapplication"]
    matters = Matter.objects.exclude(pk__in=Matter.objects.open_to(person.pk))
    for matter, application, in_kind in matters.values_list(*keys):
        hidden |= Q(key__startswith=f"matter-{matter}-")
        hidden |= Q(key__startswith=f"application-{application}-")
        hidden |= Q(key__startswith=f"in-kind-{in_kind}-")
    return hidden


def of_projects_hidden_from(person) -> Q:
    hidden = Q()
    for project in Project.objects.exclude(pk__in=Project.objects.open_to(person.pk)):
        hidden |= Q(key__startswith=f"check-project-{project.pk}-")
    return hidden
