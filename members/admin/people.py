from functools import partial

from django.contrib import admin
from django.db.models import Prefetch
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib.admin_pages import AddInline, ButtonAdmin, NamedFieldsFormSet, ReadInline
from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.sort_name import sort_name
from members import actions
from members.admin.filters import CurrentFilter
from members.models import Contact, Group, GroupMembership, OptOut, Person


class RoleInline(ReadInline):
    model = Contact
    fields = ["organisation", "role", "since", "until"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation").order_by("-since")


class GroupInline(admin.TabularInline):
    model = GroupMembership
    formset = NamedFieldsFormSet
    fields = ["group", "since", "until"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("group")


class OptOutInline(ReadInline):
    """Set by the person, on our pages or by the link in a letter."""

    model = OptOut
    fields = ["purpose", "since"]


@admin.register(Person)
class PersonAdmin(TrackedAdmin):
    history_parts = [Contact, GroupMembership, OptOut]
    list_display = ["in_order", "email", "phone", "organisations", "has_login"]
    list_filter = [("user", admin.EmptyFieldListFilter), "contacts__role", "language"]
    search_fields = ["sort_name", "email"]
    ordering = [Collate("sort_name", "C"), "pk"]
    fields = ["name", "email", "phone", "language", "user", "note"]
    readonly_fields = ["user"]
    inlines = [RoleInline, GroupInline, OptOutInline]

    def get_queryset(self, request):
        today = Contact.objects.current().select_related("organisation")
        people = super().get_queryset(request).select_related("user")
        return people.prefetch_related(Prefetch("contacts", today, to_attr="roles_today"))

    def get_search_results(self, request, queryset, search_term):
        by_name = queryset.filter(sort_name__contains=sort_name(search_term.strip()))
        by_email = queryset.filter(email__icontains=search_term.strip())
        return by_name | by_email, False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("name"), ordering=Collate("sort_name", "C"))
    def in_order(self, person):
        return person.name

    @admin.display(description=gettext_lazy("acts for"))
    def organisations(self, person):
        names = {contact.organisation.name for contact in person.roles_today}
        return ", ".join(sorted(names, key=sort_name)) or None

    @admin.display(description=gettext_lazy("has a login"), boolean=True)
    def has_login(self, person):
        return person.user_id is not None


@admin.register(Contact)
class ContactAdmin(ButtonAdmin):
    change_form_template = "members/admin/contact.html"
    buttons = {"avsluta": "end"}
    list_display = ["person", "role", "organisation", "since", "until"]
    list_filter = [CurrentFilter, "role"]
    list_select_related = ["person", "organisation"]
    search_fields = ["person__sort_name", "person__email", "organisation__sort_name"]
    ordering = [Collate("organisation__sort_name", "C"), "organisation", "pk"]
    fields = ["person", "organisation", "role", "since", "until"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sort_name(search_term))

    def get_readonly_fields(self, request, obj=None):
        """A role ends by its button, which guards the last contact person."""
        return ["person", "organisation", "role", "until"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def end(self, request, pk):
        contact = self.one_to_act_on(request, pk, "members.change_contact")
        return self.press(
            request,
            contact,
            partial(actions.end_contact, by=request.user, today=timezone.localdate()),
            title=_("End the role"),
            text=_(
                "The role ends today. A delegate's vote falls to the deputy, and somebody who has "
                "no role left gets a letter."
            ),
            button=_("End the role"),
            done=_("The role is ended."),
        )


class GroupMemberInline(ReadInline):
    """Their dates are changed on the person's page: a choice of person a row would be heavy."""

    model = GroupMembership
    fields = ["person", "since", "until"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class NewGroupMemberInline(AddInline):
    model = GroupMembership
    fields = ["person", "since", "until"]
    verbose_name_plural = gettext_lazy("Add to the group")


@admin.register(Group)
class GroupAdmin(TrackedAdmin):
    history_parts = [GroupMembership]
    list_display = ["name", "purpose", "members_today"]
    search_fields = ["name"]
    inlines = [GroupMemberInline, NewGroupMemberInline]

    def get_queryset(self, request):
        today = GroupMembership.objects.current()
        groups = super().get_queryset(request)
        return groups.prefetch_related(Prefetch("memberships", today, to_attr="today"))

    @admin.display(description=gettext_lazy("members today"))
    def members_today(self, group):
        return len(group.today)
