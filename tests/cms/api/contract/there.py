"""What can be asked for on a site, put into the description, so that what is made up after it leads somewhere."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import time_machine
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model

from cms.api.examples import contents, operations
from cms.api.form_tokens import token_for as form_token
from cms.api.preview_links import token_for as preview_token
from cms.core.api_fields import Json, Schema
from cms.publications.drafts import pages
from cms.publications.models import Document, DocumentFacet

SOME = 6
GIVEN: dict[str, list[Json]] = {
    "q": ["point", "LI4", "back pain"],
    "site": ["localhost"],
    "fields": ["title", "path", "url"],
}
# Nothing else is of use here, and no description could list it.
CLOSED = {"site", "fields"}
TRIED = {"cursor", "since"}
ANSWERS = {"email": "reader@example.org", "checkbox": True}


class There:
    """What somebody can put into addresses.

    Args:
        headers: of a caller who may read everything.
        editor: who may edit everything.
    """

    def __init__(self, headers: Mapping[str, str], editor: AbstractBaseUser) -> None:
        self.client = Client(headers=dict(headers))
        self.editor = editor

    def described(self, description: Schema) -> Schema:
        """The description with values of this site, and with no other examples."""
        found = without_examples(description)
        for path, methods in found["paths"].items():
            for operation in methods.values():
                for parameter in operation["parameters"]:
                    fill(parameter, self.values(path, parameter["name"]))
        for content in found["paths"]["/api/v1/forms/{form}/"]["post"]["requestBody"]["content"].values():
            content["example"] = self.filled_form()
        return found

    def values(self, path: str, name: str) -> list[Json]:
        """Some values of a parameter that lead to something; none where the description lists them."""
        kind = path.split("/")[3]
        match name:
            case "uid":
                which = {"kind": "page"} if kind == "documents" else {"type": kind}
                return [str(uid) for uid in Document.objects.filter(**which).values_list("uid", flat=True)[:SOME]]
            case "slug" | "form":
                return [found.split("/")[-2] for found in paths(type="contact" if name == "form" else kind)]
            case "path":
                return [*paths(kind="page"), *paths(kind="redirect")]
            case "id":
                return list(get_image_model().objects.values_list("pk", flat=True)[:SOME])
            case "token":
                return [preview_token(page, self.editor) for page in pages()[:SOME]]
            case "cursor" | "since":
                return self.cursors(path)
        facets = DocumentFacet.objects.filter(name=name).values_list("value", flat=True)
        return GIVEN.get(name) or list(facets.distinct()[:SOME])

    def cursors(self, path: str) -> list[str]:
        """Where the answers of this address go on."""
        answer = self.get(path, limit=1, **({"q": GIVEN["q"][0]} if "/search/" in path else {}))
        if "cursor" in answer:
            return [answer["cursor"]]
        return parse_qs(urlsplit(answer["next"]).query)["cursor"] if answer["next"] else []

    def get(self, path: str, **query: Any) -> Json:
        return self.client.get(path, query).json()

    def filled_form(self) -> dict[str, Json]:
        """A form as somebody sends it who opened it a minute ago."""
        page = Document.objects.get(type="contact")
        fields = self.get(f"/api/v1/forms/{page.path.split('/')[-2]}/")["fields"]
        with time_machine.travel(timezone.now() - timedelta(minutes=1)):
            token = form_token(page.uid)
        return {**{field["name"]: answer_to(field) for field in fields}, "token": token}


def fill(parameter: Schema, values: list[Json]) -> None:
    """Put values into the schema of a parameter; what must be given is given, and what leads on is tried by itself."""
    if not values:
        return
    holder, key = (parameter["schema"], "items") if "items" in parameter["schema"] else (parameter, "schema")
    some, schema = {"enum": values}, holder[key]
    if "enum" not in schema:
        holder[key] = some if parameter["name"] in CLOSED else {"type": schema["type"], "anyOf": [some, schema]}
    if parameter["required"] or parameter["name"] in TRIED:
        parameter["example"] = values[0]


def answer_to(field: Schema) -> Json:
    """What a person may write into a field of a form."""
    return field["choices"][0] if field["type"] == "choice" else ANSWERS.get(field["type"], "When do you open?")


def paths(**which: str) -> list[str]:
    return list(Document.objects.filter(**which).values_list("path", flat=True).distinct()[:SOME])


def without_examples(description: Schema) -> Schema:
    """A copy of a description with no values of its own to ask for."""
    found = deepcopy(description)
    for operation in operations(found):
        for place in (*operation["parameters"], *(content for _type, content in contents(operation))):
            place.pop("example", None)
    return found
