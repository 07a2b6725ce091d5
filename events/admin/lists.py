from django.contrib import admin

from events.models import EventKind, Series


@admin.register(EventKind)
class EventKindAdmin(admin.ModelAdmin):
    show_full_result_count = False
    list_display = ["name", "name_en", "position", "is_offered"]


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    show_full_result_count = False
    list_display = ["name", "every_years"]
