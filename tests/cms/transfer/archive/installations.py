"""Two installations in one test: what one has said is kept, its content is deleted, and the other begins empty."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import Model
from wagtail.models import Collection, Locale, Page, Revision, Site

from cms.core.models import ClaimAcceptance
from cms.publications.models import Change, Document
from cms.transfer.archive.identity import carried_models
from cms.transfer.models import Arrival

NUMBERED = re.compile(r'/(files|images)/[^"/]+/')
Members = dict[str, bytes]
TIMES = ("published_at", "updated_at", "version", "dateModified", "modified_time")


def exported(path: Path, *args: str) -> Path:
    """An archive of this installation."""
    call_command("export_content", *args, f"--to={path}", verbosity=0)
    return path


def imported(path: Path, *args: str) -> None:
    """The archive, brought in, and everything published that follows from it."""
    call_command("import_content", str(path), *args, verbosity=0)
    settle()


def settle() -> None:
    call_command("reconcile_publications", verbosity=0)


def empty() -> None:
    """Leave of this installation what a new one has: a site at Wagtail's welcome page."""
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="welcome"))
    Site.objects.exclude(is_default_site=True).delete()
    Site.objects.update(root_page=welcome)
    for page in root.get_children().exclude(pk=welcome.pk):
        page.delete()
    shared: list[type[Model]] = [*carried_models(), ClaimAcceptance, Arrival]
    for model in shared:
        model._default_manager.all().delete()
    for collection in Collection.get_first_root_node().get_children():
        collection.delete()
    Locale.objects.exclude(language_code="en").delete()
    said: list[type[Model]] = [Group, Document, Change, Revision]
    for told in said:
        told._default_manager.all().delete()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def documents() -> dict[tuple[str, str], Any]:
    """What travels, by uid and group, without times, addresses and the keys of one database.

    Settings and redirects belong to an installation and stay there.
    """
    names = {f"group:{group.pk}": group.name for group in Group.objects.all()}
    rows = Document.objects.exclude(kind__in=("site", "redirect"))
    return {
        (str(row.uid), names.get(row.audience, row.audience)): [
            row.access,
            row.path,
            row.facets,
            row.references,
            plain(json.loads(bytes(row.body))),
        ]
        for row in rows
    }


def plain(value: Any) -> Any:
    """JSON without times, and without what leads to an image or a file by its number."""
    if isinstance(value, dict):
        numbered = "src" in value and "focal_point" in value
        left_out = {*TIMES, "id", "src", "srcset"} if numbered else TIMES
        return {k: plain(v) for k, v in value.items() if k not in left_out}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return NUMBERED.sub(r"/\1/", value) if isinstance(value, str) else value


def rewritten(path: Path, change: Callable[[Members], None]) -> None:
    """The same archive with other members."""
    with zipfile.ZipFile(path) as before:
        members = {name: before.read(name) for name in before.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in members.items():
            after.writestr(name, content)


def with_record(kind: str, change: Callable[[dict[str, Any]], None]) -> Callable[[Members], None]:
    """Change the records of a model."""

    def rewrite(members: Members) -> None:
        records = [json.loads(line) for line in members["content.jsonl"].splitlines()]
        for record in records:
            if record["model"].endswith(kind):
                change(record)
        members["content.jsonl"] = b"\n".join(json.dumps(record).encode() for record in records)

    return rewrite
