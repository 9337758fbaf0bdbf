"""People's text in places where Streamlit reads Markdown. Leaves out HTML, for which html.escape is there."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!$~<>|:])")


def literal(text: str) -> str:
    """`text` so that Markdown shows it letter by letter: no links, pictures, formulas or colours."""
    return SIGNS.sub(r"\\\1", text)
