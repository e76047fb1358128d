"""Excerpts: where they are cut, and what is marked in them."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from cms.publications.search.folding import composed, fold
from cms.publications.search.highlights import LENGTH, excerpt, highlighted
from cms.publications.search.question import read_question


def marked(text: str, asked: str) -> str:
    return excerpt(composed(text), fold(composed(text)), read_question(asked).marks)


def test_the_part_with_most_of_the_words_is_shown() -> None:
    """Where one word stands alone is passed over for where both stand."""
    text = f"A knee. {'Nothing here. ' * 60}Knee and ankle. {'Nothing here. ' * 60}"
    assert "<mark>Knee</mark> and <mark>ankle</mark>." in marked(text, "ankle knee")


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    """As where the words stand in the title alone."""
    assert marked("Begins here. " * 60, "elsewhere").startswith("Begins here. Begins")


def test_other_forms_are_marked_and_other_words_are_not() -> None:
    """Endings may differ; a word that only begins alike is another, unless it is the last and still being typed."""
    said = marked("Studies of pressing, a study; presses and students.", "study press of")
    assert said == (
        "<mark>Studies</mark> of <mark>pressing</mark>, a <mark>study</mark>; <mark>presses</mark> and students."
    )


TEXTS = st.text(st.sampled_from("ab é<&>\"'\n腎ßİ́ﬁ."), max_size=3 * LENGTH)


@given(text=TEXTS, asked=st.sampled_from(["a", "ab b", "é", "腎", "a 腎"]))
def test_whatever_the_text_it_is_escaped_and_never_altered(text: str, asked: str) -> None:
    """Without its marks an excerpt is a part of the text, and the whole of it is the text."""
    text = composed(text)
    folded, marks = fold(text), read_question(asked).marks
    whole = highlighted(text, folded, marks).replace("<mark>", "").replace("</mark>", "")
    part = excerpt(text, folded, marks).replace("<mark>", "").replace("</mark>", "")
    assert ("<" in whole, unescape(whole)) == (False, text)
    assert "<" not in part
    assert unescape(part).removeprefix("… ").removesuffix(" …") in text.replace("\n", " · ")
