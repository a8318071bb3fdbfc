"""Hypothesis strategies: lifecycles and crosswalks of every shape that the model allows."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, View
from lifecycle_map.model.elements import (
    ELEMENTS,
    Activity,
    Alias,
    Constraint,
    ConstraintType,
    Level,
    Practice,
    PracticeKind,
    Process,
    Product,
    ProductCategory,
    Role,
    RoleKind,
    Schedule,
    Stage,
    Work,
)
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import (
    Dependency,
    DependencyType,
    LagUnit,
    Link,
    Relation,
    allows,
)
from lifecycle_map.model.sources import Source

# Everything that a file can hold: no control characters but tab and line ends, no surrogates.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\ufffe\uffff",
    include_characters="\t\n\r",
)
TEXTS = st.text(CHARACTERS, max_size=20)
NAMES = TEXTS.filter(str.strip)
KEYS = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,4})?\Z")
SHARES = st.floats(0, 1)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - local times
LANGUAGES = st.sampled_from(["en", "de", "fr", "pt-br", "ja"])

CONSTRAINTS = st.builds(
    Constraint, type=st.sampled_from(ConstraintType), moment=st.none() | MOMENTS
)
PROPERTIES = st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=3).map(properties_of)
SCHEDULES = st.builds(
    Schedule,
    start=st.none() | MOMENTS,
    finish=st.none() | MOMENTS,
    milestone=st.booleans(),
    percent=st.floats(0, 100),
    duration=st.none() | st.floats(0, 1e9),
    deadline=st.none() | MOMENTS,
    constraint=st.none() | CONSTRAINTS,
    baseline_start=st.none() | MOMENTS,
    baseline_finish=st.none() | MOMENTS,
)
DEPENDENCIES = st.builds(
    Dependency,
    type=st.sampled_from(DependencyType),
    lag=st.floats(-1e6, 1e6),
    unit=st.sampled_from(LagUnit),
)
OWN_FIELDS = {
    Stage: {"repeats": st.booleans(), "outside": st.booleans()},
    Process: {"level": st.none() | st.sampled_from(Level)},
    Activity: {"slot": st.integers(0, 12), "disputed": st.booleans()},
    Product: {"category": st.none() | st.sampled_from(ProductCategory)},
    Role: {"role_kind": st.sampled_from(RoleKind)},
    Practice: {"practice_kind": st.sampled_from(PracticeKind)},
}


def aliases():
    """Aliases, those of one language together, as a file keeps them."""
    by_language = st.dictionaries(LANGUAGES, st.lists(NAMES, min_size=1, max_size=2), max_size=2)
    return by_language.map(
        lambda table: tuple(Alias(lang, text) for lang, texts in table.items() for text in texts)
    )


@st.composite
def elements(draw, key, sources):
    """Return an element of any class with this key."""
    cls = draw(st.sampled_from(list(ELEMENTS.values())))
    fields = {
        "key": st.just(key),
        "name": NAMES,
        "summary": TEXTS,
        "aliases": aliases(),
        "sources": st.lists(st.sampled_from(sources), max_size=2).map(tuple)
        if sources
        else st.just(()),
        "confidence": SHARES,
        "source_id": TEXTS,
        "source_type": TEXTS,
        "properties": PROPERTIES,
        "realises": st.lists(st.builds(Ref, KEYS, KEYS), max_size=1).map(tuple),
        **OWN_FIELDS.get(cls, {}),
    }
    if issubclass(cls, Work):
        fields["phases"] = st.lists(st.sampled_from(Phase), max_size=2).map(tuple)
        fields["schedule"] = st.none() | SCHEDULES
    return draw(st.builds(cls, **fields))


@st.composite
def relations(draw, elements_):
    """Return a relation that SCHEMA allows between some of these elements, or None."""
    subject, object_ = draw(st.sampled_from(elements_)), draw(st.sampled_from(elements_))
    links = [
        link
        for link in Link
        if link is not Link.CONTAINS and allows(link, type(subject), type(object_))
    ]
    if not links:
        return None
    return Relation(
        subject=subject.key,
        link=draw(st.sampled_from(links)),
        object=object_.key,
        label=draw(TEXTS),
        dependency=draw(st.none() | DEPENDENCIES),
        confidence=draw(SHARES),
        source_id=draw(TEXTS),
        source_type=draw(TEXTS),
        properties=draw(PROPERTIES),
    )


@st.composite
def lifecycles(draw, *, max_elements=8):
    """Return any lifecycle: cycles, parallel relations and containment trees included."""
    sources = tuple(
        Source(key=key, title=draw(NAMES), year=draw(st.integers(0, 2100)))
        for key in draw(st.lists(KEYS, unique=True, max_size=2))
    )
    keys = draw(st.lists(KEYS, unique=True, max_size=max_elements))
    made = [draw(elements(key, [source.key for source in sources])) for key in keys]
    found = [draw(relations(made)) for _ in range(draw(st.integers(0, 6)))] if made else []
    # A child is always a later element, so that containment stays a tree.
    contained = [
        Relation(subject=made[parent].key, link=Link.CONTAINS, object=child.key)
        for number, child in enumerate(made)
        if number
        and allows(
            Link.CONTAINS, type(made[parent := draw(st.integers(0, number - 1))]), type(child)
        )
    ]
    return Lifecycle(
        key=draw(KEYS),
        name=draw(TEXTS),
        side=draw(st.sampled_from(Side)),
        edition=draw(TEXTS),
        summary=draw(TEXTS),
        aliases=tuple(draw(st.lists(KEYS, max_size=2))),
        elements=tuple(made),
        relations=(*contained, *(relation for relation in found if relation)),
        sources=sources,
        warnings=tuple(draw(st.lists(TEXTS, max_size=1))),
        properties=draw(PROPERTIES),
    )


@st.composite
def rows(draw, views, sources):
    """Return a correspondence between the lifecycles ``a`` and ``b``."""
    match = draw(st.sampled_from(Match))
    ends = [Ref("a", draw(KEYS | st.just(""))), Ref("b", draw(KEYS | st.just("")))]
    if match is Match.NONE:
        ends[draw(st.integers(0, 1))] = None
    cited = st.lists(st.sampled_from(sources), max_size=2).map(tuple) if sources else st.just(())
    chosen = tuple(draw(st.lists(st.sampled_from(views), unique=True, max_size=2))) if views else ()
    return Correspondence(
        subject=ends[0],
        object=ends[1],
        match=match,
        justification=draw(st.sampled_from(Justification)),
        confidence=draw(SHARES),
        direction=draw(st.sampled_from(Direction)),
        handed_over=draw(TEXTS),
        products=tuple(draw(st.lists(st.builds(Ref, KEYS, KEYS), max_size=2))),
        sources=draw(cited),
        sources_against=draw(cited),
        views=chosen,
        only_in_views=bool(chosen) and draw(st.booleans()),
        row=draw(TEXTS),
        comment=draw(TEXTS),
        evidence=tuple(draw(st.lists(TEXTS, max_size=2))),
        subject_label=draw(TEXTS),
        object_label=draw(TEXTS),
        properties=draw(PROPERTIES),
    )


@st.composite
def crosswalks(draw, subject="a", object_="b"):
    """Return any crosswalk from ``a`` to ``b``."""
    sources = draw(st.lists(KEYS, unique=True, max_size=2))
    views = draw(st.lists(KEYS, unique=True, max_size=2))
    return Crosswalk(
        key=f"{subject}--{object_}",
        name=draw(TEXTS),
        subject_lifecycle=subject,
        object_lifecycle=object_,
        views=tuple(View(key=key, name=draw(TEXTS), summary=draw(TEXTS)) for key in views),
        sources=tuple(Source(key=key, title=draw(NAMES)) for key in sources),
        correspondences=tuple(draw(rows(views, sources)) for _ in range(draw(st.integers(0, 5)))),
        warnings=tuple(draw(st.lists(TEXTS, max_size=1))),
        properties=draw(PROPERTIES),
    )
