"""Each target of the fuzzer holds for some hundred changed samples; `make fuzz` tries a hundred thousand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import times
from tools.fuzz.seeds import LONGEST, seeds
from tools.fuzz.targets import TARGETS

ODD = (
    b"\xff", b"\x00", b"\xed\xa0\x80", b"_xD800_", b"&#xD800;", "\u202e".encode(), b"9" * 400, b"1e999", b'"', b"<![",
    b"\t", b"10^400",
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, target: str) -> bytes:
    """A sample of the target with some of it cut out, doubled or put in."""
    content = draw(st.sampled_from(seeds(target)))
    for _ in range(draw(st.integers(1, 3))):
        start, end = (draw(st.integers(0, len(content))) for _ in range(2))
        again = content[min(start, end) : max(start, end)][:60]
        put = draw(st.sampled_from((*ODD, again)) | st.binary(max_size=8))
        content = content[:start] + put + content[end:]
    return content[: 2 * LONGEST]


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=times(200), deadline=None)
@given(st.data())
def test_whatever_is_changed_in_a_sample(target: str, data: st.DataObject) -> None:
    TARGETS[target](data.draw(changed(target)))
