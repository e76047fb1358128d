"""What has become of a post since it was made: corrected, taken back, or not, as a person should read it."""

from django.db.models import Q, QuerySet

from integrations.models import Delivery

State = Delivery.State
TAKEN_BACK = {
    State.SENT: "Taken back.",
    State.DEAD: "It still stands: it could not be taken back. {}",
    State.NEEDS_PERSON: "It still stands: somebody must take it back. {}",
}


def followed(post: Delivery) -> QuerySet[Delivery]:
    """The corrections and retractions of a post, the oldest first."""
    return Delivery.objects.filter(Q(amends=post) | Q(retracts=post)).defer("body").order_by("pk")


def stands(post: Delivery) -> bool:
    """Whether people can still see a post that was made."""
    return not post.retractions.filter(state=State.SENT).exists()


def standing(post: Delivery) -> str:
    """What has become of a post, in a sentence or two."""
    if retraction := post.retractions.exclude(state=State.CANCELED).order_by("pk").last():
        return TAKEN_BACK.get(State(retraction.state), "Being taken back. {}").format(retraction.detail).strip()
    said = f"Considered already: {post.get_state_display().lower()}. {post.remote_url or post.detail}"
    correction = post.amendments.exclude(state=State.CANCELED).order_by("pk").last()
    return f"{said} {_corrected(correction)}" if correction else said


def _corrected(correction: Delivery) -> str:
    named = f"{correction.get_purpose_display()}: {correction.get_state_display().lower()}."
    return f"{named} {correction.detail}".strip()
