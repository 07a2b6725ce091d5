from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib.admin_pages import ButtonAdmin, NamedFieldsFormSet, ReadInline
from lattvikt.lib.money import kronor
from members import actions, rules
from members.admin.filters import GapFilter, MemberFilter, RelationFilter, SmeFilter, TierFilter
from members.forms import OrganisationForm, StartForm
from members.models import (
    Contact,
    FeeTier,
    Membership,
    Organisation,
    Relation,
    Support,
    with_standing,
)


class MembershipInline(ReadInline):
    model = Membership
    fields = ["starts_on", "ends_on", "end_reason", "admitted_by"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


class ContactInline(ReadInline):
    model = Contact
    fields = ["person_name", "role", "since", "until"]
    readonly_fields = ["person_name"]
    show_change_link = True

    def get_queryset(self, request):
        contacts = super().get_queryset(request).select_related("person")
        return contacts.order_by(models.F("until").desc(nulls_first=True), "role", "since")

    @admin.display(description=gettext_lazy("person"))
    def person_name(self, contact):
        url = reverse("admin:members_person_change", args=[contact.person_id])
        return format_html('<a href="{}">{}</a>', url, contact.person)


class RelationInline(admin.TabularInline):
    model = Relation
    formset = NamedFieldsFormSet
    fields = ["kind", "since", "until"]
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(ButtonAdmin):
    form = OrganisationForm
    change_form_template = "members/admin/organisation.html"
    buttons = {"gor-till-medlem": "start"}
    history_parts = [Membership, Contact, Relation]
    list_display = [
        "in_order",
        "number",
        "kind",
        "employees",
        "yearly_fee",
        "member_since",
        "missing",
    ]
    list_filter = [
        MemberFilter,
        TierFilter,
        "kind__sector",
        "kind",
        "industry",
        SmeFilter,
        "region",
        RelationFilter,
        GapFilter,
        "is_important_prospect",
    ]
    list_select_related = ["kind"]
    search_fields = ["name", "org_number"]
    search_help_text = gettext_lazy("Name or organisation number, with or without its hyphen")
    ordering = [Collate("sort_name", "C"), "pk"]
    inlines = [MembershipInline, ContactInline, RelationInline]
    fieldsets = [
        (None, {"fields": ["name", "org_number", "kind", "industry", "region", "country"]}),
        (
            gettext_lazy("What decides fee and rights"),
            {"fields": ["employees", "is_for_profit", "yearly_fee", "agenda", "missing"]},
        ),
        (
            gettext_lazy("For invoices and letters"),
            {
                "fields": [
                    "street",
                    "postal_code",
                    "city",
                    "invoice_email",
                    "buyer_reference",
                    "einvoice_address",
                    "accepts_pdf_since",
                    "language",
                ]
            },
        ),
        (
            gettext_lazy("For the secretariat"),
            {"fields": ["website", "is_important_prospect", "note"]},
        ),
    ]
    readonly_fields = ["yearly_fee", "agenda", "missing"]

    def get_queryset(self, request):
        """With what the list shows of fee, membership and roles, in the list's own query."""
        today = timezone.localdate()
        fees = FeeTier.objects.in_force(today.year).for_employees(OuterRef("employees"))
        supports = Support.objects.filter(organisation=OuterRef("pk")).order_by("-stated_at")
        return with_standing(super().get_queryset(request).select_related("kind"), today).annotate(
            fee=Subquery(fees.values("amount")[:1]),
            supported=ArraySubquery(supports.values("version__label")),
        )

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("name"), ordering=Collate("sort_name", "C"))
    def in_order(self, organisation):
        return organisation.name

    @admin.display(description=gettext_lazy("organisation number"), ordering="org_number")
    def number(self, organisation):
        return organisation.shown_org_number or None

    @admin.display(description=gettext_lazy("fee this year"), ordering="fee")
    def yearly_fee(self, organisation):
        return kronor(organisation.fee) or "–"

    @admin.display(description=gettext_lazy("member since"), ordering="since")
    def member_since(self, organisation):
        return organisation.since

    @admin.display(description=gettext_lazy("supports Lättviktsagendan, version"))
    def agenda(self, organisation):
        return ", ".join(organisation.supported) or "–"

    @admin.display(description=gettext_lazy("lacks"))
    def missing(self, organisation):
        """What a member lacks; nothing is asked of the others."""
        if not organisation.since:
            return "–"
        gaps = rules.gaps(
            roles=organisation.roles,
            invoice_email=organisation.invoice_email,
            employees=organisation.employees,
            einvoice_to=organisation.einvoice_to,
            buyer_reference=organisation.buyer_reference,
        )
        return ", ".join(str(rules.GAP_WORDS[gap]) for gap in gaps) or "–"

    def start(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "members.add_membership"),
            actions.start_membership,
            form=StartForm(request.POST or None, initial={"starts_on": timezone.localdate()}),
            title=_("Make the organisation a member"),
            text=_(
                "For a decision that was taken outside the system. An application that the board "
                "approves makes its membership by itself."
            ),
            button=_("Make the organisation a member"),
            done=_("The organisation is a member."),
        )
