"""Scenes as one HTML file: the picture, what is in it as a list, search, steps; no request."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from attrs import evolve

from lifecycle_map.formats.html_pictures import Entry, entries, picture
from lifecycle_map.formats.html_words import html_words
from lifecycle_map.formats.outputs import Options
from lifecycle_map.formats.pictures import scenes_of
from lifecycle_map.formats.xml import escape
from lifecycle_map.layouts.captions import runs_leftwards
from lifecycle_map.layouts.scenes import Scene
from lifecycle_map.layouts.themes import LIGHT, THEMES
from lifecycle_map.views.diagrams import Diagram

_DARK = 0.2
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def picture_page(diagram: Diagram, options: Options) -> str:
    """Return a diagram as one HTML file; the light theme brings the dark one, if there is one."""
    scenes = scenes_of(diagram, options)
    dark: tuple[Scene, ...] = ()
    if options.theme == LIGHT.name and "dark" in THEMES:
        dark = scenes_of(diagram, evolve(options, theme="dark"))
    return scenes_to_html(scenes, dark)


def scenes_to_html(scenes: Sequence[Scene], dark: Sequence[Scene] = ()) -> str:
    """Return scenes as one HTML file: the steps of a picture, the last being the whole.

    ``dark`` are the same scenes in a dark theme, for people who ask their system for one. The file
    asks for nothing, and its rules (CSP) forbid it to.
    """
    whole, words = scenes[-1], html_words(scenes[-1].language)
    style, script = _asset("html_page.css"), _asset("html_page.js")
    schemes = _schemes(scenes, dark)
    listed = entries(whole)
    title = escape(whole.title.strip() or "Diagram")
    direction = "rtl" if runs_leftwards(whole.language) else "ltr"
    return (
        f'<!doctype html>\n<html lang="{escape(whole.language)}" dir="{direction}" '
        f'class="{_scheme(whole, bool(dark))}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n<style>{style}</style>\n'
        f"</head>\n<body>\n<header>\n<h1>{title}</h1>\n{_controls(len(scenes), words)}\n</header>\n"
        f'<main>\n<figure>\n<div class="view" tabindex="0" role="region" '
        f'aria-label="{escape(words["picture"])}">\n{schemes}\n</div>\n'
        f"<figcaption>{_paragraphs(whole.description)}</figcaption>\n</figure>\n"
        f"{_aside(listed, words)}\n</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _schemes(scenes: Sequence[Scene], dark: Sequence[Scene]) -> str:
    light = picture(scenes, "light" if dark else "only")
    return light + ("\n" + picture(dark, "dark") if dark else "")


def _scheme(scene: Scene, both: bool) -> str:
    """Return how the page around a picture looks: as the system wants, or as the picture does."""
    if both:
        return "either"
    digits = scene.background.lstrip("#")
    full = "".join(2 * d for d in digits) if len(digits) == 3 else digits  # noqa: PLR2004
    try:
        parts = [part / 255 for part in bytes.fromhex(full)]
    except ValueError:
        return "bright"
    light = sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=False))
    return "night" if light < _DARK else "bright"


def _controls(steps: int, words: dict[str, str]) -> str:
    walk = (
        f'<span class="steps" role="group" aria-label="{escape(words["steps"])}">'
        f'<button type="button" id="back">{escape(words["back"])}</button>'
        f'<output id="step" data-words="{escape(words["step"])}"></output>'
        f'<button type="button" id="next">{escape(words["next"])}</button></span>'
        if steps > 1
        else ""
    )
    return (
        f'<div class="controls" id="controls" data-steps="{steps}" hidden>{walk}'
        f'<label>{escape(words["search"])} <input type="search" id="search" autocomplete="off">'
        f'</label> <output id="found" data-words="{escape(words["found"])}"></output>'
        f'<button type="button" id="size" aria-pressed="false">{escape(words["size"])}</button>'
        "</div>"
    )


def _aside(listed: Sequence[Entry], words: dict[str, str]) -> str:
    items = "\n".join(
        f'<li><button type="button" class="entry" data-keys="{escape(entry.keys)}">'
        f"<b>{escape(entry.name)}</b>{_more(entry)}</button></li>"
        for entry in listed
    )
    return (
        f'<aside>\n<section id="panel" aria-live="polite" aria-label="{escape(words["details"])}" '
        f'data-connected="{escape(words["connected"])}"><p class="help">{escape(words["help"])}</p>'
        f'</section>\n<nav aria-label="{escape(words["list"])}">\n<h2>{escape(words["list"])}</h2>'
        f"\n<ul>\n{items}\n</ul>\n</nav>\n</aside>"
    )


def _more(entry: Entry) -> str:
    return "".join(f" <span>{escape(line)}</span>" for line in entry.more)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files("lifecycle_map.formats").joinpath(name).read_text("utf-8")
