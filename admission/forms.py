"""The four steps of an application, a question and its answer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission import rules
from admission.models import Application
from lattvikt.lib import org_number, personal_number
from lattvikt.lib.fields import OrgNumberField, PostalCodeField
from lattvikt.lib.head_count import HeadCountField
from lattvikt.lib.org_number import Fault
from members.models import AgendaVersion, Organisation

TOO_LONG = _("Write at most %(limit_value)d characters. Now there are %(show_value)d.")
NOT_KEPT = _("The text has a character that cannot be kept. Retype it.")
NO_PERSONAL_NUMBER = _(
    "A personal identity number seems to stand here. We do not want it, and have not kept what you "
    "wrote in this field. Write it without the number."
)
LONGEST_TEXT = 4000


class NoPersonalNumbers:
    """A form that neither keeps nor shows again a person's identity number, in whatever field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **words_for(field)}

    def clean(self):
        for name in self.fields:
            text = self.data.get(self.add_prefix(name)) or ""
            if personal_number.stands_in(text) and name != "org_number":
                self.forget(name)
                self.add_error(name, NO_PERSONAL_NUMBER)
        return super().clean()

    def forget(self, name, instead=""):
        """Show something else than what was typed."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = instead


def words_for(field) -> dict:
    words = {"null_characters_not_allowed": NOT_KEPT}
    if isinstance(field, OrgNumberField | PostalCodeField):
        return words  # they know how long they should be, and say it themselves
    return {**words, "max_length": TOO_LONG}


class StepForm(NoPersonalNumbers, forms.ModelForm):
    """One step. `answers()` is what the action keeps."""

    def answers(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class FeeForm(forms.Form):
    """What the fee is reckoned on, while the step is being filled in."""

    employees = HeadCountField()
    is_for_profit = forms.NullBooleanField()


class OrganisationForm(StepForm):
    org_number = OrgNumberField(
        label=_("Organisation number"),
        help_text=_("Ten digits, as in 556016-0680. Each legal person is a member of its own."),
    )
    is_for_profit = forms.TypedChoiceField(
        label=_("Is the organisation run for profit?"),
        choices=[(True, _("Yes, for profit")), (False, _("No, non-profit"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        help_text=_("It decides which benefits the membership opens."),
        error_messages={"required": _("Say whether the organisation is run for profit.")},
    )
    employees = HeadCountField(
        label=_("Number of employees"),
        error_messages={"required": _("Fill in the number of employees.")},
        help_text=_(
            "Count those employed in the operation tied to the Swedish organisation number, not "
            "the whole group. The membership covers that operation, and the fee follows its size."
        ),
    )

    class Meta:
        model = Application
        fields = [
            "org_number",
            "name",
            "kind",
            "is_for_profit",
            "industry",
            "region",
            "employees",
        ]
        labels = {
            "name": _("The organisation's name"),
            "kind": _("Kind of organisation"),
            "industry": _("Industry"),
            "region": _("County"),
        }
        error_messages = {
            "name": {"required": _("Fill in the organisation's name.")},
            "kind": {"required": _("Choose what kind of organisation it is.")},
            "industry": {"required": _("Choose the industry that comes closest.")},
            "region": {"required": _("Choose the county where most of you work.")},
        }
        widgets = {"name": forms.TextInput({"autocomplete": "organization"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "kind", "industry", "region"):
            self.fields[name].required = True
        for name in ("kind", "industry"):
            self.fields[name].queryset = self.fields[name].queryset.filter(is_offered=True)
            self.fields[name].empty_label = _("Choose …")
        self.fields["region"].choices = [("", _("Choose …")), *self.fields["region"].choices[1:]]
        self.initial["org_number"] = self.instance.shown_org_number

    def clean(self):
        self.put_right_what_was_typed()
        return super().clean()

    def put_right_what_was_typed(self):
        """A person's number is not shown again; of a VAT number the part that we asked for is."""
        for error in self.errors.as_data().get("org_number", ()):
            if error.code == Fault.PERSONAL:
                self.forget("org_number")
            elif error.code == Fault.VAT:
                self.forget("org_number", instead=error.params["number"])

    def clean_org_number(self):
        number = self.cleaned_data["org_number"]
        if Organisation.objects.members().filter(org_number=number).exists():
            raise ValidationError(_("The organisation is already a member."), code="member")
        others = Application.objects.open().exclude(pk=self.instance.pk)
        if others.filter(org_number=number).exists():
            raise ValidationError(
                _("There is already an open application for this organisation."), code="open"
            )
        return number

    @property
    def shown_number(self):
        """The number when it can be used, as it is printed."""
        return org_number.show(self.cleaned_data.get("org_number", ""))


class InvoiceForm(StepForm):
    postal_code = PostalCodeField(label=_("Postal code"))

    class Meta:
        model = Application
        fields = ["street", "postal_code", "city", "invoice_email", "buyer_reference"]
        fields += ["accepts_pdf"]
        labels = {
            "street": _("Invoice address"),
            "city": _("City"),
            "invoice_email": _("Email address for invoices"),
            "buyer_reference": _("Your reference"),
            "accepts_pdf": _("We accept invoices as PDF by email"),
        }
        help_texts = {
            "street": _("Street or box, as it should stand on the invoice."),
            "invoice_email": _("Rather a shared address than a person's, if you have one."),
            "accepts_pdf": _("Otherwise the secretariat asks you how the invoice shall come."),
        }
        error_messages = {
            "street": {"required": _("Fill in the invoice address.")},
            "city": {"required": _("Fill in the city.")},
            "invoice_email": {
                "required": _("Fill in an email address for invoices."),
                "invalid": _("An email address looks like faktura@example.se."),
            },
            "buyer_reference": {
                "required": _("A public body must give a reference, or the invoice cannot be paid.")
            },
        }
        widgets = {
            "street": forms.TextInput({"autocomplete": "billing street-address"}),
            "city": forms.TextInput({"autocomplete": "billing address-level2"}),
            "invoice_email": forms.EmailInput({"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_public = rules.needs_buyer_reference(self.instance.kind)
        for name in ("street", "city", "invoice_email"):
            self.fields[name].required = True
        self.fields["buyer_reference"].required = is_public
        self.fields["buyer_reference"].help_text = (
            _("Required for a public body: the reference code that your invoices must carry.")
            if is_public
            else _("If you have a code or a name that your invoices should carry. May be empty.")
        )
        self.fields["postal_code"].widget.attrs["autocomplete"] = "billing postal-code"
        self.initial["postal_code"] = self.instance.shown_postal_code


class ContactForm(StepForm):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    supports = forms.BooleanField(
        label=_("We support the content of Lättviktsagendan"),
        error_messages={
            "required": _("Members support Lättviktsagendan. Read it, and say that you do.")
        },
    )

    class Meta:
        model = Application
        fields = ["contact_name", "contact_phone", "motivation", "support_stated_by"]
        labels = {
            "contact_name": _("Your name"),
            "contact_phone": _("Your phone"),
            "motivation": _("Why do you want to join?"),
            "support_stated_by": _("Who states the support?"),
        }
        help_texts = {
            "contact_name": _(
                "You become contact person and invoice recipient. As a member you can hand over "
                "to colleagues."
            ),
            "contact_phone": _("May be empty."),
            "motivation": _("A few lines that those who decide will read. May be empty."),
            "support_stated_by": _("The name of the person who speaks for the organisation here."),
        }
        error_messages = {
            "contact_name": {"required": _("Fill in your name.")},
            "support_stated_by": {"required": _("Fill in who states the support.")},
        }
        widgets = {
            "contact_name": forms.TextInput({"autocomplete": "name"}),
            "contact_phone": forms.TextInput(
                {"autocomplete": "tel", "type": "tel", "inputmode": "tel"}
            ),
            "motivation": forms.Textarea({"rows": 5}),
        }

    field_order = [
        "contact_name",
        "contact_phone",
        "motivation",
        "version",
        "supports",
        "support_stated_by",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.agenda = AgendaVersion.objects.in_force()
        for name in ("contact_name", "support_stated_by"):
            self.fields[name].required = True
        self.initial["version"] = str(self.agenda.pk) if self.agenda else ""
        self.initial["supports"] = self.has_supported

    @property
    def has_supported(self):
        stated = self.instance.support_stated_at is not None
        return stated and self.instance.agenda_version == self.agenda

    def clean_supports(self):
        """The support is for the version that was on the page, not for one that came meanwhile."""
        if self.agenda is None:
            raise ValidationError(_("No version of Lättviktsagendan has been adopted yet."))
        if self.cleaned_data.get("version") != str(self.agenda.pk):
            self.forget("version", instead=str(self.agenda.pk))
            self.forget("supports")
            raise ValidationError(
                _("Lättviktsagendan has a new version since you opened the page. Read it first.")
            )
        return True

    def answers(self):
        stated_at = self.instance.support_stated_at if self.has_supported else None
        return {
            **super().answers(),
            "agenda_version": self.agenda,
            "support_stated_at": stated_at or timezone.now(),
        }


STEP_FORMS = {
    rules.ORGANISATION: OrganisationForm,
    rules.INVOICE: InvoiceForm,
    rules.CONTACT: ContactForm,
}


class AnswerForm(NoPersonalNumbers, forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Write an answer to the question.")},
    )


class QuestionForm(NoPersonalNumbers, forms.Form):
    question = forms.CharField(
        label=_("Your question to the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("It is sent by email and stands on the application's page as you write it."),
        error_messages={"required": _("Write what the applicant should answer.")},
    )
