import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Seat
from board.models.meetings import Meeting


class PostQuerySet(models.QuerySet):
    def published(self):
        """What anybody may read, the latest first."""
        shown = self.exclude(published_at=None).select_related("written_by__person")
        return shown.order_by("-published_at", "-pk")


@pghistory.track()
class Post(models.Model):
    """What a body tells everybody after a meeting (sv. nyhet). It is no part of the minutes.

    A draft until it is published; taken down it is a draft again.
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="posts", verbose_name=_("meeting")
    )
    title = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"))
    picture = models.ImageField(
        _("picture"),
        upload_to="board/posts/",
        width_field="picture_width",
        height_field="picture_height",
        blank=True,
    )
    picture_width = models.PositiveSmallIntegerField(null=True, editable=False)
    picture_height = models.PositiveSmallIntegerField(null=True, editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    written_by = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("news post")
        verbose_name_plural = _("news posts")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture="") | ~Q(alt=""), name="a_picture_says_what_it_shows"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_published(self):
        return self.published_at is not None
