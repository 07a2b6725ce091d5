"""What the desk does not show to somebody of the staff who holds a seat and is recused."""

from django.db.models import Q

from board.models import Matter, person_of
from checks.models import Application, Partner, Project


def letters_hidden_from(user) -> Q:
    """A condition on letters: they are about what the user has jäv in.

    A matter, an application for a medlemscheck, a partner in it, a project. The keys are those of
    board/mails.py, admission/mails.py, billing/mails/in_kind.py and checks/mails.
    """
    person = person_of(user)
    if person is None:
        return Q()
    return (
        of_matters_hidden_from(person)
        | of_checks_hidden_from(person)
        | of_projects_hidden_from(person)
    )


def of_matters_hidden_from(person) -> Q:
    hidden = Q()
    keys = ["pk", "admission_application", "billing_inkindapplication"]
    matters = Matter.objects.exclude(pk__in=Matter.objects.open_to(person.pk))
    for matter, application, in_kind in matters.values_list(*keys):
        hidden |= Q(key__startswith=f"matter-{matter}-")
        hidden |= Q(key__startswith=f"application-{application}-")
        hidden |= Q(key__startswith=f"in-kind-{in_kind}-")
    return hidden


def of_checks_hidden_from(person) -> Q:
    hidden = Q()
    checks = Application.objects.exclude(pk__in=Application.objects.open_to(person.pk))
    for application in checks.values_list("pk", flat=True):
        hidden |= Q(key__startswith=f"check-{application}-")
    for partner in Partner.objects.filter(application__in=checks).values_list("pk", flat=True):
        hidden |= Q(key__startswith=f"check-partner-{partner}-")
    return hidden


def of_projects_hidden_from(person) -> Q:
    hidden = Q()
    for project in Project.objects.exclude(pk__in=Project.objects.open_to(person.pk)):
        hidden |= Q(key__startswith=f"check-project-{project.pk}-")
    return hidden
