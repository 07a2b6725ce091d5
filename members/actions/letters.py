from django.db import transaction

from members.models import OptOut, Person, Purpose


@transaction.atomic
def choose_letters(person: Person, *, wanted, now) -> None:
    """Which letters that nobody must have the person takes from now on (Purpose)."""
    person.opt_outs.filter(purpose__in=wanted).delete()
    declined = [
        OptOut(person=person, purpose=one, since=now) for one in Purpose if one not in wanted
    ]
    OptOut.objects.bulk_create(declined, ignore_conflicts=True)  # the first moment stands
