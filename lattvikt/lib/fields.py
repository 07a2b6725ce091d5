"""Form fields for what people write in several ways: organisation numbers, postal codes, giros."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lattvikt.lib import einvoice_address, giro, org_number, personal_number, postal_code
from lattvikt.lib.org_number import Fault, NotAnOrgNumber


class OrgNumberField(forms.CharField):
    """Ten digits, however the number is written. The error's code is the fault."""

    default_error_messages = {
        "required": _("Fill in the organisation number."),
        "max_length": _("An organisation number has ten digits, as in 556016-0680."),
        Fault.LENGTH: _("An organisation number has ten digits, as in 556016-0680."),
        Fault.CHECK_DIGIT: _(
            "The last digit does not agree with the others. Compare with the registration "
            "certificate: a digit is probably wrong or two have changed places."
        ),
        Fault.PERSONAL: _(
            "This looks like a personal identity number. Only legal persons can be members, so a "
            "sole trader cannot apply. We have not kept the number."
        ),
        Fault.VAT: _(
            "This is a VAT number. The organisation number in it is %(number)s: check that it is "
            "yours, and go on with that."
        ),
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": 40, **options})
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value):
        if value and personal_number.may_be_meant(value):
            raise self.refusal(Fault.PERSONAL)
        text = super().clean(value)
        try:
            return org_number.clean(text) if text else text
        except NotAnOrgNumber as error:
            raise self.refusal(error.fault, org_number.in_vat_number(text)) from None

    def refusal(self, fault, number=None):
        shown = org_number.show(number or "")
        return ValidationError(self.error_messages[fault], code=fault, params={"number": shown})


class PostalCodeField(forms.CharField):
    """Five digits, with or without the blank."""

    default_error_messages = {
        "required": _("Fill in the postal code."),
        "max_length": _("A Swedish postal code has five digits, as in 411 01."),
        "invalid": _("A Swedish postal code has five digits, as in 411 01."),
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": 10, **options})
        self.widget.attrs |= {"inputmode": "numeric"}

    def clean(self, value):
        text = super().clean(value)
        try:
            return postal_code.clean(text) if text else text
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class BankgiroField(forms.CharField):
    """Seven or eight digits, with or without the hyphen."""

    default_error_messages = {
        "invalid": _("This is not a bankgiro number. It is written as in 991-2346."),
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": 20, **options})
        self.widget.attrs |= {"inputmode": "numeric"}

    def clean(self, value):
        text = super().clean(value)
        try:
            return giro.clean_bankgiro(text) if text else text
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class EInvoiceAddressField(forms.CharField):
    """An address in Peppol: scheme and number, the organisation number however it is written."""

    default_error_messages = {
        "invalid": _(
            "This is not an e-invoice address. It is written as 0007:5560160680, with a Swedish "
            "organisation number, or as 0088: and a GLN of thirteen digits."
        ),
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": 60, **options})
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean(self, value):
        text = super().clean(value)
        try:
            return einvoice_address.clean(text) if text else text
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
