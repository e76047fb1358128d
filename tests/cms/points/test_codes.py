import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.points.codes import ALIASES, LAST_POINT, MeridianCode, canonical, meridian_of

PREFIX = st.sampled_from(sorted(LAST_POINT))


def test_there_are_361_points_on_14_meridians() -> None:
    """The maxima are those of the WHO standard."""
    assert (len(LAST_POINT), sum(LAST_POINT.values())) == (14, 361)
    assert set(LAST_POINT) == set(MeridianCode.values)


@given(PREFIX, st.integers(0, 120))
def test_a_code_holds_exactly_up_to_its_meridians_last_point(prefix: str, number: int) -> None:
    """Every number from 1 to the maximum is a point, and none else."""
    if 1 <= number <= LAST_POINT[prefix]:
        assert canonical(f"{prefix}{number}") == f"{prefix}{number}"
    else:
        with pytest.raises(ValidationError):
            canonical(f"{prefix}{number}")


@given(st.sampled_from(sorted(ALIASES)), st.integers(1, 9), st.sampled_from(["", " ", "-", " 0"]), st.booleans())
def test_aliases_are_stored_as_the_who_writes_them(alias: str, number: int, gap: str, upper: bool) -> None:
    """Other prefixes, small letters, gaps, hyphens and leading zeros all come to one code."""
    typed = f"{alias}{gap}{number}"
    assert canonical(typed if upper else typed.lower()) == f"{ALIASES[alias]}{number}"


@given(st.one_of(st.text(max_size=8), st.text("EXUBL-0147 ", max_size=8)))
def test_whatever_is_typed_is_canonical_or_refused(text: str) -> None:
    """No text crashes, and what is accepted is canonical already."""
    try:
        code = canonical(text)
    except ValidationError:
        return
    assert canonical(code) == code


@pytest.mark.parametrize(
    "typed, code",
    [
        ("UB 40", "BL40"),
        ("Du4", "GV4"),
        ("sj-5", "TE5"),
        ("Ren 12", "CV12"),
        ("LV3", "LR3"),
        ("ex-ue7", "EX-UE7"),
        ("EX B 2", "EX-B2"),
        ("ashi", "ASHI"),
    ],
)
def test_the_usual_spellings(typed: str, code: str) -> None:
    """The spellings that books use are understood."""
    assert canonical(typed) == code


@pytest.mark.parametrize(
    "typed, message",
    [
        ("BL68", "BL has points 1 to 67; there is no BL68."),
        ("LU0", "LU has points 1 to 11; there is no LU0."),
        ("XX3", "There is no meridian “XX”"),
        ("Weizhong", "“Weizhong” is not a point code"),
        ("EX-ZZ3", "is not an extra point. Write one of EX-HN, EX-CA, EX-B, EX-UE, EX-LE and a number"),
        ("EX-B0", "is not an extra point"),
        ("BL", "is not a point code"),
        ("", "is not a point code"),
        ("BL\u0664\u0660", "is not a point code"),
    ],
)
def test_a_refusal_says_what_to_change(typed: str, message: str) -> None:
    """A wrong prefix, number or form is named."""
    with pytest.raises(ValidationError) as refusal:
        canonical(typed)
    assert message in refusal.value.messages[0]


def test_the_meridian_is_in_the_code() -> None:
    """A canonical code begins with its meridian; extra points have none."""
    assert (meridian_of("BL40"), meridian_of("CV4"), meridian_of("EX-UE7")) == ("BL", "CV", "")
