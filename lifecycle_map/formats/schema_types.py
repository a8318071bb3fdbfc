"""The types of the model as JSON Schema: what a file may say where a class wants such a value.

It follows `codec`, which reads the files; the tests hold the two together.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import attrs
from attrs import define, field

from lifecycle_map.loading.meanings import meanings_of
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, View
from lifecycle_map.model.elements import ELEMENTS, Alias, Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Relation
from lifecycle_map.model.sources import Source
from lifecycle_map.model.validating import WHOLES

Plain = dict[str, Any]

# A letter or digit of any script: the two dialects of patterns (JavaScript's and Python's) share no
# sign for it, so the signs of ASCII that are none are taken out.
_LETTERS = r"[^\x00-/:-@\[-^`{-\x7f]+"
WORDS = r"^[^\x00-\x1f!-,/:-@\[-^`{-\x7f]+$"
"""Letters and digits of any script, blanks, points and hyphens."""
_KEY = rf"{_LETTERS}(?:[-.]{_LETTERS})*"
KEY = rf"^{_KEY}$"
"""A key of the model, see `model.refs.KEY`."""
_CROSSWALK_KEY = rf"^{_KEY}(?:--{_KEY})*$"
_REF = rf"^{_KEY}(?::{_KEY})?$"
_LANGUAGE = r"^[a-z]{2,3}(-[a-z0-9]+)*$"
_MOMENT = (
    r"^(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
_NOT_BLANK = r"\S"

_SCALARS: dict[Any, Plain] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Ref: {"type": "string", "pattern": _REF},
    datetime: {"type": "string", "pattern": _MOMENT},
    date: {"type": "string", "pattern": _MOMENT},
    tuple[Alias, ...]: {
        "type": "object",
        "propertyNames": {"pattern": _LANGUAGE},
        "additionalProperties": {
            "type": "array",
            "items": {"type": "string", "pattern": _NOT_BLANK},
        },
    },
    tuple[Property, ...]: {
        "type": "object",
        "propertyNames": {"minLength": 1},
        "additionalProperties": {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        },
    },
}
_PATTERNS: dict[tuple[type, str], str] = {
    (Lifecycle, "key"): KEY,
    (Element, "key"): KEY,
    (Element, "name"): _NOT_BLANK,
    (Crosswalk, "key"): _CROSSWALK_KEY,
    (View, "key"): KEY,
    (Source, "title"): _NOT_BLANK,
}
_ENDS = ("subject", "object")


@define
class Definitions:
    """The schemas of the classes met so far, by their names, each once."""

    tables: dict[str, Plain] = field(factory=dict)

    def of(self, hint: Any) -> Plain:
        """Return the schema of a type."""
        if get_origin(hint) is UnionType:
            return self.of(next(each for each in get_args(hint) if each is not NoneType))
        if hint in _SCALARS:
            return dict(_SCALARS[hint])
        if get_origin(hint) is tuple:
            return {"type": "array", "items": self.of(get_args(hint)[0])}
        if issubclass(hint, Enum):
            return {"type": "string", "enum": [member.value for member in hint]}
        return {"$ref": f"#/$defs/{self._named(hint)}"}

    def table(self, cls: type[attrs.AttrsInstance]) -> Plain:
        """Return the schema of a class, as a table with a key for each field."""
        fields = attrs.fields(cls)
        hints = get_type_hints(cls)
        held = {a.name: self._key(cls, a, hints[a.name]) for a in fields}
        required = [a.name for a in fields if a.default is attrs.NOTHING]
        return {
            **about(cls),
            "type": "object",
            "properties": held,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _named(self, cls: type[attrs.AttrsInstance]) -> str:
        if cls.__name__ not in self.tables:
            self.tables[cls.__name__] = {}
            made = self._elements() if cls is Element else self.table(cls)
            self.tables[cls.__name__] = made | (_ENDS_OF_ROWS if cls is Correspondence else {})
        return cls.__name__

    def _elements(self) -> Plain:
        """Return the schema of an element: its ``kind`` says which other keys it may have."""
        for kind, cls in ELEMENTS.items():
            table = self.table(cls)
            word = {"title": "Kind", "description": "what it is", "const": kind}
            table["properties"] = {"kind": word, **table["properties"]}
            table["required"] = ["kind", *table["required"]]
            self.tables[cls.__name__] = table
        ways = [{"$ref": f"#/$defs/{cls.__name__}"} for cls in ELEMENTS.values()]
        return {**about(Element), "oneOf": ways}

    def _key(self, cls: type, held: attrs.Attribute[Any], hint: Any) -> Plain:
        schema = self.of(hint)
        for (owner, name), pattern in _PATTERNS.items():
            if issubclass(cls, owner) and name == held.name:
                schema["pattern"] = pattern
        if held.name in WHOLES:
            schema |= {"minimum": 0, "maximum": WHOLES[held.name]}
        if held.name == "duration":
            schema["minimum"] = 0
        if held.name in _ENDS and cls in (Relation, Correspondence):
            schema = {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}
        return {**heading(cls, held.name), **schema, **_default(held.default)}


_ENDS_OF_ROWS: Plain = {
    "if": {"properties": {"match": {"const": "none"}}},
    "then": {"oneOf": [{"required": [end]} for end in _ENDS]},
    "else": {"required": list(_ENDS)},
}
"""A row that matches none names just one end, any other both."""


def heading(cls: type, key: str) -> Plain:
    """Return what an editor shows of a key: its name in words, and what it means."""
    return {"title": _title(key), "description": meanings_of(cls)[key]}


def _default(value: Any) -> Plain:
    """Return the default of a field, where a file could say it."""
    if isinstance(value, Enum):
        return {"default": value.value}
    return {"default": value} if isinstance(value, str | int | float) else {}


def _title(name: str) -> str:
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name)
    return words.replace("_", " ").strip().capitalize()


def about(cls: type) -> Plain:
    """Return what an editor shows of a class: its name, and the first paragraph about it."""
    first = (cls.__doc__ or "").strip().partition("\n\n")[0]
    return {
        "title": _title(cls.__name__),
        "description": " ".join(first.split()).replace("``", "`"),
    }
