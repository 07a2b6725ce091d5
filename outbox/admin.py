"""The letters on the desk: nothing is edited; a person judges what the post could not settle."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lattvikt.lib.list_files import ListFiles
from lattvikt.lib.refused import Refused
from outbox import actions
from outbox.models import Attachment, Message


class NeedsPerson(admin.SimpleListFilter):
    title = gettext_lazy("needs a person")
    parameter_name = "needs_person"

    def lookups(self, request, model_admin):
        return [("1", _("Yes"))]

    def queryset(self, request, queryset):
        return queryset.needing_a_person() if self.value() else queryset


@admin.register(Message)
class MessageAdmin(ListFiles):
    change_form_template = "outbox/admin/letter.html"
    list_display = ["subject", "to", "state", "attempts", "files", "queued_at", "sent_at"]
    list_filter = [NeedsPerson, "state", "language"]
    search_fields = ["key", "to", "subject"]
    search_help_text = gettext_lazy("Subject, address or key")
    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["send_again", "withdraw"]
    fieldsets = [
        (None, {"fields": ["to", "subject", "text", "attached", "language"]}),
        (
            gettext_lazy("What has happened"),
            {
                "fields": [
                    "state",
                    "error",
                    "attempts",
                    "queued_at",
                    "not_before",
                    "sent_at",
                    "judged_by",
                    "judged_at",
                    "key",
                ]
            },
        ),
    ]
    readonly_fields = ["attached"]

    # --- what is shown

    def get_queryset(self, request):
        """Without those that the roof of the house would keep from this reader."""
        hidden = import_string(settings.OUTBOX_HIDDEN_FROM)(request.user)
        letters = super().get_queryset(request).exclude(hidden)
        return letters.annotate(files=Count("attachments"))

    @admin.display(description=gettext_lazy("attachments"))
    def files(self, message):
        return message.files or None

    @admin.display(description=gettext_lazy("attachments"))
    def attached(self, message):
        links = [
            (reverse("admin:outbox_message_attachment", args=[one.pk]), one.name)
            for one in message.attachments.order_by("pk")
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"

    # --- who may do what

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False  # the buttons ask for the permission themselves

    def has_delete_permission(self, request, obj=None):
        return False

    def has_judge_permission(self, request):
        return request.user.has_perm("outbox.change_message")

    # --- the buttons, for one letter and for many

    @admin.action(description=gettext_lazy("Send the chosen letters again"), permissions=["judge"])
    def send_again(self, request, queryset):
        return self.ask_first(
            request,
            queryset,
            url=reverse("admin:outbox_message_send_again"),
            title=_("Send again"),
            text=_(
                "Ask the recipient first when a letter may have arrived: it goes out a second time."
            ),
        )

    @admin.action(
        description=gettext_lazy("Withdraw the chosen letters: not needed"), permissions=["judge"]
    )
    def withdraw(self, request, queryset):
        return self.ask_first(
            request,
            queryset,
            url=reverse("admin:outbox_message_withdraw"),
            title=_("Not needed"),
            text=_(
                "Do it when the letter has arrived after all, or is not needed any more. "
                "It will not be sent."
            ),
        )

    def get_urls(self):
        button = self.admin_site.admin_view
        own = [
            path("igen/", button(self.send_again_view), name="outbox_message_send_again"),
            path("behovs-inte/", button(self.withdraw_view), name="outbox_message_withdraw"),
            path("bilaga/<int:pk>/", button(self.download), name="outbox_message_attachment"),
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {**(extra_context or {}), "may_judge": self.has_judge_permission(request)}
        return super().change_view(request, object_id, form_url, context)

    def send_again_view(self, request):
        if request.method == "POST":
            return self.judge(request, actions.send_again)
        return self.send_again(request, self.chosen(request, request.GET))

    def withdraw_view(self, request):
        if request.method == "POST":
            return self.judge(request, actions.withdraw)
        return self.withdraw(request, self.chosen(request, request.GET))

    def chosen(self, request, data):
        """The letters named in `letters`: their ids with commas between."""
        if not self.has_judge_permission(request):
            raise PermissionDenied
        ids = [int(one) for one in data.get("letters", "").split(",") if one.isdecimal()]
        return self.get_queryset(request).filter(pk__in=ids).order_by("pk")

    def ask_first(self, request, letters, **context):
        """A page that says what the button will do, with the button."""
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        letters = list(letters)
        ids = ",".join(str(letter.pk) for letter in letters)
        context = {**everywhere, "letters": letters, "ids": ids, **context}
        return TemplateResponse(request, "outbox/admin/judge.html", context)

    def judge(self, request, action):
        """Do it to each letter; one that is refused does not stop the others."""
        done = 0
        for letter in self.chosen(request, request.POST):
            try:
                action(letter, by=request.user)
                done += 1
            except Refused as refused:
                messages.error(request, str(refused))
        if done:
            said = ngettext("%(count)d letter: done.", "%(count)d letters: done.", done)
            messages.success(request, said % {"count": done})
        return redirect("admin:outbox_message_changelist")

    def download(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        shown = Attachment.objects.filter(message__in=self.get_queryset(request))
        attachment = get_object_or_404(shown.select_related("document"), pk=pk)
        return HttpResponse(
            bytes(attachment.document.content),
            content_type=attachment.mimetype,
            headers={"Content-Disposition": content_disposition_header(True, attachment.name)},
        )
