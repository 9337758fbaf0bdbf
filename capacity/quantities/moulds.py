"""How many pieces one cycle of a mould gives: "4-fach Werkzeug", "6 cavity tool", "moule 2 empreintes".

Leaves out how long a cycle takes (pace).
"""

import re

from capacity.vocabulary.words_matcher import grammar

CAVITY = "cavity"
_NUMBERED = re.compile(
    rf"(?<!\w){grammar('mould')}[\s.:,(-]*(\d{{1,3}})[\s-]?{grammar('fold')}(?!\w)"
    rf"|(?<![\w.,])(\d{{1,3}})[\s.-]*{grammar('cavities')}(?!\w)|(?<!\w){grammar('cavities')}\s*[:=]\s*(\d{{1,3}})(?![\w.,])"
)


def count_cavities(folded: str) -> float:
    """The cavities of the mould that a folded text names; 0 where it names none or several moulds."""
    found = {int(match[match.lastindex or 0]) for match in _NUMBERED.finditer(folded)}
    return float(found.pop()) if len(found) == 1 else 0.0
