"""Plain data as YAML text: one form for each value, that every reader of YAML takes alike.

Plain is only what cannot be taken for anything else by YAML 1.1 or 1.2; texts of several lines are
blocks where that keeps them exactly; all other texts stand in double quotes, in which every
character can be said. Nothing but the standard library is needed for it.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from functools import lru_cache
from typing import Any

LONGEST_KEY = 1000
"""How long a key may be that stands in one line with its value; YAML allows 1,024 characters."""

# No possessive group around what may be tried again: Python before 3.11.5 gets those wrong.
_PLAIN = re.compile(r"[^\W\d_](?:[ ,.;/()'+&%!?\"–—-]*+(?:\w|:(?=\w))|[.)'!?%](?=\Z))*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_UNSAFE_BLOCK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|[ \t]\n"
)


def to_yaml(plain: Any) -> str:
    """Return plain data as YAML text."""
    out: list[str] = []
    if isinstance(plain, dict | list | tuple) and plain:
        _write(plain, "", out)
        return "".join(out)
    return f"{_scalar(plain, '')}\n"


def _write(plain: Any, pad: str, out: list[str]) -> None:
    """Append the lines of a table or list that is not empty."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            _write_part(f"{pad}{_key(key)}:", value, pad, out)
        return
    for item in plain:
        if isinstance(item, dict | list | tuple) and item:
            start = len(out)
            _write(item, f"{pad}  ", out)
            # What the item begins with stands beside its dash.
            out[start] = f"{pad}- {out[start][len(pad) + 2 :]}"
        else:
            out.append(f"{pad}- {_scalar(item, pad)}\n")


def _write_part(start: str, value: Any, pad: str, out: list[str]) -> None:
    if len(start) > LONGEST_KEY:
        start = f"{pad}? {start[len(pad) : -1]}\n{pad}:"
    if isinstance(value, dict | list | tuple) and value:
        out.append(f"{start}\n")
        _write(value, f"{pad}  ", out)
    else:
        out.append(f"{start} {_scalar(value, pad)}\n")


@lru_cache(maxsize=1000)
def _key(key: str) -> str:
    return _text(key)


def _scalar(value: Any, pad: str) -> str:
    if isinstance(value, str):
        return _text(value) if "\n" not in value else _block(value, pad)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return "{}" if isinstance(value, dict) else "[]"
    return str(value)


def _number(value: float) -> str:
    """Return a number with a point, without which YAML 1.1 takes ``1e-07`` for a text."""
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    mantissa, e, exponent = repr(value).partition("e")
    return f"{mantissa if '.' in mantissa else f'{mantissa}.0'}{e}{exponent}"


def _text(text: str) -> str:
    """Return a text in one line, plain where no reader can take it for anything else."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted)


def _block(text: str, pad: str) -> str:
    """Return a text of several lines as a block, where that keeps it exactly."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not all(line and not line[0].isspace() for line in lines) or _UNSAFE_BLOCK.search(
        f"{body}\n"
    ):
        return _text(text)
    mark = "|" if text.endswith("\n") else "|-"
    return "\n".join([mark, *(f"{pad}  {line}" for line in lines)])
