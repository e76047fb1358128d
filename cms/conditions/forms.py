"""The admin's form of a protocol."""

from wagtail.admin.forms import WagtailAdminModelForm


class ProtocolForm(WagtailAdminModelForm):
    """Lets the protocol judge its points as they will be saved; Wagtail hands them over after validation only."""

    def _post_clean(self) -> None:
        for formset in self.formsets.values():
            if formset.is_valid():
                formset.save(commit=False)
        super()._post_clean()
