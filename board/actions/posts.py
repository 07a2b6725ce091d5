"""What a body tells everybody after a meeting: written, published, and taken down again."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board.models import Post
from lattvikt.lib.pictures import for_the_web
from lattvikt.lib.refused import Refused


@transaction.atomic
def write_post(meeting, *, by, **facts) -> Post:
    """A draft, which only those who keep the body's meetings see."""
    return set_post(Post(meeting=meeting, written_by=by), **facts)


@transaction.atomic
def change_post(post, **facts) -> Post:
    """Change what it says. Published, it is changed for those who read it too."""
    return set_post(lock(post), **facts)


def set_post(post, *, title, text, picture=None, drops_picture=False, alt="", caption=""):
    """`picture` is the bytes of a new one; the file of the one before is then thrown away."""
    before = post.picture.name
    post.title, post.text = title, text
    if picture:
        post.picture = ContentFile(for_the_web(picture), name=f"{post.meeting_id}.webp")
    elif drops_picture:
        post.picture = ""
    post.alt, post.caption = (alt, caption) if post.picture else ("", "")
    post.save()
    if before and before != post.picture.name:
        transaction.on_commit(lambda: post.picture.storage.delete(before))
    return post


@transaction.atomic
def publish_post(post) -> Post:
    """Show it to everybody. Raises Refused when it is shown already, before the meeting, and after
    one that was called off."""
    post = lock(post)
    if post.is_published:
        raise Refused(_("It is published already."))
    if post.meeting.cancelled_at:
        raise Refused(_("The meeting has been called off."))
    if post.meeting.held_on > timezone.localdate():
        raise Refused(_("The meeting has not been held yet."))
    post.published_at = timezone.now()
    post.save(update_fields=["published_at"])
    return post


@transaction.atomic
def take_down_post(post) -> Post:
    """Show it to nobody but those who wrote it. Raises Refused when it is not published."""
    post = lock(post)
    if not post.is_published:
        raise Refused(_("It is not published."))
    post.published_at = None
    post.save(update_fields=["published_at"])
    return post


def lock(post) -> Post:
    return Post.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=post.pk)
