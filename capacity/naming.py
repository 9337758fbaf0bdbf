"""The words for any code on screens, in charts and in workbooks: code lists, regions, and "not stated".

Leaves out the names of fields (capacity.schema) and fixed sentences (capacity.texts).
"""

from capacity import regions, vocabulary
from capacity.columns import NOT_STATED
from capacity.texts import say

REGIONAL = ("region", "country", "nuts0", "nuts1", "nuts2", "nuts3")
OURS = ("attention",)


def name_of(field: str, code: str, language: str) -> str:
    """The label of `code` in the list of `field` ("product", "region", …); an unknown code stands for itself."""
    if code == NOT_STATED and field != "precision":
        return say("naming.not_stated", language)
    if field == "imports":
        return code
    if field in OURS:
        return say(f"{field}.{code}", language)
    if field in REGIONAL:
        return regions.name(code, language) if regions.known(code) else code
    return vocabulary.label(field, code, language)
