"""News for anybody: what the bodies have told after their meetings."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from board.models import Post
from board.views.posts import picture_of

PER_PAGE = 10


@require_safe
def news(request):
    page = Paginator(Post.objects.published(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "board/news.html", {"page": page})


@require_safe
def news_item(request, pk):
    return render(request, "board/news_item.html", {"post": the_published(pk)})


@require_safe
def news_picture(request, pk):
    return picture_of(the_published(pk))


def the_published(pk):
    """A draft does not exist to those who read."""
    return get_object_or_404(Post.objects.published(), pk=pk)
