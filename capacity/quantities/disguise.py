"""Covers what looks like a quantity and is none: phones, dates, years, standards, addresses, sizes, prices, mails.

Covered characters become a mark that no pattern takes for a letter, a digit or a blank. Leaves out models of machines,
which the machine words themselves cover.
"""

import functools
import re

from capacity.vocabulary.words_matcher import fold, rows

COVER = "¦"
_UNITS_OF_SIZE = r"(?:mm|cm|dm|km|m[²2³3]|µm?|my|um|mic(?:ron)?s?|mikron\w*|mil|gsm|g ?/ ?m[²2]|g|gr|mg|° ?[cfk]?|grad|degre\w*|w|kw|kwh|watt|v|volt|bar|dpi|mhz|ghz|gb|mb|inch|zoll|\"|'')"
_STREET = r"(?:\w*(?:str|strasse|straße|weg|platz|allee|gasse|damm|ufer|chaussee)\.?|via|viale|piazza|corso|calle|avenida|avda\.?|ul\.|ulica|rua|plaza|c/|street|st\.|road|rd\.?|p\.? ?o\.? ?box|postfach|bp|cs)"
_NUMBERED = (
    r"(?:din|iso|iec|astm|nf|cwa|afnor|spec|uni|vde|ce|bs|ul|gb|yy|niosh|tc|as ?/ ?nzs|mil-std|verordnung|richtlinie|eu|"
    r"regulation|directive|typ|type|tipo|klasse|class|classe|clase|cat|kat|categorie|kategorie|nr|no\.|n°|nº|num|numero|"
    r"art|artikel|lot|ref|groesse|grosse|size|taille|talla|taglia|maat|covid|cov|sars|mod|modell|model|modele|version|rev|v|"
    r"kw|cw|§|kapitel|seite|page|punkt|level|stufe|iban|bic|ust-?id\w*|hrb|siret|plz|postleitzahl|zip|cp|cap|kasten|"
    r"halle|gebaude|etage|zimmer|raum|version|konto|rechnung|bestell\w*|angebots?\w*nummer|artikelnummer|kundennummer|id|nummer|number)"
)


@functools.cache
def _months() -> str:
    return "|".join(
        sorted((fold(word) for row in rows("month") for word in row["words"].split("|")), key=len, reverse=True)
    )


_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+(?:@|\(at\)|\[at\])[\w.-]+\.\w+")
_RUN = re.compile(r"(?<!\d)\d")
_WORD = re.compile(r"[^\W\d_]+|\d+|[(+#~€$£§©]")


@functools.cache
def _cover() -> re.Pattern[str]:
    """Everything with digits that is covered, as it begins."""
    month = rf"(?:{_months()})\b\.?"
    day_month = r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])"
    year = r"(?:19[5-9]\d|20[0-4]\d)"
    parts = [
        r"(?:tel|telefon|telefono|telephone|phone|mobil|mobile|handy|fax|gsm|whatsapp|hotline|fon|portable|cell)\w*[.:\s/-]*\+?[\d(][\d\s()/.-]{4,}\d",
        r"\+\d[\d\s()/.-]{6,}\d|(?<![\d.,'])(?:\b00\d[\d\s()/.-]{7,}\d|\b0\d{1,4}\s?[/-]\s?\d[\d\s-]{3,}\d|\b0\d(?:[ .-]?\d\d){4}\b|\b0\d{2,5} \d{2,}(?:[ -]?\d{2,})*\b|\b0\d{6,}\b)|\(0\d+\)\s?\d[\d -]{4,}\d",
        r"\(?\b\d{3}\)?[-. ]\d{3}[-.]\d{4}\b",
        rf"\b{year}-\d\d-\d\d(?:[t ]\d\d:\d\d\S*)?",
        rf"\b{day_month}[./-](?:{year}|\d\d)\b(?!\s*(?:pro|/|am|stuck|stk))",
        r"\b(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?!\d)",
        rf"(?:\b(?:ab|am|bis zum|bis|vom|seit|from|since|on|des|du|le|from the|dal|dall|desde|od|vanaf|per|zum|until|till)\s+)?\b(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|er)?\s*(?:de |of )?{month}(?:\s+(?:de )?{year})?",
        rf"\b{month}\s+(?:0?[1-9]|[12]\d|3[01])\b(?:st|nd|rd|th)?(?:,?\s+{year})?(?![.,]?\d)|\b{month}\s+{year}\b",
        r"\b(?:ab\s+)?(?:kw|cw|kalenderwoche|calendar week|week|semaine|settimana|semana|tydzien|tyden|woche)\s*\d{1,2}(?!\s*\d|[.,]\d|\s*(?:ca|mal|x))\b(?:\s*/\s*\d{2,4})?|\b\d{1,2}\.\s*(?:kw|kalenderwoche)\b",
        rf"\b(?:seit|since|depuis|im jahr|in|anno|jahr|gegr\w*|founded|fondee? en|en|dal|desde|od roku|od|sinds|von|from|©|ab|stand|w)\s+{year}\b(?!\s*(?:stuck|stk|\w*mask|\w*vis|pro|/|per|par|mask|st\b|kus|szt|piec|pez|unid|uds|x\b|¦))",
        r"\b\d{1,2}[:.]\d{2}\s*(?:uhr|am\b|pm\b|a\.m|p\.m)|\b\d{1,2}\s*(?:-\s*\d{1,2}\s*)?(?:uhr|am\b(?! tag)|pm\b)(?!\s*(?:tag|wochenende))|\b\d{1,2}h(?:\d\d)?\s*-\s*\d{1,2}h(?:\d\d)?",
        rf"(?<![^\W\d]){_NUMBERED}(?:[\s.:/#-]*(?:{_NUMBERED})?)[\s.:#-]*\d[\d./:+-]*(?:\s*-\s*\d+)?[a-z]?\d*(?=[\s,;.)\]]|$)(?![.,]\d)",
        r"\ben\s?(?:iso\s?)?\d{3,5}\b[\d:+a-]*(?!\s*(?:h\b|min|jour|dia|heure|giorn|uur))|\ben iso \d+[\d:-]*",
        r"\b(?:eu|eg|ewg|ue|eec)\)?\s*(?:nr\.?|no\.?)?\s*\d{2,4}/\d{2,4}\b|\b\d{2,4}/\d{2,4}/(?:e[ew]g|eu|eec|ce[e]?|ue)\b",
        rf"\d+(?:[.,]\d+)?\s*{_UNITS_OF_SIZE}?\s*[x*]\s*\d+(?:[.,]\d+)?(?:\s*{_UNITS_OF_SIZE}?\s*[x*]\s*\d+(?:[.,]\d+)?\s*{_UNITS_OF_SIZE}?|\s*{_UNITS_OF_SIZE})(?!\w)",
        rf"\d+(?:[.,]\d+)?\s*(?:(?:-|bis|to|a|x)\s*\d+(?:[.,]\d+)?\s*)?{_UNITS_OF_SIZE}(?![\w/])",
        r"(?:~\s*)?\d+(?:[.,]\d+)?\s*(?:%|prozent|percent|pour cent|vol\b|procent|por ciento)\S*",
        r"(?:[€$£]|\b(?:eur|euro|usd|chf|gbp|pln)\b)\s*\d[\d.,' ]*(?:[.,]\d+|-)?(?:\s*(?:mio|mrd|tsd|k|million\w*)\b)?|\d[\d.,']*(?:\s\d{3})*\s*(?:mio\.?|mrd\.?|tsd\.?|k|million\w*|milliarde\w*|mln)?\s*(?:[€$£]|(?:eur|euros?|usd|dollars?|chf|gbp|zl|pln|kc|czk|cents?)\b)(?:\s*/\s*\w+)?",
        r"\b(?:d|a|ch|f|b|l|nl|pl|cz|i|e|p|dk|se|lv|lt)-\d{3,5}(?:[ -]\d{2,3})?\b|\b\d{2}-0\d{2}\b",
        rf"(?<![^\W\d]){_STREET}\s*\d{{1,4}}\s*[a-h]?\b(?!\s*(?:stuck|stk|mask|x\b))|\b\d{{1,4}}\s*(?:bis|ter)?,?\s+(?:rue|avenue|av\.|bd|boulevard|place|chemin|impasse|allee|quai|route|cours|square)\b",
        r"\b\d{1,2}[- ]?(?:lagig\w*|schicht\w*ig\w*|ply|plis|layers?|capas|strati|laags|warstw\w*|vrstv\w*|fach|couches?|camadas|pliegues|d\b|achs\w*|axis|axes|-?achsig)|\b[1-9]\d?\.\s*(?=[^\W\d])(?<=^...)",
        r"\b\d{1,2}\s*(?:jahre? alt|years old|ans d'age)|#\d+|\b\d+\.\d+\.\d+(?:\.\d+)?\b(?<!\.\d\d\d)",
        r"(?m:^)\s*\d{1,2}[.)]\s+(?=[^\W\d])",
    ]
    return re.compile("|".join(f"(?:{part})" for part in parts))


def _beginnings(folded: str, digit: int) -> list[int]:
    """Where something that is covered may begin before a digit: its last words and signs, and the digit itself."""
    before = folded[max(0, digit - 34) : digit]
    offset = digit - len(before)
    words = [offset + match.start() for match in _WORD.finditer(before)]
    return [*words[-5:], digit]


def cover(folded: str) -> str:
    """A folded text of the same length with everything covered that is no quantity."""
    if any(sign in folded for sign in ("@", "(at)", "[at]", "http", "www")):
        folded = _ADDRESS.sub(lambda match: COVER * len(match[0]), folded)
    done = 0
    for run in _RUN.finditer(folded):
        if run.start() < done:
            continue
        for start in _beginnings(folded, run.start()):
            match = _cover().match(folded, start) if start >= done else None
            if match and match.end() > run.start():
                folded = folded[:start] + COVER * (match.end() - start) + folded[match.end() :]
                done = match.end()
                break
    return folded
