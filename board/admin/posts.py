from django.contrib import admin
from django.utils.translation import gettext as _

from board import actions
from board.models import Post
from lattvikt.lib.admin_pages import FinalAdmin


@admin.register(Post)
class PostAdmin(FinalAdmin):
    """Read here, and taken down; they are written on the meeting's page."""

    change_form_template = "board/admin/post.html"
    buttons = {"ta-ned": "take_down"}
    list_display = ["title", "meeting", "written_by", "published_at"]
    list_filter = ["meeting__body", ("published_at", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting__body", "written_by__person"]
    search_fields = ["title", "text"]
    fields = ["title", "meeting", "written_by", "published_at", "text", "alt", "caption"]

    def take_down(self, request, pk):
        post = self.one_to_act_on(request, pk)
        return self.press(
            request,
            post,
            actions.take_down_post,
            title=_("Take down the news post"),
            text=_("Nobody can read it any longer. It is a draft again, for those who wrote it."),
            button=_("Take it down"),
            done=_("It is taken down, and is a draft again."),
        )
