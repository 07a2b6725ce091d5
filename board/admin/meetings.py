from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board import actions
from board.forms import AttendanceForm, MeetingForm
from board.models import Attendance, Meeting
from lattvikt.lib.admin_pages import ButtonAdmin, ReadInline


class AttendanceInline(ReadInline):
    model = Attendance
    fields = ["seat"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seat__person")


@admin.register(Meeting)
class MeetingAdmin(ButtonAdmin):
    change_form_template = "board/admin/meeting.html"
    buttons = {"narvaro": "note_attendance"}
    form = MeetingForm
    list_display = ["reference", "body", "held_on", "place", "number_present", "number_of_matters"]
    list_filter = ["body", "year"]
    list_select_related = ["body"]
    search_fields = ["place"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                there=Count("attendances", distinct=True), on_it=Count("matters", distinct=True)
            )
        )

    def get_fields(self, request, obj=None):
        return [*MEETING_AT_FIRST, *ONCE_SET] if obj else MEETING_AT_FIRST

    def get_readonly_fields(self, request, obj=None):
        return ["body", *ONCE_SET] if obj else []

    def get_inlines(self, request, obj):
        return [AttendanceInline] if obj else []

    def has_change_permission(self, request, obj=None):
        is_standing = obj is None or obj.cancelled_at is None
        return is_standing and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        facts = {name: getattr(obj, name) for name in MeetingForm.Meta.fields}
        meeting = actions.open_meeting(obj.body, **facts)
        obj.pk, obj.year, obj.number = meeting.pk, meeting.year, meeting.number
        return None

    @admin.display(description=gettext_lazy("meeting"), ordering="-year")
    def reference(self, meeting):
        return f"{meeting.number}/{meeting.year}"

    @admin.display(description=gettext_lazy("number present"), ordering="there")
    def number_present(self, meeting):
        return meeting.there

    @admin.display(description=gettext_lazy("matters"), ordering="on_it")
    def number_of_matters(self, meeting):
        return meeting.on_it

    def note_attendance(self, request, pk):
        meeting = self.one_to_act_on(request, pk)
        form = AttendanceForm(request.POST or None, meeting=meeting)
        return self.press(
            request,
            meeting,
            actions.set_attendance,
            form=form,
            title=_("Note who is present"),
            text=_("Only those who are ticked here can vote on the meeting's matters."),
            button=_("Save who is present"),
            done=_("Noted who is present."),
        )


MEETING_AT_FIRST = ["body", *MeetingForm.Meta.fields]
ONCE_SET = ["year", "number", "chair", "notice_sent_at", "cancelled_at", "cancelled_because"]
