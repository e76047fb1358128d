"""Answering with drafts instead of what is published, to those who may see them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from rest_framework.exceptions import NotAuthenticated, PermissionDenied

from cms.api.callers import Scope
from cms.api.parameters import Parameter, one_of
from cms.api.part_components import PART
from cms.api.variants.expansion import Showing
from cms.api.views.base import ReadView
from cms.publications.drafts import drafts_of

VERSION = Parameter(
    name="version",
    help="`draft` answers with what editors have saved, published or not. It takes a key with the scope `preview`. "
    f"Drafts have gaps, so the answer is `{PART}`: what is not written yet may be missing or empty.",
    schema={"type": "string", "enum": ["draft"]},
    read=one_of(["draft"]),
)


class MayShowDrafts(ReadView):
    """An address that answers with drafts when `version=draft` asks for them; such answers are never kept."""

    def drafts_asked(self, asked: Mapping[str, Any]) -> bool:
        """Whether drafts are asked for.

        Raises:
            NotAuthenticated: by a stranger.
            PermissionDenied: with a key that is not for drafts.
        """
        if asked[VERSION.name] is None:
            return False
        if self.caller.key_id is None:
            raise NotAuthenticated("Drafts are shown to those who show a key with the scope “preview”.")
        if Scope.PREVIEW not in self.caller.scopes:
            raise PermissionDenied("This key lacks the scope “preview”, which drafts take.")
        self.shows_drafts = True
        return True

    def showing(self, asked: Mapping[str, Any]) -> Showing:
        """What is embedded of documents: their drafts, where drafts are asked for."""
        return partial(drafts_of, self.caller.audiences) if asked.get(VERSION.name) else list
