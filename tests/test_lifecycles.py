"""A lifecycle is a typed graph that is checked when it is made."""

from __future__ import annotations

import itertools
import pickle
from datetime import UTC, datetime

import pytest

from lifecycle_map.errors import InvalidModelError, UnknownElementError
from lifecycle_map.model.elements import (
    ELEMENTS,
    Activity,
    Alias,
    Process,
    Product,
    Schedule,
    Stage,
)
from lifecycle_map.model.lifecycles import Lifecycle, Side, provenance_faults
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import SCHEMA, Link, Relation, allows


def make(*elements, relations=(), **more):
    return Lifecycle(
        key="acme", name="Acme", side=Side.PROJECT, elements=elements,
        relations=tuple(Relation(subject=s, link=k, object=o) for s, k, o in relations), **more,
    )  # fmt: skip


def faults(*elements, **more):
    with pytest.raises(InvalidModelError) as caught:
        make(*elements, **more)
    return [str(fault) for fault in caught.value.faults]


A, B = Stage(key="a", name="A"), Stage(key="b", name="B")
P, X = Process(key="p", name="P"), Product(key="x", name="X")


def test_duplicate_keys_are_refused():
    """Two elements with one key are a fault, with the place of the second."""
    assert faults(A, A) == ["elements[1].key: duplicate key 'a'"]


def test_unknown_ends_are_refused_with_the_nearest_key():
    """A relation to an element that there is not names the one that was likely meant."""
    planning = Stage(key="planning", name="Planning")
    told = faults(A, planning, relations=[("a", Link.PRECEDES, "planing")])
    assert told == [
        "relations[0].object: no element has the key 'planing'; did you mean 'planning'?"
    ]


def test_relations_that_the_schema_forbids_are_refused():
    """A product cannot guard a stage; the message says what the link joins."""
    (told,) = faults(A, X, relations=[("x", Link.GUARDS, "a")])
    assert told == (
        "relations[0]: 'guards' cannot join a product (x) to a stage (a); it joins gate to stage"
    )


@pytest.mark.parametrize("link", Link)
def test_every_pair_of_classes_is_checked_by_the_schema(link):
    """For each link and pair of classes the validator says exactly what SCHEMA says."""
    for first, second in itertools.product(ELEMENTS.values(), repeat=2):
        pair = first(key="s", name="S"), second(key="o", name="O")
        allowed = any(first in ss and second in oo for ss, oo in SCHEMA[link])
        assert allows(link, first, second) is allowed
        if allowed:
            make(*pair, relations=[("s", link, "o")])
        else:
            assert len(faults(*pair, relations=[("s", link, "o")])) == 1


def test_an_element_is_contained_once_and_not_in_itself():
    """Containment is a tree: no second parent, no ring."""
    told = faults(
        A, B, P, relations=[("a", Link.CONTAINS, "p"), ("b", Link.CONTAINS, "p"),
                            ("a", Link.CONTAINS, "b"), ("b", Link.CONTAINS, "a")],
    )  # fmt: skip
    assert told == [
        "relations[1]: 'p' is contained twice, in 'a' and in 'b'; use active-in for the second",
        "relations[3]: 'a' would contain itself",
    ]


def test_loops_and_recurrence_and_parallel_stages_are_no_faults():
    """Stages go round, a process belongs to one stage and is active in many, stages overlap."""
    repeated = Stage(key="r", name="R", repeats=True)
    lifecycle = make(
        A, repeated, P,
        relations=[
            ("a", Link.PRECEDES, "r"), ("r", Link.PRECEDES, "a"), ("r", Link.PRECEDES, "r"),
            ("a", Link.CONTAINS, "p"), ("p", Link.ACTIVE_IN, "a"), ("p", Link.ACTIVE_IN, "r"),
            ("p", Link.TRIGGERS, "p"),
        ],
    )  # fmt: skip
    assert lifecycle.stage_of("p") == A
    assert [r.object for r in lifecycle.outgoing("p", Link.ACTIVE_IN)] == ["a", "r"]


@pytest.mark.parametrize(
    ("element", "place"),
    [
        (Stage(key="no key", name="A"), "elements[0].key"),
        (Stage(key="", name="A"), "elements[0].key"),
        (Stage(key="a", name=" "), "elements[0].name"),
        (Stage(key="a", name="A\x00"), "elements[0].name"),
        (Stage(key="a", name="A", summary="\ud800"), "elements[0].summary"),
        (Stage(key="a", name="A", confidence=1.5), "elements[0].confidence"),
        (Stage(key="a", name="A", sources=("nowhere",)), "elements[0].sources"),
        (Stage(key="a", name="A", aliases=(Alias("German", "x"),)), "elements[0].aliases"),
        (
            Stage(
                key="a", name="A", aliases=(Alias("de", "x"), Alias("fr", "y"), Alias("de", "z"))
            ),
            "elements[0].aliases",
        ),
        (Stage(key="a", name="A", schedule=Schedule(percent=101)), "elements[0].schedule.percent"),
        (
            Stage(key="a", name="A", schedule=Schedule(start=datetime(2027, 1, 1, tzinfo=UTC))),
            "elements[0].schedule.start",
        ),
    ],
)
def test_each_field_is_checked(element, place):
    """What an element may not hold is a fault at its field."""
    (told,) = faults(element)
    assert told.startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: Lifecycle(key="a", name="A", side="projct"), "side: expected Side, not 'projct'"),
        (lambda: Lifecycle(key=3, name="A", side=Side.PROJECT), "key: expected text, not 3"),
        (lambda: make(Stage(key="s", name=3)), "elements[0].name: expected text, not 3"),
        (lambda: make("think"), "elements: expected a tuple of Element, not ('think',)"),
        (
            lambda: make(Stage(key="s", name="S", phases=("build",))),
            "elements[0].phases: expected a tuple of Phase, not ('build',)",
        ),
        (
            lambda: make(Stage(key="s", name="S", realises=("itil-2011:x",))),
            "elements[0].realises: expected a tuple of Ref, not ('itil-2011:x',)",
        ),
        (
            lambda: make(Stage(key="s", name="S", confidence=True)),
            "elements[0].confidence: expected a number, not True",
        ),
        (
            lambda: make(A, relations=[("a", "precedes", "a")]),
            "relations[0].link: expected Link, not 'precedes'",
        ),
    ],
)
def test_what_is_of_the_wrong_type_is_a_fault_too(made, told):
    """A model built by hand is checked as a file is: no list for a tuple, no text for a phase."""
    with pytest.raises(InvalidModelError) as caught:
        made()
    assert [str(fault) for fault in caught.value.faults] == [told]


def test_a_list_is_no_tuple():
    """What could be changed afterwards is refused."""
    with pytest.raises(InvalidModelError, match="expected a tuple of Element"):
        Lifecycle(key="a", name="A", side=Side.PROJECT, elements=[A])


def test_texts_in_lists_are_checked_too():
    """A warning or an alias that no file can hold is a fault as a name is."""
    assert faults(A, warnings=("fine", "bad \ud800"))[0].startswith(
        "warnings: the character U+D800"
    )
    assert faults(A, aliases=("a\x00",))[0].startswith("aliases: the character U+0000")


def test_published_data_needs_an_edition_and_sources():
    """Data of the catalogue says which edition it follows and where each element comes from."""
    assert [fault.place for fault in provenance_faults(make(A, B))] == [
        "edition",
        "elements[0].sources",
        "elements[1].sources",
    ]


def test_elements_are_found_by_key():
    """A lifecycle looks its elements up, and says which key was likely meant."""
    lifecycle = make(A, P, relations=[("a", Link.CONTAINS, "p")])
    assert lifecycle["p"] is P
    assert "p" in lifecycle
    assert lifecycle.ref("p") == Ref("acme", "p")
    assert lifecycle.parent("p") is A
    assert lifecycle.children("a") == (P,)
    with pytest.raises(UnknownElementError, match="'acme' has no element 'proces'"):
        make(Process(key="process", name="P"))["proces"]
    with pytest.raises(KeyError):
        lifecycle["q"]


def test_only_outermost_stages_are_the_stages():
    """A stage inside a stage is a part of it."""
    inner = Stage(key="i", name="I")
    lifecycle = make(A, B, inner, relations=[("a", Link.CONTAINS, "i")])
    assert lifecycle.stages == (A, B)
    assert lifecycle.stage_of("i") is A


def test_one_stage_around_all_others_is_not_the_stage_that_is_meant():
    """Where a single stage holds the others, the others are the stages."""
    lifecycle = make(A, B, P, relations=[("a", Link.CONTAINS, "b"), ("b", Link.CONTAINS, "p")])
    assert lifecycle.stages == (B,)
    assert lifecycle.stage_of("p") is B
    assert lifecycle.stage_of("a") is None


def test_a_lifecycle_is_a_value():
    """Equal content is equal and has one hash; it can be pickled; it cannot be changed."""
    one, other = make(A, P), make(A, P)
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError):
        one.name = "other"


def test_its_text_is_one_line():
    """What print shows fits a line, whatever the size."""
    many = make(*(Activity(key=f"t{n}", name=f"T{n}") for n in range(500)), edition="1st")
    assert str(many) == "Acme, 1st (500 activity)"
    assert len(repr(many)) < 300
