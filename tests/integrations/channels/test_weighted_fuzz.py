"""Our counting against X's own, twitter-text from npm, on texts that nobody has thought of."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from integrations.channels.weighted_text import weighted_length
from tests.foreign import foreign_packages
from tests.services import NEVER, require

PROGRAM = Path(__file__).parent / "twitter_text"
WORDS = [
    *("Neck", "pain,", "e.g.", "1.5", "a.b", "...", "—", "“quoted”", "$TSLA", "//x", "x.y.zzz"),
    *("経絡", "按摩", "हिन्दी", "한국어", "𝔘𝔫𝔦", "Café", "Cafe\u0301", "\u2067"),
    *("👨‍👩‍👧‍👦", "👍🏽", "👩🏽‍⚕️", "🇩🇪", "1️⃣", "©️", "™", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🫠"),
    *("https://example.org/a?m=1", "example.com", "www.example.co.uk/x_(y)", "http://пример.рф", "ftp://example.org"),
    *("(https://example.org/)", "https://t.co/abc", "@name", "#tag", "mail@example.org"),
]
SCRIPTS = ((0x20, 0x24F), (0x370, 0x2FFF), (0x3000, 0xD7FF), (0x1F300, 0x1FAFF))


@pytest.fixture(scope="module")
def packages(pytestconfig: pytest.Config) -> Path:
    """A folder with twitter-text as its lock file has it, kept from run to run."""
    folder = foreign_packages(PROGRAM, pytestconfig.cache.mkdir("twitter-text"))
    shutil.copy(PROGRAM / "weigh.js", folder)
    return folder


def word(dice: random.Random) -> str:
    """Mostly something that posts are made of, sometimes signs of one script after the other."""
    if dice.random() < 0.8:
        return dice.choice(WORDS)
    return "".join(chr(dice.randint(*dice.choice(SCRIPTS))) for _ in range(dice.randint(1, 4)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_text_of_words_weighs_what_x_says(packages: Path, seed: int) -> None:
    """Thousands of texts in all scripts, with links, emoji and mentions, to the character."""
    dice = random.Random(seed)
    texts = [dice.choice([" ", "\n", "\n\n"]).join(word(dice) for _ in range(dice.randint(1, 9))) for _ in range(2000)]
    program = [require("node"), "weigh.js"]
    said = subprocess.run(
        program, cwd=packages, input=json.dumps(texts), capture_output=True, text=True, timeout=NEVER, check=True
    )
    expected = dict(zip(texts, json.loads(said.stdout), strict=True))
    assert {text: weighted_length(text) for text in texts} == expected
