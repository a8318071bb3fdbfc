"""Files to fill in, with an explanation of each part, tied to a schema for editors."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from attrs import frozen

from lifecycle_map.codec import crosswalk_to_plain, lifecycle_to_plain
from lifecycle_map.errors import UnknownNameError, UnsuitableFormatError
from lifecycle_map.formats.json_schema import json_schema, schema_file
from lifecycle_map.formats.plain import to_json
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle


@frozen
class Template:
    """A kind of file to fill in: the schema that it follows, and the notations that are read."""

    schema: str
    notations: tuple[str, ...]
    about: str


_MODEL, _OTHER = ("toml", "json", "yaml"), ("toml", "json")
TEMPLATES = {
    "framework": Template("lifecycle", _MODEL, "stages, processes, products and roles of your own"),
    "crosswalk": Template("crosswalk", _MODEL, "what in one lifecycle belongs to what in another"),
    "facts": Template("facts", _OTHER, "what a plan does not say, for check --facts"),
    "waivers": Template("waivers", _OTHER, "gaps that are accepted, for check --baseline"),
}


def template(kind: str, notation: str = "toml", *, schema: str = "", key: str = "") -> str:
    """Return a file to fill in.

    ``schema`` is where an editor finds the schema of such files (as a rule the file that
    `schema_text` makes, beside this one). ``key`` takes the place of ``acme`` in a framework and a
    crosswalk. Raises `UnknownNameError` for a kind that there is not, and `UnsuitableFormatError`
    for a notation in which such files are not read.
    """
    if kind not in TEMPLATES:
        raise UnknownNameError("kind of file", kind, tuple(TEMPLATES))
    notations = TEMPLATES[kind].notations
    if notation not in notations:
        raise UnsuitableFormatError(notation, f"{kind} to fill in", notations)
    place = schema or f"./{schema_file(TEMPLATES[kind].schema)}"
    text = _shipped(kind)
    if key:
        text = text.replace('"acme', f'"{key}')
    if notation == "toml":
        return f"#:schema {place}\n{text}"
    return _linked(tomllib.loads(text), notation, place)


def linked(value: Lifecycle | Crosswalk, kind: str, notation: str) -> str:
    """Return a lifecycle or a crosswalk as a file that is linked to the schema beside it, as those
    of `template` are. Raises `UnsuitableFormatError` for a notation that is no native one.
    """
    if notation not in TEMPLATES[kind].notations:
        raise UnsuitableFormatError(notation, f"a {kind} to edit", TEMPLATES[kind].notations)
    plain = lifecycle_to_plain(value) if isinstance(value, Lifecycle) else crosswalk_to_plain(value)
    return _linked(plain, notation, f"./{schema_file(TEMPLATES[kind].schema)}")


def _linked(plain: dict[str, Any], notation: str, place: str) -> str:
    """Return plain data in a notation, in the way of which editors find the schema."""
    if notation == "json":
        return to_json({"$schema": place, **plain})
    if notation == "toml":
        import tomli_w

        return f"#:schema {place}\n{tomli_w.dumps(plain)}"
    from lifecycle_map.formats.yaml import to_yaml

    return f"# yaml-language-server: $schema={place}\n{to_yaml(plain)}"


def notation_of(name: str) -> str:
    """Return the notation that the suffix of a file stands for: TOML where there is none."""
    suffix = PurePath(name).suffix.casefold()
    return {"": "toml", ".yml": "yaml"}.get(suffix, suffix.removeprefix("."))


def schema_text(kind: str) -> tuple[str, str]:
    """Return the usual name and the text of the schema file that a kind of file is linked to."""
    name = TEMPLATES[kind].schema
    return schema_file(name), to_json(json_schema(name))


def _shipped(kind: str) -> str:
    folder = files("lifecycle_map.reference") / "templates"
    return (folder / f"{kind}.toml").read_text(encoding="utf-8")
