"""What has to be known of an installation to ask it everything: printed, because it is asked from outside."""

import json

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.api.callers import Scope
from cms.api.models import ApiKey
from cms.api.preview_links import token_for
from cms.api.resources import resources
from cms.publications.audiences import PUBLIC
from cms.publications.drafts import pages
from cms.publications.models import Document
from cms.publications.shown import Medium, ShownMedia
from tests.bench.scale.content import MEMBERS

SOME = 10


def print_facts() -> None:
    """Print as JSON what `Installation` takes."""
    published = Document.objects.order_by("published_at").values_list("published_at", flat=True)
    pictures = ShownMedia.objects.filter(medium=Medium.IMAGE, document__audience=PUBLIC)
    editor = get_user_model().objects.filter(is_superuser=True).first()
    editor = editor or get_user_model().objects.create_superuser("bench", "bench@example.org")
    images = pictures.order_by("row").values_list("row", flat=True).distinct()[:SOME]
    facts = {
        "images": list(map(str, images)),
        "previews": [token_for(page, editor) for page in pages().order_by("pk")[:SOME]],
        "middle": published[published.count() // 2].isoformat(),
        "facets": sorted({facet.name for resource in resources().values() for facet in resource.facets}),
        "token": members_token(),
    }
    print(json.dumps(facts))


def members_token() -> str:
    """The token of a new key for what members may read, drafts among it."""
    key = ApiKey(name="bench", scopes=Scope.values)
    token = key.draw_token()
    key.save()
    key.groups.set(Group.objects.filter(name=MEMBERS))
    return token
