"""What a format is, and the table of those that there are."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from attrs import frozen

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.registries import Registry


class Takes(str, Enum):
    """What a format is made from.

    ``MODEL`` is the value itself (a lifecycle, crosswalk or alignment), the others are looks at
    it: a table, a document, a diagram. ``PAGE`` is a diagram where a picture is named, else the
    value itself.
    """

    MODEL = "model"
    TABLE = "table"
    DOCUMENT = "document"
    DIAGRAM = "diagram"
    PAGE = "page"


@frozen(kw_only=True)
class Options:
    """How to draw: theme (its name, or one of your own), size of the page, pixels per unit of
    length in a PNG, the engine for free graphs, font files for characters that the fonts of the
    extra lack, and the dialect of a language that has several.

    With ``steps``, a format that can hold several pictures shows the picture as it is built up;
    one that holds a single picture shows the ``frame`` of that number, from 0 (None is the whole).
    """

    theme: str | Theme = "light"
    size: str = "16:9"
    steps: bool = False
    frame: int | None = None
    scale: float = 2.0
    engine: str = ""
    fonts: tuple[str, ...] = ()
    dialect: str = ""


@frozen(kw_only=True)
class Artifact:
    """What a format made, text or bytes, and in words what it could not show of what it got."""

    content: str | bytes
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The content of a text format; raises `TypeError` for bytes."""
        if isinstance(self.content, bytes):
            raise TypeError("the content is bytes, not text")
        return self.content


@frozen(kw_only=True)
class Format:
    """A way out. ``write`` takes what ``takes`` says, and `Options`, and returns text or bytes,
    or an `Artifact` when there is something that it could not show.

    ``dialects`` are those that `Options` may name, the usual one first; ``frames`` says that it
    can hold all frames of a picture that is built up.
    """

    name: str
    takes: Takes
    suffixes: tuple[str, ...]
    mime: str
    write: Callable[[Any, Options], str | bytes | Artifact]
    about: str = ""
    dialects: tuple[str, ...] = ()
    frames: bool = False

    def made(self, look: Any, options: Options) -> Artifact:
        """Return what the format makes of what it takes; each warning begins with its name.

        Raises `UnknownNameError` for a dialect that the format does not have.
        """
        if options.dialect and options.dialect not in self.dialects:
            raise UnknownNameError(f"dialect of {self.name}", options.dialect, self.dialects)
        made = self.write(look, options)
        if not isinstance(made, Artifact):
            return Artifact(content=made)
        told = tuple(f"{self.name}: {warning}" for warning in made.warnings)
        return Artifact(content=made.content, warnings=told)


FORMATS: Registry[Format] = Registry(
    "format",
    "lifecycle_map.formats",
    {
        "archimate": "lifecycle_map.formats.archimate:ARCHIMATE",
        "bpmn": "lifecycle_map.formats.bpmn:BPMN",
        "csv": "lifecycle_map.formats.csv:CSV",
        "d2": "lifecycle_map.formats.d2:D2",
        "docx": "lifecycle_map.formats.docx:DOCX",
        "dot": "lifecycle_map.formats.dot:DOT",
        "drawio": "lifecycle_map.formats.drawio:DRAWIO",
        "excalidraw": "lifecycle_map.formats.excalidraw:EXCALIDRAW",
        "gexf": "lifecycle_map.formats.gexf:GEXF",
        "github": "lifecycle_map.formats.github:GITHUB",
        "graphml": "lifecycle_map.formats.graphml:GRAPHML",
        "html": "lifecycle_map.formats.html:HTML",
        "json": "lifecycle_map.formats.plain:JSON",
        "jsonld": "lifecycle_map.formats.jsonld:JSONLD",
        "junit": "lifecycle_map.formats.junit:JUNIT",
        "mapping-csv": "lifecycle_map.formats.mapping_tables:MAPPING_CSV",
        "mapping-xlsx": "lifecycle_map.formats.mapping_tables:MAPPING_XLSX",
        "markdown": "lifecycle_map.formats.markdown:MARKDOWN",
        "mermaid": "lifecycle_map.formats.mermaid:MERMAID",
        "mspdi": "lifecycle_map.formats.mspdi:MSPDI",
        "node-link": "lifecycle_map.formats.node_link:NODE_LINK",
        "oaei": "lifecycle_map.formats.oaei:OAEI",
        "pdf": "lifecycle_map.formats.pdf:PDF",
        "plan-csv": "lifecycle_map.formats.plan_csv:PLAN_CSV",
        "plantuml": "lifecycle_map.formats.plantuml:PLANTUML",
        "png": "lifecycle_map.formats.pictures:PNG",
        "pptx": "lifecycle_map.formats.pptx:PPTX",
        "sarif": "lifecycle_map.formats.sarif:SARIF",
        "sssom": "lifecycle_map.formats.sssom:SSSOM",
        "sssom-json": "lifecycle_map.formats.sssom_json:SSSOM_JSON",
        "svg": "lifecycle_map.formats.pictures:SVG",
        "toml": "lifecycle_map.formats.plain:TOML",
        "turtle": "lifecycle_map.formats.turtle:TURTLE",
        "xlsx": "lifecycle_map.formats.xlsx:XLSX",
        "yaml": "lifecycle_map.formats.plain:YAML",
    },
    {
        "md": "markdown",
        "mmd": "mermaid",
        "puml": "plantuml",
        "gv": "dot",
        "yml": "yaml",
        "ttl": "turtle",
        "json-ld": "jsonld",
    },
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

    name = PurePath(path).name.casefold()
    usual = name.rpartition(".")[2]
    # A name with one dot has one suffix: where a format is called so, no other need be imported.
    if name.count(".") == 1 and usual in FORMATS.registered():
        found = FORMATS.get(usual)
        if f".{usual}" in found.suffixes and len(name) > len(usual) + 1:
            return found
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
