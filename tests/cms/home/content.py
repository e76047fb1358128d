"""A minimal, valid row of every page of a site's own, for tests to vary."""

from datetime import date
from typing import Any

from wagtail.models import Page

from cms.home.models import (
    ContactMessage,
    ContactPage,
    ContactTopic,
    DisclaimerPage,
    HistoryPage,
    HomePage,
    HowToPage,
    HowToStep,
    OrderPage,
    StandardPage,
    TimelineEntry,
)
from tests.cms import content

BODY = [("paragraph", "<p>At length.</p>")]
RED_FLAGS = [("care_card", {"level": "emergency", "heading": "with numbness", "text": "<p>Call now.</p>"})]


def standard(**given: Any) -> StandardPage:
    return StandardPage(**{"title": "About us", "summary": "Who we are.", "body": BODY, **given})


def history(*dates: str) -> HistoryPage:
    page = HistoryPage(title="History", summary="How it began.")
    page.entries = [TimelineEntry(date=date, title=f"In {date}") for date in dates]
    return page


def disclaimer(**given: Any) -> DisclaimerPage:
    values = {"title": "Disclaimer", "summary": "Read this.", "body": BODY, "short_form": "No medical advice."}
    return DisclaimerPage(**{**values, "effective_from": date(2026, 11, 1), **given})


def order(**given: Any) -> OrderPage:
    values = {"title": "Order", "summary": "Where to buy.", "seller": "The Example Shop"}
    return OrderPage(**{**values, "checkout_url": "https://shop.example.org/checkout", **given})


def contact(*topics: str, **given: Any) -> ContactPage:
    values = {"title": "Contact", "slug": "contact", "summary": "Write to us.", "privacy_notice": "Two people read it."}
    page = ContactPage(**{**values, "recipients": "desk@example.org\ndeputy@example.org", **given})
    page.topics = [ContactTopic(name=topic) for topic in topics]
    return page


def message(page: ContactPage, once: str = "once", **said: str) -> ContactMessage:
    """A message that has arrived."""
    words = {"email": "jo@example.org", "message": "When do you open again?"}
    return ContactMessage.objects.keep(page.pk, page.retention_days, once, {**words, **said})


def how_to(*steps: HowToStep, **given: Any) -> HowToPage:
    values = {"title": "How to begin", "summary": "A first session.", "red_flags": RED_FLAGS}
    page = HowToPage(**{**values, **content.review(), **given})
    page.steps = list(steps) or [HowToStep(title="Sit down", text="<p>Lean back.</p>")]
    return page


def published(page: Any, below: Page | None = None) -> Any:
    """The page, live, below the home page."""
    return content.published(page, below or HomePage.objects.first() or content.home())
