"""Writing the words of documents; what the database makes of them, it makes by itself."""

from itertools import chain

from cms.publications.models import Document
from cms.publications.search.folding import fold, other_spellings
from cms.publications.search.models import DocumentText
from cms.publications.search.texts import Texts


def store_text(document: Document, texts: Texts | None) -> None:
    """Make the words by which a document is found equal to its texts; None: search never finds it."""
    kept = DocumentText.objects.filter(document=document)
    if texts is None:
        kept.delete()
        return
    columns = columns_of(document.locale, texts)
    if not kept.filter(**columns).exists():
        DocumentText.objects.update_or_create(document=document, defaults=columns)


def columns_of(locale: str, texts: Texts) -> dict[str, str]:
    """The columns of `DocumentText`."""
    called = (texts.title, *texts.names)
    joined = ("".join(fold(name).split()) for name in texts.names)
    return {
        "locale": locale,
        "head": " ".join(chain(map(fold, called), joined, map(other_spellings, called))),
        "lead": fold(texts.lead),
        "body": fold(f"{texts.body}\n{texts.aside}"),
        "spelled": other_spellings(f"{texts.lead}\n{texts.body}\n{texts.aside}"),
        "shown": f"{texts.lead}\n{texts.body}",
    }
