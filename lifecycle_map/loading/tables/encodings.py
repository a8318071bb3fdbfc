"""The encoding of a text: by its mark, by its bytes, or by the one in which it makes sense."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from lifecycle_map.errors import Fault, InvalidFileError, InvalidOptionError
from lifecycle_map.loading.readers import Reading

FALLBACKS = (
    "cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "cp1255", "cp1256", "gb18030", "shift_jis",
    "big5", "cp949", "koi8-r", "mac_roman",
)  # fmt: skip
"""What tables that are no UTF-8 are written in; Excel in the west takes the first."""
HEAD = 65_536
"""So many bytes are looked at to see what a text is; a multiple of four, for UTF-16 and UTF-32."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(reading: Reading, sense: Callable[[str], float]) -> str:
    """Return the text of a file; what is no UTF-8 is read in another encoding, and that told.

    ``sense`` says how much sense a text makes: the encoding in which it makes most is taken.

    Raises `InvalidFileError` for what is no text, and `InvalidOptionError` for an encoding of the
    options that there is not.
    """
    data, wanted = reading.data, reading.options.encoding
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    encoding = wanted or marked or _unmarked(data)
    try:
        text = data.decode(encoding)
    except (LookupError, ValueError) as error:
        if not isinstance(error, UnicodeDecodeError):
            told = "there is no such encoding of text"
            raise InvalidOptionError(f"--encoding {encoding}", told) from None
        encoding, text = _fallback(reading, error, encoding, sense)
    if "\0" in text and _is_binary(text):
        raise InvalidFileError(reading.path, (Fault("", "it is a binary file, no text"),))
    reading.understand("the encoding", encoding)
    return text


def _unmarked(data: bytes) -> str:
    """Return UTF-16 for text whose every second byte is nothing, else UTF-8."""
    head = data[:2000]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 3 and head[first::2].count(0) > 0.4 * len(head):  # noqa: PLR2004
            return name
    return "utf-8"


def _fallback(
    reading: Reading, error: UnicodeDecodeError, encoding: str, sense: Callable[[str], float]
) -> tuple[str, str]:
    """Return the first of the encodings in which the text makes most sense, and the text."""
    data = reading.data
    line = data[: error.start].count(b"\n") + 1
    told = f"the byte {data[error.start]:#04x} is no text in {encoding.upper()}"
    if reading.options.encoding or encoding != "utf-8" or b"\0" in data[:4096]:
        kind = "it is a binary file, or " if b"\0" in data[:4096] else ""
        raise InvalidFileError(reading.path, (Fault("", kind + told, line),)) from None
    head = data[:HEAD]
    name = max(FALLBACKS, key=lambda name: sense(head.decode(name, errors="replace")))
    reading.mend(f"{told}; read as {name} (--encoding says which it is)", line=line)
    return name, data.decode(name, errors="replace")


def head_of(data: bytes) -> bytes:
    """Return the beginning of a text, and no half of a letter at its end."""
    if len(data) <= HEAD or b"\0" in data[:HEAD]:
        return data[:HEAD]
    return data[:HEAD].rstrip(bytes(range(0x80, 0x100)))


def _is_binary(text: str) -> bool:
    """Return whether so many characters are no text that the file is none; a NUL may be a slip."""
    odd = sum(character < " " and character not in "\t\r\n" for character in text[:4096])
    return odd > 0.02 * min(len(text), 4096) + 1
