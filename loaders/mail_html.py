"""The page of a mail as plain text: nothing is fetched, shown or run; tables become lines with tabs between cells.

Leaves out reading such tables as lists (loaders.markup).
"""

import re
from html.parser import HTMLParser

from loaders.markup import tidied

SILENT = frozenset({"script", "style", "head", "title", "noscript", "template", "object", "svg", "xml"})
LINES = frozenset({"br", "p", "div", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "hr", "pre",
                   "blockquote", "address", "section", "article", "header", "footer", "dl", "dt", "dd"})  # fmt: skip
APART = frozenset({"p", "table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"})
BLANKS = re.compile(r"[ \t\r\n\u00a0]+")
MANY_LINES = re.compile(r"\n{3,}")


def text_of_html(html: str) -> str:
    """The text that a page shows, line by line; what is quoted begins with ">" as in plain text."""
    reader = _Text()
    try:
        reader.feed(tidied(html))
        reader.close()
    except Exception:  # noqa: BLE001 the standard library's parser trips over some pages
        reader.end_line()
    reader.end_line()
    return MANY_LINES.sub("\n\n", "\n".join(reader.lines)).strip("\n")


class _Text(HTMLParser):
    """Collects lines of text while a page is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.silent = self.quoted = self.cells = self.pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        if tag in LINES:
            self.end_line(apart=tag in APART)
        self.quoted += tag == "blockquote"
        self.pre += tag == "pre"
        if tag == "li":
            self.line.append("- ")
        elif tag == "tr":
            self.cells = 0
        elif tag in ("td", "th"):
            self.line.append("\t" if self.cells else "")
            self.cells += 1
        elif tag == "hr":
            self.lines.append("________________")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(self.silent - 1, 0)
        if tag in ("body", "html"):
            self.silent = 0
        if tag in LINES:
            self.end_line(apart=tag in APART)
        if tag == "blockquote":
            self.quoted = max(self.quoted - 1, 0)
        if tag == "pre":
            self.pre = max(self.pre - 1, 0)

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.pre:
            first, *rest = data.split("\n")
            self.line.append(first)
            for each in rest:
                self.end_line()
                self.line.append(each)
        else:
            self.line.append(BLANKS.sub(" ", data))

    def end_line(self, *, apart: bool = False) -> None:
        """Ends the line that is being read."""
        words = "".join(self.line)
        words = words.rstrip() if self.pre else re.sub(r" *\t *", "\t", re.sub(r" {2,}", " ", words)).strip(" ")
        self.line.clear()
        if words.strip() or (apart and self.lines and self.lines[-1].strip("> ")):
            self.lines.append(("> " * self.quoted + words).rstrip() if self.quoted else words)
