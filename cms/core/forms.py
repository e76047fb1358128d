"""The admin's forms, where they need more than the fields of a model."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cms.core import csl, rules
from cms.core.validators import validate_doi, validate_isbn, validate_pmid


class RowsForm(WagtailAdminModelForm):
    """A form that lets the model judge what will be saved, child rows (authors, points, studies) among it.

    Wagtail hands them over only after validation, so that the model's rules would see the rows as they were before.
    """

    def _post_clean(self) -> None:
        for formset in self.formsets.values():
            if formset.is_valid():
                formset.save(commit=False)
        super()._post_clean()


class ContentPageForm(RowsForm, WagtailAdminPageForm):
    """A page's form."""

    def _post_clean(self) -> None:
        self.instance.is_draft_save = self.is_deferred_validation
        super()._post_clean()

    def _update_errors(self, errors: ValidationError) -> None:
        """Move to the top what is wrong with a field that this form has not, as when a program changes a few only."""
        absent = [name for name in getattr(errors, "error_dict", {}) if name not in {*self.fields, NON_FIELD_ERRORS}]
        for name in absent:
            errors.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(errors.error_dict.pop(name))
        super()._update_errors(errors)


class ReviewedPageForm(ContentPageForm):
    """Keeps a medical review to the text that it was given for.

    Giving a day, or another reviewer, signs off the text that is saved with it. A hidden field says which review the
    form showed: what comes back as it was shown signs nothing, whatever the form has saved by itself meanwhile.
    """

    shown_review = forms.CharField(required=False, widget=forms.HiddenInput)
    data: Any  # the mapping that is submitted
    DAYS: ClassVar = ("reviewed_on", "next_review_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        page.note_review()
        if page.review_stands:
            self.initial["shown_review"] = _named(page.medical_reviewer, page.reviewed_on)
        elif page.kind_of_review and "reviewed_on" in self.fields:
            self.initial |= dict.fromkeys(self.DAYS)
            self.fields["reviewed_on"].help_text = rules.review_is_outdated(page.reviewed_on)

    def _post_clean(self) -> None:
        given = _named(self.cleaned_data.get("medical_reviewer"), self.cleaned_data.get("reviewed_on"))
        if given != self.cleaned_data.get("shown_review") and "reviewed_on" in self.fields:
            self.instance.reviewed_text = ""
        super()._post_clean()
        if self.instance.kind_of_review and not self.instance.review_stands:
            self._ask_again()

    def _ask_again(self) -> None:
        """Show the days empty, for the text that is submitted next time."""
        self.data = self.data.copy()
        for name in (*self.DAYS, "shown_review"):
            self.data[self.add_prefix(name)] = ""


def _named(reviewer: Any | None, day: date | None) -> str:
    return f"{reviewer.pk} {day.isoformat()}" if reviewer and day else ""


class RedFlagsPageForm(ReviewedPageForm):
    """Tells a new page where it will stand: its privacy comes from there, and so do rules that it must keep."""

    def _post_clean(self) -> None:
        self.instance.future_parent = self.parent_page
        super()._post_clean()


class ReferenceForm(WagtailAdminModelForm):
    """A citation in plain fields; they are read from CSL-JSON and written back to it."""

    kind = forms.ChoiceField(label="Kind of work", choices=csl.Kind.choices)
    title = forms.CharField(max_length=500)
    authors = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line: “Family name, Given names”. A line without a comma is an organisation.",
    )
    issued = forms.RegexField(
        csl.DATE, label="Published", required=False, help_text="The year, or as exactly as you know: 2006-03-25."
    )
    container = forms.CharField(label="Journal or book", required=False, help_text="What it is a part of.")
    volume = forms.CharField(required=False)
    issue = forms.CharField(required=False)
    pages = forms.CharField(required=False, help_text="As in 696-700.")
    publisher = forms.CharField(required=False)
    doi = forms.CharField(label="DOI", required=False, validators=[validate_doi])
    pmid = forms.CharField(label="PMID", required=False, validators=[validate_pmid], help_text="Its number in PubMed.")
    isbn = forms.CharField(label="ISBN", required=False, validators=[validate_isbn])
    url = forms.URLField(label="Web address", required=False, assume_scheme="https")
    note = forms.CharField(required=False, help_text="Public, like everything here.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= csl.to_plain(self.instance.csl)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        try:
            self.instance.csl = csl.from_plain(cleaned, keep=self.instance.csl)
        except ValueError as error:
            raise ValidationError("The citation could not be read.") from error
        return cleaned
