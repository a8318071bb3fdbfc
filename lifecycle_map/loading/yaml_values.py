"""The value of a YAML text, built from the events of a parser, within bounds.

Only what JSON holds can be said: texts, numbers, truth values, nothing, lists and tables. Plain
words are taken as the core schema of YAML 1.2 has them, and what readers disagree about stays text:
``no`` and ``on``, ``12:30``, ``0777``, ``1e5``, dates. A key is always a text. Refused, each with
its line, are tags for anything else, merge keys, a key given twice, a second document, what nests
too deep, and aliases that stand for too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from attrs import define, field

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.native import DEEPEST

MOST_ALIASED = 10_000
"""How many values the aliases of a file may stand for together, a long text counting as many."""

LONGEST_NUMBER = 400
"""How many characters a number may have."""

_PREFIX = "tag:yaml.org,2002:"
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
# To YAML 1.1 a number with an exponent has a point and a sign too, or it is a text.
_DISPUTED = re.compile(r"[-+]?(?:[0-9]+[eE][-+]?[0-9]+|[0-9.]+[eE][0-9]+)")
_INFINITE = [f"{sign}.{word}" for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")]
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{word: float(word.replace(".", "")) for word in (*_INFINITE, ".nan", ".NaN", ".NAN")},
}
_FIRST = frozenset("+-.0123456789~nNtTfF")
_SCALARS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}
_NO_KEY = object()


@define
class _Open:
    """A list or table that is being built."""

    value: Any
    anchor: str | None
    size: int
    key: Any = _NO_KEY
    height: int = 1


@define
class _Anchored:
    """What an anchor stands for: its value, how many values that is, how deep it nests."""

    value: Any
    size: int
    height: int


@define
class Values:
    """Builds the value of one file, and collects its faults.

    ``put_back`` says which characters of its texts stand for others.
    """

    path: str
    put_back: dict[int, str]
    faults: list[Fault] = field(factory=list)
    _value: Any = None
    _open: list[_Open] = field(factory=list)
    _anchors: dict[str, _Anchored] = field(factory=dict)
    _size: int = 0
    _aliased: int = 0
    _documents: int = 0

    def build(self, events: Iterator[Any]) -> Any:
        """Return the value that the events of a parser of YAML tell of.

        Raises `InvalidFileError` with every fault, or with the first that nothing can come after.
        """
        takers = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._table,
            "SequenceStartEvent": self._list,
            "MappingEndEvent": self._close,
            "SequenceEndEvent": self._close,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }
        by_type: dict[type, Any] = {}
        for event in events:
            kind = type(event)
            if kind not in by_type:
                by_type[kind] = takers.get(kind.__name__)
            take = by_type[kind]
            if take is not None:
                take(event)
        if self.faults:
            raise InvalidFileError(self.path, tuple(self.faults))
        return self._value

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document begins here; a file holds one")

    def _scalar(self, event: Any) -> None:
        self._size += 1
        here = self._open[-1] if self._open else None
        if here is not None and here.key is _NO_KEY and type(here.value) is dict:
            self._key(here, event)
            return
        text = event.value.translate(self.put_back) if self.put_back else event.value
        if event.implicit[0] and event.tag is None:
            is_text = text and (text[0] not in _FIRST or _DISPUTED.fullmatch(text))
            value = text if is_text else self._plain(event, text)
        elif event.tag is None or event.tag == "!":
            value = text
        else:
            value = self._tagged(event, text)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, 1 + len(text) // 100, 0)
        self._put(value)

    def _key(self, here: _Open, event: Any) -> None:
        key = event.value.translate(self.put_back) if self.put_back else event.value
        if key == "<<" and event.implicit[0]:
            self._tell(event, "a merge key (<<) cannot be used here; write the keys out")
        elif event.implicit[0] and not key:
            self._tell(event, "a key is missing before the colon")
        elif event.tag not in (None, "!", f"{_PREFIX}str"):
            self._tell(event, f"the tag {_shown(event.tag)} cannot stand before a key")
        elif key in here.value:
            self._tell(event, f"the key '{key[:60]}' is given twice")
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(key, 1 + len(key) // 100, 0)
        here.key = key

    def _plain(self, event: Any, text: str) -> Any:
        """Return what a plain word or number stands for."""
        if text in _WORDS:
            return _WORDS[text]
        if not _FLOAT.fullmatch(text):
            return text
        if len(text) > LONGEST_NUMBER:
            self._tell(event, f"a number of {len(text):,} digits; more than {LONGEST_NUMBER}")
            return 0
        return int(text) if _INT.fullmatch(text) else float(text)

    def _tagged(self, event: Any, text: str) -> Any:
        kinds = _SCALARS.get(event.tag.removeprefix(_PREFIX))
        if kinds is None or not event.tag.startswith(_PREFIX):
            self._tell(event, f"the tag {_shown(event.tag)} is refused: only plain data are read")
            return text
        value = text if kinds == (str,) else self._plain(event, text)
        if type(value) not in kinds:
            self._tell(event, f"'{text[:60]}' is no {_shown(event.tag)}")
        return value

    def _list(self, event: Any) -> None:
        self._start(event, [], f"{_PREFIX}seq")

    def _table(self, event: Any) -> None:
        self._start(event, {}, f"{_PREFIX}map")

    def _start(self, event: Any, value: Any, tag: str) -> None:
        if event.tag not in (None, "!", tag):
            self._tell(event, f"the tag {_shown(event.tag)} is refused: only plain data are read")
        if self._open and self._open[-1].key is _NO_KEY and type(self._open[-1].value) is dict:
            self._refuse(event, "a key must be a text, not a list or table")
        if len(self._open) >= DEEPEST:
            self._refuse(event, f"lists and tables nest over {DEEPEST} deep")
        self._size += 1
        if event.anchor is not None:
            # An alias inside of what it stands for finds nothing to stand for.
            self._anchors.pop(event.anchor, None)
        self._open.append(_Open(value, event.anchor, self._size))

    def _close(self, event: Any) -> None:
        done = self._open.pop()
        if done.anchor is not None:
            size = self._size - done.size + 1
            self._anchors[done.anchor] = _Anchored(done.value, size, done.height)
        if self._open:
            self._open[-1].height = max(self._open[-1].height, done.height + 1)
        self._put(done.value)

    def _alias(self, event: Any) -> None:
        found = self._anchors.get(event.anchor)
        if found is None:
            self._refuse(event, f"the alias *{event.anchor[:60]} has no anchor before it")
        if self._open and self._open[-1].key is _NO_KEY and type(self._open[-1].value) is dict:
            self._refuse(event, "a key must be a text, not an alias")
        self._size += found.size
        self._aliased += found.size
        if self._aliased > MOST_ALIASED:
            self._refuse(event, f"the aliases stand for more than {MOST_ALIASED:,} values")
        if len(self._open) + found.height > DEEPEST:
            self._refuse(event, f"by the alias, lists and tables nest over {DEEPEST} deep")
        if self._open:
            self._open[-1].height = max(self._open[-1].height, found.height + 1)
        self._put(found.value)

    def _put(self, value: Any) -> None:
        if not self._open:
            self._value = value
            return
        here = self._open[-1]
        if type(here.value) is list:
            here.value.append(value)
        else:
            here.value[here.key] = value
            here.key = _NO_KEY

    def _tell(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.faults.append(Fault(f"column {mark.column + 1}", message, mark.line + 1))

    def _refuse(self, event: Any, message: str) -> NoReturn:
        self._tell(event, message)
        raise InvalidFileError(self.path, tuple(self.faults))


def _shown(tag: str) -> str:
    """Return a tag as it is written."""
    return f"!!{tag.removeprefix(_PREFIX)[:60]}" if tag.startswith(_PREFIX) else f"'{tag[:60]}'"
