"""What errors mean: as JSON for programs, and as pages for people who follow the `type` of a problem."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from rest_framework.request import Request

from cms.api.operations import Operation
from cms.api.problem_types import PROBLEM_TYPES, example_of, problem_address
from cms.api.problems import VARY
from cms.api.schemas import STRING, WHOLE, record, ref
from cms.api.views.base import ReadView, digest_of
from cms.core.api_fields import Schema

HTML, JSON = "text/html", "application/json"
# Some shared caches (Cloudflare's) do not look at `Vary: Accept`: only the reader's own browser keeps these.
KEPT = "private, max-age=3600"


class Explanation(ReadView):
    """An address that is asked by programs and by people, told apart by what they accept."""

    template_name = ""

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Vary": f"Accept, {VARY}"}

    def told(self, data: dict[str, Any]) -> HttpResponse:
        """The data, or the page that shows it. Who accepts anything is a program."""
        if self.request.get_preferred_type([JSON, HTML]) == HTML:
            page = render_to_string(self.template_name, data).encode()
            return self.ready(digest_of(page), lambda: page, cache_control=KEPT, content_type=f"{HTML}; charset=utf-8")
        body = json.dumps(data).encode()
        return self.ready(digest_of(body), lambda: body, cache_control=KEPT)


class ProblemList(Explanation):
    """All types of errors."""

    template_name = "api/problems.html"
    operation = Operation(
        id="list_problems",
        summary="List the types of errors",
        tag="Entrance",
        schema=lambda: record("", "", items={"type": "array", "items": explained()}),
        page=True,
    )

    def get(self, request: Request) -> HttpResponse:
        self.asked()
        return self.told({"items": [explanation(slug) for slug in PROBLEM_TYPES]})


class ProblemMeaning(Explanation):
    """What one type of error means."""

    template_name = "api/problem.html"
    operation = Operation(
        id="read_problem",
        summary="Read what an error means",
        tag="Entrance",
        schema=lambda: explained(example=ref("Problem")),
        page=True,
    )

    def get(self, request: Request, problem: str) -> HttpResponse:
        self.asked()
        if problem not in PROBLEM_TYPES:
            raise Http404
        return self.told({**explanation(problem), "example": example_of(problem)})


def explained(**more: Schema) -> Schema:
    """The schema of an explanation, with more members."""
    return record("", "", type=STRING, title=STRING, status=WHOLE, meaning=STRING, advice=STRING, **more)


def explanation(slug: str) -> dict[str, Any]:
    """What there is to say of a type, without its example."""
    kind = PROBLEM_TYPES[slug]
    said = {"title": kind.title, "status": kind.status, "meaning": kind.meaning, "advice": kind.advice}
    return {"type": problem_address(slug), **said}
