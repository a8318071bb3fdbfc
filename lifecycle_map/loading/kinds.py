"""What a file is that no reader takes, said so that its owner knows what to do."""

from __future__ import annotations

import re


def kind_of(data: bytes, suffix: str) -> str:
    """Return what a file is, in words that end a sentence begun with "it is"."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return f"XML of a kind that no reader knows{_root_of(data)}"
    if b"\0" in data[:4096]:
        return "a binary file"
    return "a format that no reader knows"


def _root_of(data: bytes) -> str:
    """Return how the outermost element of XML begins, for a message; nothing if that is unclear."""
    root = re.search(rb"<([A-Za-z_][^<>]{0,200})", data[:4096])
    return f", <{' '.join(root[1].decode('utf-8', 'replace').split())[:120]} …>" if root else ""
