"""Phones, mail addresses and websites as people write them. Leaves out whether anyone answers there."""

import functools
import html
import json
import re
from dataclasses import dataclass

from capacity.vocabulary.words_matcher import fold

_MAIL = re.compile(r"[\w.!#$%&*+/=?^`{|}~'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}", re.UNICODE)
_AT = re.compile(
    r"\s*(?:\(\s*(?:at|ät|ad|a|@|arobase)\s*\)|\[\s*(?:at|ät|@|a|arobase)\s*\]|\{\s*(?:at|@)\s*\}|\s(?:at|AT|ät)\s(?=[\w-]+(?:\.|\s*[(\[]|\s(?:dot|punkt)\s)))\s*",
    re.IGNORECASE,
)
_DOT = re.compile(
    r"\s*(?:\(\s*(?:dot|punkt|point|\.)\s*\)|\[\s*(?:dot|punkt|point|\.)\s*\]|\s(?:dot|punkt)\s)\s*", re.IGNORECASE
)
_ENDING = re.compile(
    r"(@[\w-]+)(?:\s+\.\s*|\.\s+|\s*,\s*)(com|org|net|de|fr|it|es|nl|pl|pt|cz|at|ch|be|eu|uk|lu|dk|se)\b(?!@)"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SCHEME = re.compile(r"\bhtt?ps?:/{1,2}(?=\w)|\bhtp(s?)://|\bwww\s?\.\s?(?=\w)", re.IGNORECASE)
_WEBSITE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"',;|]+|(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|de|fr|it|es|nl|pl|pt|cz|at|ch|be|eu|uk|us|io|co|info|biz|lu|dk|se|no|fi|ie|gr|hu|ro|bg|hr|si|sk|lt|lv|ee|tech|shop|online|space|cc|tv|me|app|dev|coop|cat|bzh|berlin|hamburg|koeln|bayern|nrw|wien|paris|software|systems|solutions|digital|design|store|works|world|community|international|health|care|network|academy|studio|media|group|global|earth|help|page|site|website|space|team|tools|xyz|ca|cn|in|jp|br|mx|ru|ua|tr)(?:/[^\s<>\"',;|]*)?(?![\w@])",
    re.IGNORECASE,
)
_SITE_ALONE = re.compile(r"(?:https?://|www\.)(?:[a-z0-9-]+\.)+[a-z]{2,}")
_NUMBER = re.compile(r"(?:\+|00|\(?0|\(?\d)[\d\s()/.\-–+]{4,}\d")
_REGIONS = {"EL": "GR", "UK": "GB"}


@dataclass(frozen=True)
class Phone:
    """A phone number: `e164` as "+4930…" where it is certain, else ""; `repaired` where a lost zero was put back."""

    e164: str = ""
    quote: str = ""
    repaired: bool = False


def read_phone(text: str, country: str = "") -> Phone:
    """The first phone number of a cell; `country` (NUTS or ISO code) says what a number without prefix belongs to.

    The zero that a spreadsheet dropped is put back where only the number with it is valid in that country.
    """
    return _read_phone(text, _REGIONS.get(country.upper(), country.upper()))


_ROUNDED = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)  # a spreadsheet showed the number with its end cut off
_SEVERAL = re.compile(r"\s+/\s*|\s*/\s+|/(?=0|\+)|\s{2,}|\s(?=\+)|\s-\s(?=0|\+)")
_PLAIN = re.compile(r"(?:0|\+[1-9]\d{0,2} ?)[1-9]\d{0,4}[ /-]?\d(?:[ -]?\d){4,10}", re.ASCII)


@functools.lru_cache(maxsize=100_000)
def _read_phone(text: str, region: str) -> Phone:
    if _PLAIN.fullmatch(text) and (number := _plainly_valid(text, region)):
        return Phone(number, text)
    cleaned = re.sub(r"[\u200b-\u202e\u2066-\u2069\ufeff\xa0]", " ", text)
    cleaned = re.sub(r"(?<=\d)\.0$", "", cleaned.strip())
    if _ROUNDED.fullmatch(cleaned):
        return Phone()
    if _MAIL.search(cleaned) and not _NUMBER.search(_MAIL.sub(" ", cleaned)):
        return Phone()
    for match in _NUMBER.finditer(_MAIL.sub(" ", cleaned)):
        for part in (match[0], *_SEVERAL.split(match[0])):
            for digits, repaired in _spellings(part, region):
                if number := _valid(digits, region):
                    return Phone(number, part.strip(), repaired)
    return Phone()


def _spellings(digits: str, region: str) -> list[tuple[str, bool]]:
    """The ways to read the digits, the likeliest first, and whether that put something back."""
    plain = re.sub(r"\(0\)", "", digits).strip()
    bare = re.sub(r"\D", "", plain)
    ways = [(plain, not plain.lstrip("(").startswith(("+", "0")) and _has_zero(region))]
    if plain.startswith("00"):
        ways.insert(0, (f"+{bare[2:]}", False))
    if not plain.startswith(("+", "0")):
        ways += [(f"0{bare}", True)] if region else []
        if len(bare) > 9:
            ways.append((f"+{bare}", True))
    return ways


def _plainly_valid(text: str, region: str) -> str:
    """The E.164 form of digits with a country code or one zero in front, where the numbering plan takes the rest."""
    digits = "".join(filter(str.isdigit, text))

    code, region = _code_of(digits) if text.startswith("+") else ("", region)
    pattern, own = _plan(region)
    national = digits[len(code or "0") :]
    doubtful = national.startswith(own)  # "049 30 …" is a country code with a zero too few
    return f"+{own}{national}" if pattern and not doubtful and pattern.fullmatch(national) else ""


def _code_of(digits: str) -> tuple[str, str]:
    """The country code at the front of digits and its only region, "" for codes that several regions share."""
    import phonenumbers  # at first use: reading places must not wait for it

    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    code = next((digits[:length] for length in (1, 2, 3) if int(digits[:length]) in codes), "")
    regions = codes[int(code)] if code else ()
    return code, regions[0] if len(regions) == 1 else ""


@functools.cache
def _plan(region: str) -> tuple[re.Pattern[str] | None, str]:
    """The numbers that a country's fixed and mobile lines have, and its code; None where a zero is more than a zero."""
    import phonenumbers  # at first use: reading places must not wait for it

    plan = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    if plan is None or not plan.general_desc or not plan.national_prefix == plan.national_prefix_for_parsing == "0":
        return None, ""
    lines = [kind.national_number_pattern for kind in (plan.fixed_line, plan.mobile) if kind]
    kinds = [pattern for pattern in lines if pattern]
    general = plan.general_desc.national_number_pattern
    return re.compile(f"(?={general}$)(?:{'|'.join(kinds)})"), str(plan.country_code)


def _has_zero(region: str) -> bool:
    """Whether numbers of a country begin with a zero at home."""
    import phonenumbers  # at first use: reading places must not wait for it

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    return metadata is not None and metadata.national_prefix == "0"


def _valid(digits: str, region: str) -> str:
    """The E.164 form of digits that are a valid number, "" otherwise."""
    import phonenumbers  # at first use: reading places must not wait for it

    try:
        number = phonenumbers.parse(digits, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_emails(text: str) -> list[str]:
    """Every mail address of a cell in lower case, in order: lists, JSON, "Name <a@b.de>", "name (at) firm.de"."""
    return list(_read_emails(text))


@functools.lru_cache(maxsize=100_000)
def _read_emails(text: str) -> tuple[str, ...]:
    if not re.search(r"@|\bat\b|ät|arobase|\(ad?\)|&#", text, re.IGNORECASE):
        return ()
    plain = _INVISIBLE.sub("", html.unescape(_json_text(text)))
    plain = re.sub(r"mailto:", " ", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s*@+\s*", "@", _DOT.sub(".", _AT.sub("@", plain)))
    plain = re.sub(r"(?<=\w)\.{2}(?=\w)", ".", plain)
    plain = _ENDING.sub(r"\1.\2", plain)
    found = (match[0].strip(".'-_/=&?").lower() for match in _MAIL.finditer(plain))
    return tuple(dict.fromkeys(found))


def _json_text(text: str) -> str:
    """The values of JSON as words, other text unchanged."""
    if text.lstrip().startswith(("[", "{")):
        try:
            return json.dumps(json.loads(text), ensure_ascii=False)
        except ValueError:
            return text
    return text


def _scheme(match: re.Match[str]) -> str:
    """The beginning of an address with what a slip of the keys left out or put in: "http:/" → "http://"."""
    said = match[0].lower()
    return "www." if said.startswith("www") else ("https://" if "s:" in said else "http://")


@functools.lru_cache(maxsize=100_000)
def read_website(text: str) -> str:
    """The first website of a cell with its scheme, host in lower case; "" where there is none. Mail hosts are none."""
    if _SITE_ALONE.fullmatch(text):
        return text if text.startswith("http") else f"https://{text}"
    match = _WEBSITE.search(_SCHEME.sub(_scheme, _MAIL.sub(" ", text)))
    if not match:
        return ""
    address = match[0].rstrip(".,;:)]}'\"")
    scheme, separator, rest = address.partition("://")
    scheme, rest = (scheme.lower(), rest) if separator else ("https", address)
    host, slash, path = rest.partition("/")
    return f"{scheme}://{fold(host) if host.isascii() else host.lower()}{slash}{path}"
