"""The exchange format of ArchiMate 3 (The Open Group), for Archi and other tools of architects.

Elements and relations keep their types where they were read from a model, and have the nearest one
where they were not. What a type alone does not say stands in two properties that our own reader
knows, so that what is written is read again with the same classes and links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import define, field

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.archimate_ids import Ids
from lifecycle_map.formats.archimate_views import view
from lifecycle_map.formats.archimate_words import SORTS, word_for_element, word_for_relation
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.xml import HEAD, quoted, tag, told
from lifecycle_map.loading.plans.archimate_types import KIND, LINK
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.elements import ELEMENTS, Element, Product, Schedule, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.relations import Relation
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.graphs import aligned_graph, graph

NAMESPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
PLACE = f"{NAMESPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_ROOT = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": PLACE,
    "identifier": "model",
}
_Xml = Iterator[str]
_Pairs = tuple[tuple[str, str], ...]


def write_archimate(value: object, options: Options) -> Artifact:
    """Return a lifecycle, or both of an alignment and what joins them, as an ArchiMate model with
    one view of all of it.
    """
    if not isinstance(value, Lifecycle | Alignment):
        raise UnsuitableFormatError("archimate", "anything but lifecycles", ("csv", "json"))
    model = _Model.of(value)
    elements, relations = list(model.elements()), list(model.relations())
    inner = [
        *_name(model.title),
        *told("documentation", "\n\n".join(filter(None, (model.summary, model.notice)))),
        *(tag("elements", None, elements) if elements else ()),
        *(tag("relationships", None, relations) if relations else ()),
        *model.definitions(),
        *(view(_diagram(value), model.rails, model.rows, model.ids) if elements else ()),
    ]
    lines = (HEAD, *tag("model", _ROOT, inner), "")
    return Artifact(content="\n".join(lines), warnings=tuple(_warnings(model)))


def _diagram(value: Lifecycle | Alignment) -> Diagram:
    kinds = tuple(ELEMENTS)
    if isinstance(value, Lifecycle):
        return graph(value, kinds=kinds)
    if value.subject.key == value.object.key:
        return graph(value.subject, kinds=kinds)
    return aligned_graph(value, kinds=kinds)


@define
class _Model:
    """A model while it is written; the definitions of properties are known last."""

    rails: tuple[Lifecycle, ...]
    rows: tuple[Correspondence, ...]
    title: str
    ids: Ids
    defined: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, value: Lifecycle | Alignment) -> _Model:
        """Return a lifecycle, or two and what joins them, with an id for everything."""
        if isinstance(value, Lifecycle):
            return cls((value,), (), value.name, Ids.of((value,)))
        rails = tuple({rail.key: rail for rail in (value.subject, value.object)}.values())
        rows = tuple(r for r in value.correspondences if r.match is not Match.NONE)
        title = f"{value.subject.name} – {value.object.name}"
        return cls(rails, rows, title, Ids.of(rails))

    @property
    def summary(self) -> str:
        return "\n\n".join(dict.fromkeys(rail.summary for rail in self.rails if rail.summary))

    @property
    def notice(self) -> str:
        return " ".join(dict.fromkeys(rail.notice for rail in self.rails if rail.notice))

    def elements(self) -> _Xml:
        for rail in self.rails:
            if len(self.rails) > 1:
                given = {"identifier": self.ids.of_rail(rail), "xsi:type": "Grouping"}
                yield from tag("element", given, _name(rail.name))
            for element in rail:
                yield from self._element(element, rail)

    def _element(self, element: Element, rail: Lifecycle) -> _Xml:
        word = word_for_element(element, rail)
        pairs = tuple((each.name, each.text) for each in element.properties)
        pairs += () if word.is_exact else ((KIND, element.kind),)
        given = {"identifier": self.ids.of_element(rail, element.key), "xsi:type": word.type}
        inner = [
            *_names(element),
            *told("documentation", element.summary),
            *self._properties(pairs),
        ]
        yield from tag("element", given, inner)

    def relations(self) -> _Xml:
        for rail in self.rails:
            for number, relation in enumerate(rail.relations):
                yield from self._relation(rail, number, relation)
        for number, row in enumerate(self.rows, start=1):
            yield from self._row(number, row)

    def _relation(self, rail: Lifecycle, number: int, relation: Relation) -> _Xml:
        word = word_for_relation(relation)
        given = {
            "identifier": self.ids.of_relation(rail, number),
            "source": self.ids.of_element(rail, relation.subject),
            "target": self.ids.of_element(rail, relation.object),
            "xsi:type": word.type,
        }
        given |= {"accessType": word.access} if word.access else {}
        pairs = tuple((p.name, p.text) for p in relation.properties)
        summary = "\n".join(text for name, text in pairs if name == "documentation")
        pairs = tuple(p for p in pairs if p[0] not in ("documentation", "access type"))
        pairs += () if word.is_exact else ((LINK, relation.link.value),)
        inner = [
            *(_name(relation.label) if relation.label else ()),
            *told("documentation", summary),
            *self._properties(pairs),
        ]
        yield from tag("relationship", given, inner)

    def _row(self, number: int, row: Correspondence) -> _Xml:
        """Yield a correspondence: an association that says in properties what it is."""
        ends = self.ids.ends_of(row)
        if ends is None:
            return
        given = {"identifier": f"row{number}", "source": ends[0], "target": ends[1]}
        pairs = (
            ("match", row.match.value),
            ("confidence", f"{row.confidence:.2f}"),
            ("justification", row.justification.value),
            ("direction", row.direction.value),
        )
        inner = [*(_name(row.handed_over) if row.handed_over else ()),
                 *told("documentation", row.comment), *self._properties(pairs)]  # fmt: skip
        yield from tag("relationship", {**given, "xsi:type": "Association"}, inner)

    def _properties(self, pairs: _Pairs) -> _Xml:
        lines: list[str] = []
        for name, text in pairs:
            ident = self.defined.setdefault(name, f"property{len(self.defined) + 1}")
            value = f"<value>{quoted(text)}</value>"
            lines += tag("property", {"propertyDefinitionRef": ident}, [value])
        if lines:
            yield from tag("properties", None, lines)

    def definitions(self) -> _Xml:
        lines = [
            line
            for name, ident in self.defined.items()
            for line in tag(
                "propertyDefinition", {"identifier": ident, "type": "string"}, _name(name)
            )
        ]
        if lines:
            yield from tag("propertyDefinitions", None, lines)


def _name(text: str, language: str = "") -> _Xml:
    yield from (
        told("name", text, {"xml:lang": language} if language else None) if text else ("<name/>",)
    )


def _names(element: Element) -> _Xml:
    """Yield the name and those in other languages; it is English only where it must be said."""
    english = any(alias.language.startswith("en") for alias in element.aliases)
    yield from _name(element.name, "en" if english else "")
    for alias in element.aliases:
        yield from _name(alias.text, alias.language)


def _warnings(model: _Model) -> _Xml:
    """Say which fields have no place in the format."""
    counts: Counter[str] = Counter()
    for rail in model.rails:
        for element in rail:
            counts["sources"] += bool(element.sources)
            counts.update(_lost(element))
            own = model.ids.of_element(rail, element.key)
            counts["ids that XML does not allow"] += element.source_id not in ("", own)
        counts["kinds of dependency"] += sum(r.dependency is not None for r in rail.relations)
    for what, count in counts.items():
        if count:
            yield f"not held: {what} ({count:,} of them)"


def _lost(element: Element) -> _Xml:
    """Yield what is lost of one element."""
    if isinstance(element, Work):
        if element.phases:
            yield "phases"
        if element.schedule not in (None, Schedule(milestone=True)):
            yield "dates and durations"
    if isinstance(element, Stage) and (element.outside or element.repeats):
        yield "what lies outside or repeats"
    if isinstance(element, Product) and element.category not in (None, *SORTS):
        yield "categories"


ARCHIMATE = Format(
    name="archimate",
    takes=Takes.MODEL,
    suffixes=(".archimate.xml",),
    mime="application/xml",
    write=write_archimate,
    about="an ArchiMate model for Archi and other tools of architects",
)
