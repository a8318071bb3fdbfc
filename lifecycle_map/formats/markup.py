"""Elements of HTML as text: what is given as content is markup already, attributes are escaped."""

from __future__ import annotations

from lifecycle_map.formats.xml import escape

_VOID = frozenset({"br", "input", "link", "meta"})

Attribute = str | bool | None


def element(name: str, /, *content: str, **attributes: Attribute) -> str:
    """Return an element with content that is markup already.

    An attribute that is False, None or empty is left out, one that is True has no value. A trailing
    underscore is dropped (``class_``), any other is a hyphen (``aria_label``).
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return f"<{name}{told}>"
    return f"<{name}{told}>{''.join(content)}</{name}>"


def words(name: str, text: str, /, **attributes: Attribute) -> str:
    """Return an element that holds a text, escaped."""
    return element(name, escape(text), **attributes)


def quoted(name: str, text: str, language: str, /, **attributes: Attribute) -> str:
    """Return a text of a plan: in its own language and direction, or in one that is not known."""
    tag = f' lang="{escape(language)}"'
    told = element(name, escape(text), dir="auto", **attributes)
    return told.replace(f"<{name}", f"<{name}{tag}", 1)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False or value == "":
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
