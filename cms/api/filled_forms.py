"""Reading a filled form by its description, which is part of the document that has the form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cms.api.form_tokens import check_token
from cms.api.problems import InvalidFields
from cms.core.api_fields import Json

Field = serializers.Field[Any, Any, Any, Any]
TOKEN = "token"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class FilledForm:
    """What was sent, once it is known to be usable.

    Args:
        answers: by the name of the field; without the boxes.
        token: the token it came with.
        by_a_program: whether the field that people do not see was filled in.
    """

    answers: Mapping[str, str]
    token: str
    by_a_program: bool


def read_form(form: Json, uid: UUID, sent: Any) -> FilledForm:
    """What was sent with a form.

    Args:
        form: the description.
        uid: of the document that has the form.

    Raises:
        InvalidFields: naming each field that is unknown, missing or unusable.
    """
    asked: dict[str, Field] = {field["name"]: KINDS[field["type"]](field) for field in form["fields"]}
    asked[form["honeypot"]] = serializers.CharField(required=False, allow_blank=True)
    asked[TOKEN] = serializers.CharField(validators=[TokenOf(uid)])
    checked = _Answers(asked, data=sent)
    errors = [*_unknown(asked, sent), *_refused(checked)]
    if errors:
        raise InvalidFields(errors)
    given = dict(checked.validated_data)
    token, honeypot = given.pop(TOKEN), given.pop(form["honeypot"], "")
    answers = {name: value for name, value in given.items() if not isinstance(value, bool)}
    return FilledForm(answers, token, by_a_program=bool(honeypot))


class TokenOf:
    """Checks that a token is one of this form."""

    def __init__(self, uid: UUID) -> None:
        self.uid = uid

    def __call__(self, token: str) -> None:
        try:
            check_token(self.uid, token)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error


class _Answers(serializers.Serializer[Any]):
    """The fields of one form."""

    def __init__(self, asked: Mapping[str, Field], data: Any) -> None:
        super().__init__(data=data)
        self.asked = asked

    def get_fields(self) -> dict[str, Field]:
        return dict(self.asked)


def _unknown(asked: Mapping[str, Any], sent: Any) -> list[dict[str, str]]:
    names = [name for name in sent if name not in asked] if isinstance(sent, Mapping) else []
    return [{"field": name, "detail": f"Unknown here. Known are: {', '.join(asked)}."} for name in names]


def _refused(checked: _Answers) -> list[dict[str, str]]:
    if checked.is_valid():
        return []
    return [{"field": name, "detail": " ".join(map(str, details))} for name, details in checked.errors.items()]


def _text(field: Json) -> serializers.CharField:
    return serializers.CharField(**_limits(field))


def _email(field: Json) -> serializers.EmailField:
    return serializers.EmailField(**_limits(field))


def _limits(field: Json) -> dict[str, Any]:
    limits = {name: field[name] for name in ("min_length", "max_length", "required")}
    return limits if field["required"] else {**limits, "allow_blank": True}


def _choice(field: Json) -> serializers.ChoiceField:
    return serializers.ChoiceField(field["choices"], required=field["required"])


def _checkbox(field: Json) -> serializers.BooleanField:
    return serializers.BooleanField(required=field["required"], validators=[_ticked] if field["required"] else [])


def _ticked(value: bool) -> None:
    if not value:
        raise serializers.ValidationError("Must be ticked.")


KINDS: dict[str, Callable[[Json], Field]] = {
    "text": _text,
    "textarea": _text,
    "email": _email,
    "choice": _choice,
    "checkbox": _checkbox,
}
