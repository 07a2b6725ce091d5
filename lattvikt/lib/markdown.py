"""Markdown that people write, as HTML that may be shown: no HTML of theirs comes through."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "hr", "h1", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "code"}
TAGS |= {"pre", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "s"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

MARKUP = re.compile(r"([\\`*_\[\]<>#|])")

READER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(
    ["table", "strikethrough"]
)


def to_html(text: str | None) -> SafeString:
    html = READER.render(text or "")
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    return mark_safe(clean)


def quoted(text: str) -> str:
    """As a Markdown quotation, line by line."""
    return "  \n".join(f"> {plain(line)}" for line in text.splitlines())


def plain(text: str) -> str:
    """What somebody outside wrote, kept from being read as Markdown."""
    return MARKUP.sub(r"\\\1", text)
