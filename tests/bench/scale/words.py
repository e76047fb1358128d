"""Made-up words, as often as words are in a language: a few everywhere, most of them rarely."""

from collections.abc import Iterator
from itertools import accumulate, islice, product
from random import Random

from cms.publications.search.texts import Texts

WORDS = 20_000
TITLE, LEAD, BODY = 4, 12, 60  # words in each; with more of them, PostgreSQL reads for an hour
# Besides these: a word of every text, words of every tenth and of every hundredth, and one that ten texts have however
# many there are, as a name or a term has that was written about now and then.
EVERYWHERE, TENTH, HUNDREDTH, RARE = "zuzuzuzu", "zozozozo", "zizizizi", "zazazaza"
RARE_TEXTS = 10


def vocabulary() -> list[str]:
    """Words that no language has, the most frequent first."""
    syllables = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
    return ["".join(parts) for parts in islice(product(syllables, repeat=3), 0, None, 17)][:WORDS]


def texts(number: int) -> Iterator[Texts]:
    """So many texts, the same at every run: words by Zipf's law, and in each those that are looked for."""
    random, words = Random(7), vocabulary()
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for n in range(number):
        said = random.choices(words, cum_weights=weights, k=TITLE + LEAD + BODY)
        head, rest = said[:TITLE], said[TITLE:]
        yield Texts(" ".join(head), (), " ".join(rest[:LEAD]), " ".join([*rest[LEAD:], *sought(n, number)]))


def sought(n: int, number: int) -> Iterator[str]:
    """Those of the words to be looked for that stand in the n-th of so many texts."""
    yield EVERYWHERE
    for word, distance in ((TENTH, 10), (HUNDREDTH, 100), (RARE, number // RARE_TEXTS)):
        if n % distance == distance // 2:
            yield word
