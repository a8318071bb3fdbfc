"""What a reader is, and the table of those that there are."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.registries import Registry


@frozen(kw_only=True)
class Reader:
    """How one format is read.

    ``recognises`` looks at the content, ``suffixes`` at the name when no content was recognised.
    ``read`` takes the content and the path (for messages) and raises `InvalidFileError`.
    """

    name: str
    read: Callable[[bytes, str], Lifecycle]
    recognises: Callable[[bytes], bool]
    suffixes: tuple[str, ...] = ()
    about: str = ""


READERS: Registry[Reader] = Registry(
    "reader",
    "lifecycle_map.readers",
    {
        "json": "lifecycle_map.loading.native:JSON",
        "toml": "lifecycle_map.loading.native:TOML",
        "mspdi": "lifecycle_map.loading.plans.mspdi:MSPDI",
        "ganttproject": "lifecycle_map.loading.plans.ganttproject:GANTTPROJECT",
    },
)
"""All readers, by name; add to it with `register_reader` or an entry point."""


def register_reader(reader: Reader) -> Reader:
    """Add a reader to those that `read_lifecycle` tries, and return it."""
    return READERS.register(reader.name, reader)
