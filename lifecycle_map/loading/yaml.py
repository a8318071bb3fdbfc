"""YAML, as a third notation of the package's own files; needs the extra ``[yaml]`` (PyYAML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lifecycle_map.errors import Fault, InvalidFileError, MissingExtraError
from lifecycle_map.loading.native import crosswalk_in, lifecycle_in
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.sources import text_of
from lifecycle_map.loading.yaml_lines import YamlLines
from lifecycle_map.loading.yaml_values import Values
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle

_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What ends a line for PyYAML, and since YAML 1.2 does so no more.
_BREAKS = "\x85\u2028\u2029"
_PRIVATE = range(0xF0000, 0xFFFFE)
_START = re.compile(
    r"(?:\s++|#[^\n]*+\n|---[ \t]*\r?\n|%[^\n]*+\n)*[\"']?[\w-]+[\"']?[ \t]*:(?:\s|\Z)"
)
_LIFECYCLE = (
    re.compile(r"^[\"']?side[\"']?[ \t]*:", re.MULTILINE),
    re.compile(r"^[\"']?elements[\"']?[ \t]*:", re.MULTILINE),
)
_CROSSWALK = (re.compile(r"^[\"']?subject_lifecycle[\"']?[ \t]*:", re.MULTILINE),)


def looks_like_yaml(data: bytes) -> bool:
    """Return whether the content is a table in YAML with the keys of a lifecycle or crosswalk."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding, errors="replace")
    if not _START.match(text):
        return False
    return any(all(key.search(text) for key in keys) for keys in (_LIFECYCLE, _CROSSWALK))


def parse_yaml(text: str, path: str) -> Any:
    """Return the value of a YAML text; raises `InvalidFileError` with line and column.

    Raises `MissingExtraError` where PyYAML is not installed.
    """
    yaml = _pyyaml()
    bad = _UNPRINTABLE.search(text)
    if bad:
        told = f"the character U+{ord(bad[0]):04X} stands in no YAML; write it as an escape"
        fault = Fault("", told, text.count("\n", 0, bad.start()) + 1)
        raise InvalidFileError(path, (fault,))
    events, back = _events(text)
    try:
        return Values(path, back).build(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        told = f"no valid YAML: {error.problem or error.context}"
        fault = Fault(f"column {mark.column + 1}", told, mark.line + 1)
    except yaml.YAMLError as error:
        fault = Fault("", f"no valid YAML: {' '.join(str(error).split())[:200]}")
    raise InvalidFileError(path, (fault,)) from None


def read_yaml_lifecycle(reading: Reading) -> Lifecycle:
    """Return the lifecycle in a YAML file; raises `InvalidFileError` with every fault."""
    text = text_of(reading.data, reading.path)
    plain = parse_yaml(text, reading.path)
    return lifecycle_in(plain, reading.path, lambda: YamlLines.of(_events(text)[0]))


def read_yaml_crosswalk(reading: Reading) -> Crosswalk:
    """Return the crosswalk in a YAML file; raises `InvalidFileError` with every fault."""
    text = text_of(reading.data, reading.path)
    plain = parse_yaml(text, reading.path)
    return crosswalk_in(plain, reading.path, lambda: YamlLines.of(_events(text)[0]))


def _events(text: str) -> tuple[Iterator[Any], dict[int, str]]:
    """Return the events of a parser, and what to put back into the texts that they hold.

    The parser of libyaml, where PyYAML was built with it, is six times as fast as the other.
    """
    yaml = _pyyaml()
    there, back = _stand_ins(text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text.translate(there), Loader=loader), back


def _stand_ins(text: str) -> tuple[dict[int, str], dict[int, str]]:
    """Return what to put for line ends that are none, and what to put back after parsing."""
    if not any(character in text for character in _BREAKS):
        return {}, {}
    free = (chr(code) for code in _PRIVATE if chr(code) not in text)
    pairs = dict(zip(_BREAKS, free, strict=False))
    return str.maketrans(pairs), str.maketrans({new: old for old, new in pairs.items()})


def _pyyaml() -> Any:
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("reading YAML", "yaml", "TOML and JSON hold the same") from None
    return yaml


YAML = Reader(
    name="yaml",
    read=read_yaml_lifecycle,
    recognises=looks_like_yaml,
    suffixes=(".yaml", ".yml"),
    about="the package's own files, as YAML",
)
YAML_CROSSWALK = Reader(
    name="yaml",
    read=read_yaml_crosswalk,
    recognises=looks_like_yaml,
    suffixes=(".yaml", ".yml"),
    about="the package's own crosswalks, as YAML",
)
