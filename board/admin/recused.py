from board.models import person_of


def without_recused(queryset, request):
    """Staff may hold a seat: what they are recused in as its holder, they are recused in here."""
    person = person_of(request.user)
    return queryset.open_to(person.pk) if person else queryset
