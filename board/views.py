from django.shortcuts import get_object_or_404, render

from board.doors import seat_required
from board.models import Matter


@seat_required
def matters(request):
    matters = Matter.objects.filter(body=request.body).open()
    return render(request, "board/matters.html", {"matters": matters})


@seat_required
def matter(request, pk):
    matter = get_object_or_404(Matter.objects.filter(body=request.body), pk=pk)
    return render(request, "board/matter.html", {"matter": matter})
