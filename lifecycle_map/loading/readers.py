"""What a reader is, what it is given, what it tells, and the table of those that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from attrs import define, field, frozen

from lifecycle_map.errors import Fault
from lifecycle_map.loading.limits import DEFAULT, Limits
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.validating import UNWRITABLE
from lifecycle_map.registries import Registry

T = TypeVar("T")


@frozen(kw_only=True)
class ReadOptions:
    """What a user may say about a file that its content does not, or not clearly.

    ``strict`` refuses what would else be mended with a warning. ``sheet`` names a sheet of a
    workbook (``*``: all that are plans), ``header_row`` counts from 1 (0: to be found), ``columns``
    gives the heading, letter or number of the column for a field, as in
    ``(("name", "Work package"),)``. ``encoding``, ``delimiter`` and ``day_first`` are for tables;
    ``view`` names a view of an ArchiMate model; ``side`` says which side a model stands on.
    ``any_list`` takes a list that looks like no plan.
    """

    strict: bool = False
    any_list: bool = False
    sheet: str = ""
    header_row: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    delimiter: str = ""
    day_first: bool | None = None
    view: str = ""
    side: Side | None = None
    limits: Limits = DEFAULT


@frozen
class Understood:
    """How one thing in a file was taken: a column, a tag, a sheet. ``place`` says where it is."""

    what: str
    meaning: str
    place: str = ""


@define
class Reading:
    """A file while it is read: its content, what the user said, and what the reader tells.

    `mend` notes something wrong that was mended (and that ``strict`` refuses), `note` something
    that was left out with good reason, `understand` how a column or a tag was taken.
    """

    data: bytes = field(repr=False)
    path: str
    options: ReadOptions = ReadOptions()
    faults: list[Fault] = field(factory=list)
    warnings: list[str] = field(factory=list)
    understood: list[Understood] = field(factory=list)

    def mend(self, message: str, *, line: int = 0, place: str = "") -> None:
        """Note what is wrong in the file and how it was mended."""
        self.faults.append(Fault(place, message, line))
        self.note(message, line=line, place=place)

    def note(self, message: str, *, line: int = 0, place: str = "") -> None:
        """Note what was left out or read in a way that should be known; nothing is wrong."""
        where = ", ".join(([f"line {line}"] if line else []) + ([place] if place else []))
        told = f"{where}: {message}" if where else message
        # What a file says may be told with what no file can hold.
        self.warnings.append(UNWRITABLE.sub("\ufffd", told))

    def understand(self, what: str, meaning: str, place: str = "") -> None:
        """Note how something was taken, for those who ask."""
        self.understood.append(Understood(what, meaning, place))

    def text(self, text: str, *, line: int = 0, place: str = "") -> str:
        """Return a text with what no file can hold replaced by U+FFFD, and that mended."""
        bad = UNWRITABLE.search(text)
        if bad is None:
            return text
        told = f"the character U+{ord(bad[0]):04X} cannot be written to a file; replaced"
        self.mend(told, line=line, place=place)
        return UNWRITABLE.sub("\ufffd", text)


@frozen(kw_only=True)
class Reader(Generic[T]):
    """How one format is read.

    ``recognises`` looks at the content, ``suffixes`` at the name when no content was recognised. A
    ``guess`` is a reader whose content could be that of others: it is asked after the suffixes.
    ``read`` takes a `Reading` and raises `InvalidFileError` for what cannot be taken at all.
    """

    name: str
    read: Callable[[Reading], T]
    recognises: Callable[[bytes], bool]
    suffixes: tuple[str, ...] = ()
    guess: bool = False
    about: str = ""


READERS: Registry[Reader[Lifecycle]] = Registry(
    "reader",
    "lifecycle_map.readers",
    {
        "node-link": "lifecycle_map.loading.plans.node_link:NODE_LINK",
        "json": "lifecycle_map.loading.native:JSON",
        "toml": "lifecycle_map.loading.native:TOML",
        "mspdi": "lifecycle_map.loading.plans.mspdi:MSPDI",
        "ganttproject": "lifecycle_map.loading.plans.ganttproject:GANTTPROJECT",
        "xlsx": "lifecycle_map.loading.tables.xlsx:XLSX",
        "bpmn": "lifecycle_map.loading.plans.bpmn:BPMN",
        "archimate": "lifecycle_map.loading.plans.archimate:ARCHIMATE",
        "archimate-exchange": "lifecycle_map.loading.plans.archimate:EXCHANGE",
        "graphml": "lifecycle_map.loading.plans.graphml:GRAPHML",
        "yaml": "lifecycle_map.loading.yaml:YAML",
        "turtle": "lifecycle_map.loading.rdf:TURTLE",
        "jsonld": "lifecycle_map.loading.rdf:JSONLD",
        "mpxj": "lifecycle_map.loading.plans.mpxj:MPXJ",
        "csv": "lifecycle_map.loading.tables.delimited:CSV",
    },
)
"""All readers, by name; add to it with `register_reader` or an entry point."""

CROSSWALK_READERS: Registry[Reader[Crosswalk]] = Registry(
    "crosswalk reader",
    "lifecycle_map.crosswalk_readers",
    {
        "mapping-csv": "lifecycle_map.loading.mapping_tables:MAPPING_CSV",
        "mapping-xlsx": "lifecycle_map.loading.mapping_tables:MAPPING_XLSX",
        "sssom-json": "lifecycle_map.loading.sssom_json:SSSOM_JSON",
        "json": "lifecycle_map.loading.native:JSON_CROSSWALK",
        "toml": "lifecycle_map.loading.native:TOML_CROSSWALK",
        "sssom": "lifecycle_map.loading.sssom:SSSOM",
        "oaei": "lifecycle_map.loading.oaei:OAEI",
        "yaml": "lifecycle_map.loading.yaml:YAML_CROSSWALK",
        "turtle": "lifecycle_map.loading.rdf:TURTLE_CROSSWALK",
        "jsonld": "lifecycle_map.loading.rdf:JSONLD_CROSSWALK",
    },
)
"""The readers of crosswalks, by name."""


def register_reader(reader: Reader[Lifecycle]) -> Reader[Lifecycle]:
    """Add a reader to those that `read_lifecycle` tries, and return it."""
    return READERS.register(reader.name, reader)
