"""People's text in places where Streamlit reads Markdown. Leaves out HTML, for which html.escape is there."""

import re

SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
JOINER = "\u2060"  # has no width: parts what Streamlit would still make links, arrows or its sign of after escaping
ACTIVE = re.compile(
    r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=.)(?=@)|(?<=:)(?=streamlit:)|(?<=[<-])(?=[->])|(?<=[<>~])(?==)",
    re.IGNORECASE,
)
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def literal(text: str) -> str:
    """`text` on one line so that Markdown shows it letter by letter: no links, pictures, formulas or colours.

    Signs that turn the direction of writing are left out: they would turn what stands around the text, too.
    """
    return SIGNS.sub(r"\\\1", ACTIVE.sub(JOINER, " ".join(TURNING.sub("", text).split())))
