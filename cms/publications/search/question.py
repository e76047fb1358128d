"""What is asked for, read once for every database and for the highlights."""

import re
from dataclasses import dataclass
from itertools import chain

from cms.points.codes import codes_in, prefixes_of
from cms.publications.search.folding import HAN, code_word, composed, fold

LONGEST = 200
PIECE = re.compile(f"[{HAN}]+|[^{HAN} ]+")
# Words of English, German and Dutch that say nothing by themselves; asked for alone they are sought like any other.
STOP_WORDS = frozenset(
    """
    a an and are as at be by do does for from how i if in is it my of on or the this to what when which who why with
    als am auf aus bei das dem den der des die ein eine einem einen einer es fur ich im ist mein mit oder sich sind und
    von vom was wer wie wo zu zum zur
    bij dat de een en het hoe ik mijn naar met niet op te tegen uit van voor waar wat wie zijn
    """.split()  # noqa: SIM905 - a list of a hundred quoted words cannot be read
)
# What a word may end with besides its stem: enough to mark its other forms in a text that was found.
ENDING = re.compile(r"(?<=\w{4})(ings?|ies|ed|e[nrsm]?|n|y|(?<!s)s)$")


@dataclass(frozen=True)
class Part:
    """Something that must stand in the text, in one spelling or another; each spelling is words in a row.

    Args:
        spellings: the words, folded.
        marks: a regular expression for what is to be highlighted, in folded text.
        is_begun: whether the last word may go on.
    """

    spellings: tuple[tuple[str, ...], ...]
    marks: str
    is_begun: bool = False


@dataclass(frozen=True)
class Question:
    """All that must stand in the text, in any order; or instead the words written as one: `shen shu` as `shenshu`.

    Args:
        asked: as somebody wrote it.
        parts: what must stand there.
        joined: the words as one; empty when there is one only, or too many for a name.
    """

    asked: str
    parts: tuple[Part, ...]
    joined: str

    @property
    def marks(self) -> re.Pattern[str]:
        """What is to be highlighted, in folded text."""
        joined = [rf"\b{self.joined}\w*"] if self.joined else []
        return re.compile("|".join(dict.fromkeys([*joined, *(part.marks for part in self.parts)])))


def read_question(asked: str) -> Question:
    """What a text asks for: point codes however they are spelled, Han characters, and words, the last perhaps begun.

    Raises:
        ValueError: it is too long, or has neither a letter nor a digit.
    """
    if len(asked) > LONGEST or "\x00" in asked:
        raise ValueError(f"Must be a text of 1 to {LONGEST} characters.")
    text = composed(asked)
    codes = dict(codes_in(text))
    for spelled in codes:
        text = text.replace(spelled, " ")
    pieces = list(dict.fromkeys(PIECE.findall(fold(text))))
    telling = [piece for piece in pieces if piece not in STOP_WORDS] or ([] if codes else pieces)
    parts = (*(_code(*spelling) for spelling in codes.items()), *_words(telling))
    if not parts:
        raise ValueError("Must have a letter or a digit.")
    joined = "".join(pieces) if 1 < len(pieces) < 5 and not codes else ""
    return Question(asked, parts, joined)


def _code(spelled: str, code: str) -> Part:
    prefixes, number = prefixes_of(code)
    written = "|".join(fold(prefix).replace(" ", " ?") for prefix in prefixes)
    return Part(((code_word(code),), tuple(fold(spelled).split())), rf"\b(?:{written}) ?0*{number}\b")


def _words(pieces: list[str]) -> chain[Part]:
    finished = (_word(piece) for piece in pieces[:-1])
    return chain(finished, (_word(piece, is_begun=True) for piece in pieces[-1:]))


def _word(piece: str, *, is_begun: bool = False) -> Part:
    if re.match(f"[{HAN}]", piece):
        return Part((tuple(piece),), piece)
    stem = ENDING.sub("", piece)
    forms = rf"\b{stem}\w{{0,3}}\b"
    return Part(((piece,),), rf"\b{piece}\w*|{forms}" if is_begun else forms, is_begun)
