"""What a format is, and the table of those that there are."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from attrs import frozen

from lifecycle_map.registries import Registry


class Takes(str, Enum):
    """What a format is made from.

    ``MODEL`` is the value itself (a lifecycle, crosswalk or alignment), the others are looks at
    it: a table, a document, a diagram.
    """

    MODEL = "model"
    TABLE = "table"
    DOCUMENT = "document"
    DIAGRAM = "diagram"


@frozen(kw_only=True)
class Options:
    """How to draw: theme, pixels per unit of length in a PNG, the engine for free graphs, and
    font files for characters that the fonts of the extra lack.
    """

    theme: str = "light"
    scale: float = 2.0
    engine: str = ""
    fonts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Format:
    """A way out. ``write`` takes what ``takes`` says, and `Options`, and returns text or bytes."""

    name: str
    takes: Takes
    suffixes: tuple[str, ...]
    mime: str
    write: Callable[[Any, Options], str | bytes]
    about: str = ""


FORMATS: Registry[Format] = Registry(
    "format",
    "lifecycle_map.formats",
    {
        "csv": "lifecycle_map.formats.csv:CSV",
        "docx": "lifecycle_map.formats.docx:DOCX",
        "dot": "lifecycle_map.formats.dot:DOT",
        "github": "lifecycle_map.formats.github:GITHUB",
        "graphml": "lifecycle_map.formats.graphml:GRAPHML",
        "html": "lifecycle_map.formats.html:HTML",
        "json": "lifecycle_map.formats.plain:JSON",
        "junit": "lifecycle_map.formats.junit:JUNIT",
        "markdown": "lifecycle_map.formats.markdown:MARKDOWN",
        "mermaid": "lifecycle_map.formats.mermaid:MERMAID",
        "mspdi": "lifecycle_map.formats.mspdi:MSPDI",
        "plan-csv": "lifecycle_map.formats.plan_csv:PLAN_CSV",
        "png": "lifecycle_map.formats.pictures:PNG",
        "sssom": "lifecycle_map.formats.sssom:SSSOM",
        "sarif": "lifecycle_map.formats.sarif:SARIF",
        "svg": "lifecycle_map.formats.pictures:SVG",
        "toml": "lifecycle_map.formats.plain:TOML",
        "xlsx": "lifecycle_map.formats.xlsx:XLSX",
        "yaml": "lifecycle_map.formats.plain:YAML",
    },
    {"md": "markdown", "mmd": "mermaid", "gv": "dot", "yml": "yaml"},
)
"""All formats, by name; add to it with `register_format` or an entry point."""


def register_format(format: Format) -> Format:
    """Add a format to those that `render` and `export` know, and return it."""
    return FORMATS.register(format.name, format)


def format_for(path: str) -> Format:
    """Return the format that the suffix of a path names, the longest that one has.

    ``.sssom.tsv`` comes before ``.tsv``. Raises `UnknownNameError`.
    """
    from pathlib import PurePath

    from lifecycle_map.errors import UnknownNameError

    name = PurePath(path).name.casefold()
    for names in (FORMATS.registered, FORMATS.names):
        fitting = [
            (len(suffix), format)
            for format in names()
            for suffix in FORMATS.get(format).suffixes
            if name.endswith(suffix) and len(name) > len(suffix)
        ]
        if fitting:
            return FORMATS.get(max(fitting, key=lambda found: found[0])[1])
    known = sorted(s for name in FORMATS.names() for s in FORMATS.get(name).suffixes)
    raise UnknownNameError("file suffix", PurePath(path).suffix.casefold() or path, tuple(known))
