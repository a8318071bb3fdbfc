"""Fonts for pixels and print: which files there are, and whether they have what is written.

No font of the machine is ever used, so that a picture is the same everywhere. Arimo is always
there; fonts of other scripts join it where a picture has letters of theirs.
"""

from __future__ import annotations

import os
import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import lru_cache, partial
from html import unescape
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from attrs import frozen

from lifecycle_map.errors import EngineError, MissingExtraError

_SHOWN = re.compile(r"<tspan[^>]*>([^<]*)</tspan>|<text[^>]*>([^<]*)</text>")
_TEXT = re.compile(r"<text( [^>]*)>(.*?)</text>", re.DOTALL)
_FAMILY = re.compile(' font-family="[^"]*"')
_BOLD = re.compile('font-weight="(?:700|bold)"')
_SIZE = re.compile('font-size="([0-9.]+)"')
_FILL = re.compile('fill="(#[0-9A-Fa-f]+)"')
_THIN = 28
_SHORT_TABLE = 4
_LONG_TABLE = 12
_LAST = 0xFFFF


@frozen(kw_only=True)
class Script:
    """Letters that Arimo lacks, and which files of which package of which extra have them.

    ``family`` is what the font calls itself, ``bold`` whether one of the files is bold.
    """

    letters: re.Pattern[str]
    package: str
    files: tuple[str, ...]
    extra: str
    family: str
    bold: bool


SCRIPTS = (
    Script(
        letters=re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
        package="fontpkg-ibm-plex-sans-arabic",
        files=("IBMPlexSansArabic-Bold.ttf", "IBMPlexSansArabic-Regular.ttf"),
        extra="draw",
        family="IBM Plex Sans Arabic",
        bold=True,
    ),
    Script(
        letters=re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"),
        package="pylopdf-fonts-jp",
        files=("NotoSansJP-Regular.otf",),
        extra="cjk",
        family="Noto Sans JP",
        bold=False,
    ),
)
"""What the extras have fonts for beside Latin, Greek, Cyrillic and Hebrew."""


def fonts_for(
    texts: Iterable[str], own: Iterable[str | os.PathLike[str]], what: str
) -> tuple[str, ...]:
    """Return the files of all fonts to draw SVG texts with: Arimo, the caller's ``own``, and those
    of the scripts that are in the texts and that none of these has.

    Raises `MissingExtraError`, which says ``what`` needs it, where an extra has the font; and
    `EngineError` with the name of a character that no font has: nobody reads empty boxes.
    """
    texts = tuple(texts)
    files = [*_installed("fontpkg-arimo", (), what, "draw"), *(os.fspath(font) for font in own)]
    for script in SCRIPTS:
        if any(script.letters.search(text) and _lacking(text, files) for text in texts):
            files += _installed(script.package, script.files, what, script.extra)
    for text in texts:
        check_glyphs(text, files)
    return tuple(files)


def dressed(svg: str, files: Iterable[str]) -> str:
    """Return SVG whose texts name the font of their script, so that bold is bold in it too.

    Without its name a font is found letter by letter, in whatever weight comes first. What a font
    has no bold for gets a thin line around its letters.
    """
    names = {os.path.basename(file) for file in files}
    for script in SCRIPTS:
        if names & set(script.files):
            svg = _TEXT.sub(partial(_in_script, script), svg)
    return svg


def _in_script(script: Script, found: re.Match[str]) -> str:
    if not script.letters.search(found[0]):
        return found[0]
    told = _FAMILY.sub("", found[1])
    look = f' font-family="{script.family}, Arimo"'
    bold, size, fill = (part.search(found[1]) for part in (_BOLD, _SIZE, _FILL))
    if bold and size and fill and not script.bold:
        width = float(size[1]) / _THIN
        look += f' stroke="{fill[1]}" stroke-width="{width:.2f}" stroke-linejoin="round"'
    return f"<text{look}{told}>{found[2]}</text>"


def _installed(package: str, names: tuple[str, ...], what: str, extra: str) -> list[str]:
    """Return the font files of a package, all or some, wherever pip has put them."""
    try:
        files = distribution(package).files or []
    except PackageNotFoundError as error:
        told = what if not names else f"{what} in this script"
        instead = (
            "write .svg instead" if not names else "write .svg, or name a font file with --font"
        )
        raise MissingExtraError(told, extra, instead) from error
    wanted = [file for file in files if (file.name in names if names else file.suffix == ".ttf")]
    return sorted(str(file.locate()) for file in wanted)


def _lacking(svg: str, files: Iterable[str]) -> bool:
    """Say whether some character of a picture is in none of these fonts."""
    try:
        check_glyphs(svg, files)
    except EngineError:
        return True
    return False


def check_glyphs(svg: str, files: Iterable[str]) -> None:
    """Raise `EngineError` that names a character which no font has: nobody reads empty boxes."""
    texts = (unescape(first or second) for first, second in _SHOWN.findall(svg))
    known = [_characters(file) for file in files]
    for text in texts:
        wanted = {char for char in text if _is_drawn(char)}
        lacking = [wanted - {char for char in wanted if ord(char) in font} for font in known]
        if all(lacking) and (_joins(text) or set.intersection(*lacking)):
            raise _missing(min(set.intersection(*lacking) or set.union(*lacking)))


def _joins(text: str) -> bool:
    """Say whether a text has joined letters, which resvg takes from one font with all the rest."""
    return any(unicodedata.bidirectional(char) == "AL" for char in text)


def _missing(char: str) -> EngineError:
    name = unicodedata.name(char, "a character without a name")
    return EngineError(
        "fonts",
        f"no font has '{char}' (U+{ord(char):04X}, {name}) together with the letters beside it; "
        "pass the file of a font that has it",
    )


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


@lru_cache(maxsize=16)
def _characters(file: str) -> frozenset[int]:
    """Return the characters that a font file has, from its table ``cmap``."""
    try:
        data = Path(file).read_bytes()
        return frozenset(_cmap(data))
    except (OSError, struct.error, ValueError) as error:
        raise EngineError("fonts", f"cannot use the font '{file}': {error}") from error


def _cmap(data: bytes) -> set[int]:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * i) for i in range(tables))
    places = {tag: offset for tag, _, offset, _ in records}
    if b"cmap" not in places:
        raise ValueError("it has no table of characters")
    base = places[b"cmap"]
    (count,) = struct.unpack_from(">H", data, base + 2)
    found: set[int] = set()
    for number in range(count):
        (offset,) = struct.unpack_from(">I", data, base + 4 + 8 * number + 4)
        found |= _subtable(data, base + offset)
    return found


def _subtable(data: bytes, at: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == _LONG_TABLE:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        spans = (struct.unpack_from(">II", data, at + 16 + 12 * i) for i in range(groups))
        return {code for first, last in spans for code in range(first, last + 1)}
    if kind == _SHORT_TABLE:
        (double,) = struct.unpack_from(">H", data, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
        firsts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
        runs = zip(firsts, ends, strict=True)
        return {code for first, last in runs for code in range(first, last + 1)} - {_LAST}
    return set()
