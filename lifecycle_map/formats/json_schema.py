"""JSON Schemas of the files that people write by hand, so that their editors complete the keys.

They are made from the classes of the model and from what the reference says of each key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from lifecycle_map.codec import RuleFile, WaiverFile
from lifecycle_map.errors import UnknownNameError
from lifecycle_map.formats.schema_types import WORDS, Definitions, Plain, about, heading
from lifecycle_map.layouts.theme_files import COLOUR, COLOURS, WIDEST
from lifecycle_map.layouts.themes import LIGHT, THEMES, Hue, Theme
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.diagrams import Tone

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://lifecycle-map.invalid/schemas/"
"""What the ids of the schemas begin with; nothing is to be fetched from there."""


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of file.

    ``name`` is ``lifecycle``, ``crosswalk``, ``rules``, ``facts``, ``waivers`` or ``theme``. The
    schema says what keys there are, what they mean and what may stand in them; what one part of a
    file says of another (that an end is there, that no key is there twice) only reading can tell.
    Raises `UnknownNameError`.
    """
    if name not in SCHEMAS:
        raise UnknownNameError("schema", name, tuple(SCHEMAS))
    definitions = Definitions()
    table = SCHEMAS[name](definitions)
    own = {"title": "Schema", "description": "where an editor finds this schema", "type": "string"}
    table["properties"] = {"$schema": own, **table["properties"]}
    head = {"$schema": DIALECT, "$id": f"{BASE}{schema_file(name)}"}
    return {**head, **table, "$defs": dict(sorted(definitions.tables.items()))}


def schema_file(name: str) -> str:
    """Return what the file of a schema is called by custom."""
    return f"{name}.schema.json"


def _table_of(cls: type[attrs.AttrsInstance]) -> Callable[[Definitions], Plain]:
    return lambda definitions: definitions.table(cls)


def _theme(definitions: Definitions) -> Plain:
    """Return the schema of a theme, of whose file nothing has to be given."""
    colour = {"type": "string", "pattern": f"^{COLOUR.pattern}$"}
    size = {"type": "number", "minimum": 0, "maximum": WIDEST}
    family = {"type": "string", "pattern": WORDS}
    shapes: Plain = {
        "base": {"type": "string", "enum": list(THEMES), "default": LIGHT.name},
        "name": {"type": "string"},
        **dict.fromkeys(COLOURS, colour),
        "hues": _hues(definitions, colour),
        "fonts": {"type": "array", "items": family, "minItems": 1},
        "logo": {"type": "array", "items": size, "minItems": 2, "maxItems": 2},
    }
    keys = {key: {**heading(Theme, key), **shape} for key, shape in shapes.items()}
    return {**about(Theme), "type": "object", "properties": keys, **_CLOSED}


def _hues(definitions: Definitions, colour: Plain) -> Plain:
    keys = {a.name: {**heading(Hue, a.name), **colour} for a in attrs.fields(Hue)}
    definitions.tables["Hue"] = {"type": "object", "properties": keys, **_CLOSED}
    sides = {tone.value: {"$ref": "#/$defs/Hue"} for tone in Tone}
    return {"type": "object", "properties": sides, **_CLOSED}


_CLOSED = {"additionalProperties": False}

SCHEMAS: dict[str, Callable[[Definitions], Plain]] = {
    "lifecycle": _table_of(Lifecycle),
    "crosswalk": _table_of(Crosswalk),
    "rules": _table_of(RuleFile),
    "facts": _table_of(Facts),
    "waivers": _table_of(WaiverFile),
    "theme": _theme,
}
"""The kinds of file that there is a schema for."""
