"""What a body tells after a meeting, written by those who keep its meetings."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import actions
from board.doors import seat_required
from board.forms import PostForm
from board.models import Post
from board.views.meetings import refuse_others
from lattvikt.lib.refused import said_if_refused


@seat_required
def new_post(request, pk):
    refuse_others(request)
    meeting = get_object_or_404(request.seat.body.meetings, pk=pk)
    form = PostForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        post = actions.write_post(meeting, by=request.seat, **form.cleaned_data)
        messages.success(request, _("The draft is kept. Nobody else sees it until you publish it."))
        return back_to(post)
    return render(request, "board/new_post.html", {"form": form, "meeting": meeting})


@seat_required
def post(request, pk, post):
    """As it will look, with the form to change it."""
    post = the_post(request, pk, post)
    form = PostForm(request.POST or None, request.FILES or None, post=post)
    if form.is_valid():
        actions.change_post(post, **form.cleaned_data)
        messages.success(request, _("What you wrote is kept."))
        return back_to(post)
    return render(request, "board/post.html", {"post": post, "form": form})


@require_POST
@seat_required
def publish_post(request, pk, post):
    post = the_post(request, pk, post)
    with said_if_refused(request):
        actions.publish_post(post)
        messages.success(request, _("It is published. Anybody can read it now."))
    return back_to(post)


@require_POST
@seat_required
def take_down_post(request, pk, post):
    post = the_post(request, pk, post)
    with said_if_refused(request):
        actions.take_down_post(post)
        messages.success(request, _("It is taken down, and is a draft again."))
    return back_to(post)


@require_safe
@seat_required
def post_picture(request, pk, post):
    """The picture of a draft too."""
    return picture_of(the_post(request, pk, post))


def the_post(request, pk, post):
    """The post of the URL, for those who keep meetings."""
    refuse_others(request)
    posts = Post.objects.filter(meeting__body=request.seat.body, meeting=pk)
    return get_object_or_404(posts.select_related("meeting__body", "written_by__person"), pk=post)


def picture_of(post):
    if not post.picture:
        raise Http404
    return FileResponse(post.picture.open(), content_type="image/webp")


def back_to(post):
    return redirect("board:post", post.meeting.body.slug, post.meeting_id, post.pk)
