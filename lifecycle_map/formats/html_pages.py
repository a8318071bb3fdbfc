"""The frame of an HTML page: one file that asks for nothing outside itself.

Its policy allows the one style sheet and the one script that stand in it, known by their hashes,
and nothing else: no picture, no font, no request, no other script.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from lifecycle_map.formats.markup import element, words

LANGUAGE = "en"
"""The language that our own words are in; the lines of a plan say theirs."""


def page(title: str, *body: str, kind: str = "") -> str:
    """Return a whole page; ``body`` is markup."""
    style, script = asset("page.css"), asset("page.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        "\n",
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        "\n",
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        "\n",
        element("meta", name="color-scheme", content="light dark"),
        "\n",
        words("title", title or "Untitled"),
        "\n",
        element("style", style),
    )
    inner = "\n".join((*body, element("script", script)))
    shown = element("body", "\n", inner, "\n", class_=kind)
    return f"<!DOCTYPE html>\n{element('html', head, shown, lang=LANGUAGE)}\n"


def skip(target: str) -> str:
    """Return the link past what stands first, for those who move by keyboard."""
    return words("a", "Skip to the content", class_="skip", href=f"#{target}")


def bar(*controls: str) -> str:
    """Return controls that work only with the script, which shows them."""
    return element("div", *controls, class_="controls", hidden=True, data_controls=True)


@cache
def asset(name: str) -> str:
    """Return a file that stands in every page, as it is."""
    return (files("lifecycle_map.formats") / "assets" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    """Return the hash by which a policy knows a text (W3C, Content Security Policy, level 3)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
