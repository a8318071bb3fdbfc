"""The package's own files: TOML and JSON, one schema."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from typing import Any

from lifecycle_map.codec import crosswalk_from_plain, lifecycle_from_plain
from lifecycle_map.errors import Fault, InvalidFileError, InvalidModelError
from lifecycle_map.loading.places import JsonLines, LineOf, TomlLines, placed
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sources import text_of
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

# What may hold any sign without meaning it: texts of all four kinds, and comments.
_TOML_STRINGS = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"|#[^\n]*+|'''
    r"""'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'""",
    re.DOTALL,
)
_JSON_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
# A key of many parts; a text in it counts as one letter by now.
_LONG_KEY = re.compile(r"(?<![\w.-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){50,}")

DEEPEST = 64
"""How deep brackets may nest; our own schema needs six levels."""

NO_LIFECYCLE = Fault("", "this is a crosswalk, not a lifecycle: read it with read_crosswalk")
"""What a crosswalk is told that was taken for a lifecycle."""

LONGEST_KEY = 200
"""How many characters a TOML key may have; longer dotted ones make the parser take gigabytes."""


def parse_toml(data: bytes, path: str) -> dict[str, Any]:
    """Return the tables of a TOML file; raises `InvalidFileError` with line and column."""
    text = text_of(data, path)
    bare = _TOML_STRINGS.sub(lambda m: "" if m[0].startswith("#") else "s", text)
    _refuse_depth(bare, path)
    if _LONG_KEY.search(bare):
        raise InvalidFileError(path, (Fault("", f"a key of over {LONGEST_KEY} characters"),))
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError) as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        message = re.sub(r" \(at .*\)$", "", str(error))
        where = f"column {place[2]}" if place else "at the end of the file"
        line = int(place[1]) if place else text.count("\n") + 1
        raise InvalidFileError(path, (Fault(where, f"no valid TOML: {message}", line),)) from None


def parse_json(data: bytes, path: str) -> Any:
    """Return the value of a JSON file; raises `InvalidFileError` with line and column.

    Refuses what is no JSON (NaN) and what a reader would lose (a key given twice).
    """
    text = text_of(data, path)
    _refuse_depth(_JSON_STRINGS.sub("", text), path)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        fault = Fault(f"column {error.colno}", f"no valid JSON: {error.msg}", error.lineno)
    except ValueError as error:
        fault = Fault("", f"no valid JSON: {error}")
    raise InvalidFileError(path, (fault,))


def parse(data: bytes, path: str) -> Any:
    """Return the plain data of a native file: JSON when it starts with a brace or is called so."""
    return parse_json(data, path) if _is_json(data, path) else parse_toml(data, path)


def _is_json(data: bytes, path: str) -> bool:
    first = data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
    return first == b"{" or path.casefold().endswith(".json")


def lifecycle_of(data: bytes, path: str) -> Lifecycle:
    """Return the lifecycle in a native file; raises `InvalidFileError` with every fault."""
    plain = parse(data, path)
    return lifecycle_in(plain, path, lambda: lines_of(data, path, plain))


def crosswalk_of(data: bytes, path: str) -> Crosswalk:
    """Return the crosswalk in a native file; raises `InvalidFileError` with every fault."""
    plain = parse(data, path)
    return crosswalk_in(plain, path, lambda: lines_of(data, path, plain))


def lifecycle_in(plain: object, path: str, lines: Callable[[], LineOf]) -> Lifecycle:
    """Return the lifecycle in the plain data of a file, in whichever notation.

    ``lines`` makes what finds the lines of faults. Raises `InvalidFileError` with every fault.
    """
    if isinstance(plain, dict) and "subject_lifecycle" in plain:
        raise InvalidFileError(path, (NO_LIFECYCLE,))
    try:
        return lifecycle_from_plain(plain, path)
    except InvalidModelError as error:
        raise InvalidFileError(path, placed(error.faults, lines())) from None


def crosswalk_in(plain: object, path: str, lines: Callable[[], LineOf]) -> Crosswalk:
    """Return the crosswalk in the plain data of a file; as `lifecycle_in`."""
    if isinstance(plain, dict) and "side" in plain and "subject_lifecycle" not in plain:
        fault = Fault("", "this is a lifecycle, not a crosswalk: read it with read_lifecycle")
        raise InvalidFileError(path, (fault,))
    try:
        return crosswalk_from_plain(plain, path)
    except InvalidModelError as error:
        raise InvalidFileError(path, placed(error.faults, lines())) from None


def lines_of(data: bytes, path: str, plain: Any) -> LineOf:
    """Return what finds the lines of faults in a native file."""
    text = text_of(data, path)
    return JsonLines(text) if _is_json(data, path) else TomlLines(text, plain)


def _refuse_depth(text: str, path: str) -> None:
    """Refuse what nests so deep that a recursive parser would overflow."""
    depth = deepest = 0
    for bracket in re.finditer(r"[\[{]|[\]}]", text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise InvalidFileError(path, (Fault("", f"brackets nest over {DEEPEST} deep"),))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(f"the key '{twice[:60]}' is given twice")
    return table


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def looks_like_json(data: bytes) -> bool:
    """Return whether the content starts as a JSON object does, and not as one of JSON-LD."""
    return bool(_JSON_START.match(data)) and not _LINKED_START.match(data)


def looks_like_toml(data: bytes) -> bool:
    """Return whether the first line that says something is a key or a table."""
    return bool(_TOML_START.match(data))


# A brace, but for the one of RTF.
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\{(?!\\rtf)")
_LINKED_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*+\{\s*+"@(?:context|graph|id|type)"')
_TOML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|#[^\n]*+\n)*+(?!(?i:sep)=.[\r\n])"
    rb'(?:(?:[\w-]+|"[^"\n]*")\s*=|\[\[?[\w. -]+\])'
)
# "sep=;" is how a table tells Excel what stands between its cells.


def _lifecycle(reading: Reading) -> Lifecycle:
    return lifecycle_of(reading.data, reading.path)


def _crosswalk(reading: Reading) -> Crosswalk:
    return crosswalk_of(reading.data, reading.path)


JSON = Reader(
    name="json",
    read=_lifecycle,
    recognises=looks_like_json,
    suffixes=(".json",),
    about="the package's own files, as JSON",
)
TOML = Reader(
    name="toml",
    read=_lifecycle,
    recognises=looks_like_toml,
    suffixes=(".toml",),
    about="the package's own files, as TOML",
)
JSON_CROSSWALK = Reader(
    name="json",
    read=_crosswalk,
    recognises=looks_like_json,
    suffixes=(".json",),
    about="the package's own crosswalks, as JSON",
)
TOML_CROSSWALK = Reader(
    name="toml",
    read=_crosswalk,
    recognises=looks_like_toml,
    suffixes=(".toml",),
    about="the package's own crosswalks, as TOML",
)
