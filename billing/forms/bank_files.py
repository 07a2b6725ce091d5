from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.bank import LARGEST_FILE, CsvMapping
from billing.bank.lines import ISO_8859_1, UTF_8

ENCODINGS = [(UTF_8, "UTF-8"), (ISO_8859_1, "ISO-8859-1 (Latin-1)")]
SEPARATORS = [(";", "; "), (",", ", "), ("\t", gettext_lazy("tab"))]
DECIMALS = [(",", "5 000,00"), (".", "5000.00")]


class BankFileForm(forms.Form):
    """A file from the bank. What is asked below it is for CSV only."""

    file = forms.FileField(
        label=gettext_lazy("File from the bank"),
        help_text=gettext_lazy("camt.054, camt.053, BgMax or CSV, 100 MB at most."),
    )
    date = forms.CharField(label=gettext_lazy("Column: bank date"), required=False, max_length=80)
    amount = forms.CharField(label=gettext_lazy("Column: amount"), required=False, max_length=80)
    reference = forms.CharField(
        label=gettext_lazy("Column: OCR number"), required=False, max_length=80
    )
    text = forms.CharField(label=gettext_lazy("Column: message"), required=False, max_length=80)
    payer = forms.CharField(label=gettext_lazy("Column: payer"), required=False, max_length=80)
    account = forms.CharField(label=gettext_lazy("Our account"), required=False, max_length=34)
    separator = forms.ChoiceField(
        label=gettext_lazy("Between columns"), choices=SEPARATORS, required=False
    )
    decimal = forms.ChoiceField(
        label=gettext_lazy("Amounts are written"), choices=DECIMALS, required=False
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Characters"), choices=ENCODINGS, required=False
    )
    header_row = forms.IntegerField(
        label=gettext_lazy("Row with the headings"),
        required=False,
        min_value=0,
        max_value=100,
        initial=1,
        help_text=gettext_lazy("0 when there is none: then the columns are given by number."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            most = LARGEST_FILE // 1024**2
            raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": most})
        return file

    def mapping(self) -> CsvMapping | None:
        """Which column is what; None when nobody has said."""
        fields = {name: self.cleaned_data.get(name) for name in CsvMapping.__dataclass_fields__}
        said = {name: value for name, value in fields.items() if value not in ("", None)}
        return CsvMapping(**said) if {"date", "amount"} <= said.keys() else None

    @property
    def for_csv(self):
        return [field for field in self if field.name != "file"]


class DayForm(forms.Form):
    """On which day something was done."""

    on = forms.DateField(
        label=gettext_lazy("Date"),
        initial=timezone.localdate,
        help_text=gettext_lazy("As 2027-02-15."),
    )

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("The day has not come yet."))
        return self.cleaned_data["on"]
