"""Themes of one's own, from a file: house colours, fonts, and room for a logo."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, fields

from lifecycle_map.errors import Fault, InvalidFileError, closest
from lifecycle_map.layouts.themes import LIGHT, THEMES, Hue, Theme
from lifecycle_map.loading.native import lines_of, parse
from lifecycle_map.loading.places import placed
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.views.diagrams import Tone

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
COLOURS = ("page", "box", "ink", "muted", "quiet", "on_line", "good", "fair", "poor")
_SIDES = 2
WIDEST = 400
"""Of the room for a logo, in px, each way."""


def read_theme(path: str | os.PathLike[str]) -> Theme:
    """Read a theme from a TOML or JSON file.

    ``base`` names the theme that it changes (``light`` when it names none); the colours ``page``,
    ``box``, ``ink``, ``muted``, ``quiet``, ``on_line``, ``good``, ``fair`` and ``poor`` are texts
    such as ``"#1B5FAA"``; a table
    ``hues.project``, ``.service``, ``.interface`` or ``.neutral`` has a ``line`` and a ``tint``;
    ``fonts`` is a list of families, and ``logo`` the width and height, in px, of the room to keep
    free. Raises `UnreadableFileError`, and `InvalidFileError` with every fault.
    """
    data, name = read_bytes(path), os.fspath(path)
    plain = parse(data, name)
    faults = tuple(_faults(plain))
    if faults:
        raise InvalidFileError(name, placed(faults, lines_of(data, name, plain)))
    base = THEMES[plain.get("base", LIGHT.name)]
    colours = {key: plain[key].upper() for key in COLOURS if key in plain}
    wide, high = plain.get("logo", base.logo)
    return evolve(
        base,
        name=plain.get("name", "own"),
        hues={tone: _hue(base.hues[tone], plain, tone) for tone in base.hues},
        fonts=", ".join(plain["fonts"]) if "fonts" in plain else base.fonts,
        logo=(float(wide), float(high)),
        **colours,
    )


def _hue(base: Hue, plain: Mapping[str, Any], tone: Tone) -> Hue:
    given = plain.get("hues", {}).get(tone.value, {})
    return evolve(base, **{key: colour.upper() for key, colour in given.items()})


def _faults(plain: object) -> Iterator[Fault]:
    if not isinstance(plain, dict):
        yield Fault("", "a theme is a table of colours")
        return
    known = ("$schema", "base", "name", "hues", "fonts", "logo", *COLOURS)
    yield from _unknown("", plain, known)
    for key in set(COLOURS) & set(plain):
        yield from _colour(key, plain[key])
    yield from _hue_faults(plain.get("hues", {}))
    if plain.get("base", "light") not in THEMES:
        yield Fault("base", f"there is no theme {plain['base']!r}: {', '.join(THEMES)}")
    if not isinstance(plain.get("name", ""), str):
        yield Fault("name", "must be a text")
    if not _texts(plain.get("fonts", ["Arimo"])):
        yield Fault("fonts", 'must be a list of font families, as ["Calibri", "Arimo"]')
    if not _sizes(plain.get("logo", [0, 0])):
        yield Fault("logo", f"must be a width and a height in px, up to {WIDEST}, as [160, 60]")


def _hue_faults(hues: object) -> Iterator[Fault]:
    if not isinstance(hues, dict):
        yield Fault("hues", "must be a table for each of: " + ", ".join(t.value for t in Tone))
        return
    yield from _unknown("hues", hues, tuple(tone.value for tone in Tone))
    for name in [tone.value for tone in Tone if tone.value in hues]:
        place = f"hues.{name}"
        if not isinstance(hues[name], dict):
            yield Fault(place, "must have a line and a tint")
            continue
        parts = tuple(part.name for part in fields(Hue))
        yield from _unknown(place, hues[name], parts)
        for key in [key for key in parts if key in hues[name]]:
            yield from _colour(f"{place}.{key}", hues[name][key])


def _unknown(place: str, table: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Fault]:
    for key in table:
        if key not in known:
            near = closest(key, known)
            told = f"; did you mean '{near}'?" if near else f"; known are {', '.join(known)}"
            yield Fault(f"{place}.{key}".lstrip("."), f"unknown{told}")


def _colour(place: str, value: object) -> Iterator[Fault]:
    if not (isinstance(value, str) and COLOUR.fullmatch(value)):
        yield Fault(place, f"must be a colour such as '#1B5FAA', not {value!r}")


def _texts(value: object) -> bool:
    # A quote would end the attribute of a picture in which the families stand.
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(v, str) and re.fullmatch(r"[\w .-]+", v) for v in value)
    )


def _sizes(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == _SIDES
        and all(type(v) in (int, float) and 0 <= v <= WIDEST for v in value)
    )
