"""Files to fill in, with an explanation of each part, tied to a schema for editors."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from attrs import frozen

from lifecycle_map.errors import UnknownNameError, UnsuitableFormatError
from lifecycle_map.formats.json_schema import json_schema, schema_file
from lifecycle_map.formats.plain import to_json


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
    plain = tomllib.loads(text)
    if notation == "json":
        return to_json({"$schema": place, **plain})
    from lifecycle_map.formats.yaml import to_yaml

    return f"# yaml-language-server: $schema={place}\n{to_yaml(plain)}"


def schema_text(kind: str) -> tuple[str, str]:
    """Return the usual name and the text of the schema file that a kind of file is linked to."""
    name = TEMPLATES[kind].schema
    return schema_file(name), to_json(json_schema(name))


def _shipped(kind: str) -> str:
    folder = files("lifecycle_map.reference") / "templates"
    return (folder / f"{kind}.toml").read_text(encoding="utf-8")
