"""Every error that this package raises on purpose.

An error is a value: its fields hold the facts, ``__str__`` makes the sentence that says what is
wrong, where, and what to do. Each kind also is the builtin that it specialises, so that
``except KeyError`` and ``except LifecycleMapError`` both work.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Fault:
    """One thing that is wrong in a model or a file.

    ``place`` is a path into the data (``elements[3].name``), ``line`` the line of the file where
    it is known (counted from 1; 0 when it is not).
    """

    place: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class LifecycleMapError(Exception):
    """The base of all errors that this package raises on purpose."""


@frozen
class UnknownNameError(LifecycleMapError, LookupError):
    """A name that is not among the known ones, with the nearest that is."""

    kind: str
    name: str
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        near = closest(self.name, self.known)
        hint = f"; did you mean '{near}'?" if near else ""
        listed = f" (known: {_listed(self.known)})" if self.known else ""
        return f"unknown {self.kind} '{_shown(self.name)}'{hint}{listed}"


@frozen
class UnknownElementError(LifecycleMapError, KeyError):
    """A key that a lifecycle does not hold."""

    lifecycle: str
    key: str
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        # Whatever was asked for is shown, a number or None too.
        near = closest(str(self.key), self.known)
        hint = f"; did you mean '{near}'?" if near else ""
        return f"'{self.lifecycle}' has no element '{_shown(str(self.key))}'{hint}"


@frozen
class InvalidRefError(LifecycleMapError, ValueError):
    """A text that is not a reference of the form ``lifecycle:key``."""

    text: str

    def __str__(self) -> str:
        return (
            f"'{_shown(self.text)}' is not a reference: write lifecycle:key, "
            "as in itil-2011:service-design"
        )


@frozen
class InvalidModelError(LifecycleMapError, ValueError):
    """A lifecycle or crosswalk that breaks the rules of the model; holds every fault found."""

    subject: str
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return _in_a_screen(f"{self.subject}: {fault}" for fault in self.faults)


@frozen
class InvalidFileError(LifecycleMapError, ValueError):
    """A file whose content cannot be taken; holds every fault found, each with its place."""

    path: str
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return _in_a_screen(
            f"{self.path}: line {fault.line}: {fault}" if fault.line else f"{self.path}: {fault}"
            for fault in self.faults
        )


@frozen
class InvalidOptionError(LifecycleMapError, ValueError):
    """An option whose value cannot be meant."""

    option: str
    reason: str

    def __str__(self) -> str:
        return f"'{_shown(self.option)}': {self.reason}"


@frozen
class WrongKindError(LifecycleMapError, TypeError):
    """An argument of another kind than a function takes: a name where a lifecycle is wanted."""

    function: str
    wanted: str
    given: object

    def __str__(self) -> str:
        shown = _shown(repr(self.given), 60)
        hint = ""
        if isinstance(self.given, str) and self.wanted == "Lifecycle":
            hint = "; load_lifecycle(name) loads one by its name, read_lifecycle(path) reads a file"
        elif self.wanted == "Alignment":
            hint = "; align(plan, service) makes one"
        return f"{self.function} takes {_article(self.wanted)}, not {shown}{hint}"


@frozen
class UnreadableFileError(LifecycleMapError, OSError):
    """A path that cannot be read at all: missing, a folder, empty, no text, too large."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"cannot read '{_shown(self.path, 400)}': {_shown(self.reason, 800)}"


@frozen
class UnwritableFileError(LifecycleMapError, OSError):
    """A file that could not be written; what stood there before is untouched."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"cannot write '{_shown(self.path, 400)}': {self.reason}; nothing was changed"


@frozen
class UnsuitableFormatError(LifecycleMapError, TypeError):
    """A format, or a kind of picture, that cannot show the kind of thing that it was given."""

    format: str
    subject: str
    suitable: tuple[str, ...] = ()
    kind: str = "format"

    def __str__(self) -> str:
        instead = f"; {self.kind}s that can: {', '.join(self.suitable)}" if self.suitable else ""
        return f"the {self.kind} '{self.format}' cannot hold {self.subject}{instead}"


@frozen
class MissingExtraError(LifecycleMapError, ImportError):
    """Something that needs an optional package which is not installed."""

    what: str
    extra: str
    instead: str = ""

    def __str__(self) -> str:
        without = f"; without it: {self.instead}" if self.instead else ""
        return f"{self.what} needs an extra: pip install 'lifecycle-map[{self.extra}]'{without}"


class LeftOutWarning(UserWarning):
    """Something that a format has no place for, and that the file written therefore lacks."""


@frozen
class BrokenPluginError(LifecycleMapError, ImportError):
    """Something that an installed package announces and that cannot be used."""

    kind: str
    name: str
    value: str
    reason: str

    def __str__(self) -> str:
        return (
            f"the {self.kind} '{_shown(self.name)}' of an installed package ({self.value}) cannot "
            f"be used: {_shown(self.reason, 400)}; mend or uninstall that package"
        )


@frozen
class EngineError(LifecycleMapError, RuntimeError):
    """A drawing engine that is missing or that failed."""

    engine: str
    reason: str

    def __str__(self) -> str:
        return f"{self.engine}: {self.reason}"


def closest(name: str, known: Iterable[str]) -> str:
    """Return the known name that ``name`` most likely stood for, or an empty text."""
    import difflib

    by_folded = {word.casefold(): word for word in known}
    begun = [word for word in by_folded if len(name) > 1 and word.startswith(name.casefold())]
    if begun:
        return by_folded[min(begun, key=len)]
    near = difflib.get_close_matches(name[:100].casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else ""


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'AEIOU' else 'a'} {noun}"


def _shown(name: str, limit: int = 80) -> str:
    """Return ``name`` short and on one line."""
    flat = " ".join(name.split())
    return flat if len(flat) <= limit else f"{flat[:limit]}…"


def _in_a_screen(lines: Iterable[str], limit: int = 1900, longest: int = 400) -> str:
    """Return lines as a text of limited length that says how many more there are."""
    told: list[str] = []
    length = more = 0
    for line in lines:
        flat = _shown(line, longest)
        length += len(flat) + 1
        if length > limit:
            more += 1
        else:
            told.append(flat)
    return "\n".join([*told, *([f"… and {more:,} more"] if more else [])])


def _listed(known: tuple[str, ...], limit: int = 12) -> str:
    shown = ", ".join(known[:limit])
    return f"{shown}, …" if len(known) > limit else shown
