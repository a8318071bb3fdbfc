"""Every format takes every kind of value, or says that it cannot."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import crosswalks, lifecycles

from lifecycle_map.analysis.aligning import align
from lifecycle_map.errors import (
    EngineError,
    LifecycleMapError,
    MissingExtraError,
    UnknownNameError,
    UnsuitableFormatError,
)
from lifecycle_map.formats import engines
from lifecycle_map.formats.outputs import FORMATS, Format, Takes, format_for, register_format
from lifecycle_map.formats.rendering import diagram, render
from lifecycle_map.loading.frameworks import load_crosswalk, load_lifecycle
from lifecycle_map.model.elements import Stage
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.views.pictures import PICTURES, suitable

PRINCE2, ITIL = load_lifecycle("prince2"), load_lifecycle("itil")
VALUES = {
    "lifecycle": ITIL,
    "crosswalk": load_crosswalk("prince2--itil"),
    "alignment": align(PRINCE2, ITIL),
    "self": align(ITIL, ITIL),
    "empty": Lifecycle(key="k", name="K", side=Side.PROJECT),
    "empty alignment": align(Lifecycle(key="k", name="K", side=Side.PROJECT), ITIL),
    "nothing at all": align(
        Lifecycle(key="k", name="", side=Side.PROJECT), Lifecycle(key="l", name="", side=Side.SERVICE)
    ),
}  # fmt: skip
CANNOT = {
    ("crosswalk", "dot"), ("crosswalk", "graphml"), ("crosswalk", "mermaid"), ("crosswalk", "png"),
    ("crosswalk", "svg"), ("crosswalk", "d2"), ("crosswalk", "plantuml"), ("crosswalk", "bpmn"), ("crosswalk", "archimate"), ("crosswalk", "gexf"), ("alignment", "graphml"), ("alignment", "toml"), ("lifecycle", "sssom"),
    ("crosswalk", "mspdi"), ("alignment", "mspdi"), ("crosswalk", "plan-csv"),
    ("alignment", "plan-csv"),
    ("crosswalk", "node-link"), ("alignment", "node-link"),
    *((kind, name) for kind in ("lifecycle", "crosswalk", "alignment")
      for name in ("github", "junit", "sarif")),
}  # fmt: skip
CANNOT |= {("crosswalk", name) for name in ("drawio", "excalidraw", "pptx", "pdf")}
CANNOT |= {("lifecycle", name) for name in ("mapping-csv", "mapping-xlsx", "oaei", "sssom-json")}
CANNOT |= {("crosswalk", "node-link"), ("alignment", "node-link")}
BINARY = ("docx", "mapping-xlsx", "pdf", "png", "pptx", "xlsx")
EDITABLE = ("drawio", "excalidraw")
REPORTS = ("github", "junit", "sarif")
TEXT = [name for name in FORMATS.registered() if name not in (*BINARY, *REPORTS)]


@pytest.fixture
def _no_engine(monkeypatch):
    """No Graphviz anywhere, and no extra installed."""
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    monkeypatch.setattr(engines, "_embedded", lambda: "")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(sys.modules, "resvg_py", None)


@pytest.mark.parametrize("name", FORMATS.registered())
@pytest.mark.parametrize("kind", VALUES)
def test_every_format_takes_every_value_or_says_no(kind, name):
    """There is output of the right type, or a refusal that names what can."""
    sort = type(VALUES[kind]).__name__.casefold()
    if (sort, name) in CANNOT:
        with pytest.raises(UnsuitableFormatError, match="cannot hold"):
            render(VALUES[kind], name)
        return
    try:
        made = render(VALUES[kind], name)
    except (EngineError, MissingExtraError):
        if name not in ("svg", *EDITABLE, *BINARY):
            raise
        pytest.skip("nothing is installed that draws this")
    assert isinstance(made, bytes if name in BINARY else str)
    assert made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lifecycles(), crosswalks())
@pytest.mark.parametrize("name", [name for name in TEXT if name not in ("svg", *EDITABLE)])
def test_every_text_format_takes_anything(name, lifecycle, crosswalk):
    """Any lifecycle, crosswalk and alignment is text in each format, or refused in our words."""
    other = lifecycle if lifecycle.key == "itil-2011" else ITIL
    for value in (lifecycle, crosswalk, align(lifecycle, other), align(other, lifecycle)):
        try:
            assert render(value, name).encode()
        except UnsuitableFormatError:
            assert (type(value).__name__.casefold(), name) in CANNOT


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lifecycles())
def test_any_ladder_is_drawn(lifecycle):
    """The ladder needs no engine, whatever the two lifecycles hold."""
    if lifecycle.key != ITIL.key:
        assert render(align(lifecycle, ITIL), "svg").startswith("<svg")


@pytest.mark.parametrize("name", TEXT)
def test_what_a_format_string_names_is_what_render_gives(name):
    """``f"{x:mermaid}"`` and ``format(x, "dot")`` are render."""
    value = ITIL if ("alignment", name) in CANNOT else VALUES["alignment"]
    assert format(value, name) == render(value, name)


def test_an_empty_format_string_is_the_text():
    """``f"{x}"`` is one line."""
    for value in VALUES.values():
        assert f"{value}" == str(value)
        assert "\n" not in str(value)


def test_a_format_string_cannot_hold_bytes():
    """A PNG is no text, and the message says what to do."""
    pytest.importorskip("resvg_py")
    with pytest.raises(UnsuitableFormatError, match="use render or export"):
        f"{VALUES['alignment']:png}"


def test_an_unknown_format_says_the_nearest():
    """A misspelt format is refused, in format strings too."""
    with pytest.raises(UnknownNameError, match="unknown format 'mermaidd'; did you mean 'mermaid'"):
        f"{ITIL:mermaidd}"
    with pytest.raises(UnknownNameError, match="unknown format '>20'"):
        f"{ITIL:>20}"
    with pytest.raises(UnknownNameError):
        render(ITIL, "")


def test_an_unknown_picture_says_the_nearest():
    """A misspelt picture is refused."""
    with pytest.raises(UnknownNameError, match="unknown picture 'laddr'; did you mean 'ladder'"):
        render(ITIL, "mermaid", picture="laddr")


def test_a_lifecycle_alone_is_no_ladder():
    """A ladder has two rails."""
    with pytest.raises(UnsuitableFormatError, match="align two lifecycles"):
        diagram(ITIL, "ladder")


def test_the_pictures_are_those_that_are_listed():
    """Each kind of picture can be made of an alignment, and says its kind."""
    fitting = suitable("Alignment")
    assert {"ladder", "graph"} <= set(fitting) <= set(PICTURES.names())
    assert [diagram(VALUES["alignment"], name).kind for name in fitting] == list(fitting)
    assert diagram(ITIL).kind == "graph"


def test_kinds_narrow_a_graph():
    """A graph shows the kinds that it was asked for."""
    assert {box.shape.value for box in diagram(ITIL, kinds=["role"]).boxes} == {"role"}


@pytest.mark.parametrize("kinds", [("stge",), ("stage", "proces")])
def test_a_misspelt_kind_is_refused(kinds):
    """An unknown kind of element gives no empty picture, but the nearest name."""
    with pytest.raises(UnknownNameError, match="unknown kind"):
        render(ITIL, "mermaid", kinds=kinds)


def test_a_misspelt_highlight_is_refused():
    """A picture that marks nothing is not what was asked for."""
    with pytest.raises(LifecycleMapError, match="service-desgin"):
        render(ITIL, "mermaid", highlight="service-desgin")


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), 1e9])
def test_an_impossible_scale_is_refused(scale):
    """A picture of no size, or of more than any memory holds, is refused in our words."""
    pytest.importorskip("resvg_py")
    with pytest.raises(LifecycleMapError):
        render(VALUES["alignment"], "png", scale=scale)


def test_an_unknown_theme_is_refused():
    """A misspelt theme is no light theme."""
    with pytest.raises(UnknownNameError, match="unknown theme 'ligth'; did you mean 'light'"):
        render(VALUES["alignment"], "svg", theme="ligth")


def test_rendering_changes_nothing():
    """The value is as it was, and a second time gives the same."""
    for name in TEXT:
        value = ITIL if ("alignment", name) in CANNOT else VALUES["alignment"]
        before = attrs.evolve(value)
        assert render(value, name) == render(value, name)
        assert value == before


@pytest.mark.usefixtures("_no_engine")
def test_a_picture_without_an_engine_says_what_to_install():
    """The error names the extra and what there is without it."""
    for name in ("svg", "png"):
        with pytest.raises(EngineError, match=r"lifecycle-map\[draw\].*without it"):
            render(ITIL, name)
    with pytest.raises(MissingExtraError, match=r"pip install 'lifecycle-map\[draw\]'"):
        render(VALUES["alignment"], "png")


def test_a_diagram_is_rendered_as_it_was_made():
    """The picture of a value, changed or not, goes into every format that shows pictures."""
    value = VALUES["alignment"]
    drawn = diagram(value, "hub", language="de")
    assert render(drawn, "svg", theme="dark") == render(
        value, "svg", picture="hub", language="de", theme="dark"
    )
    for name in ("mermaid", "csv", "markdown", "html", "drawio"):
        assert render(drawn, name) == render(value, name, picture="hub", language="de")
    assert "Renamed" in f"{attrs.evolve(drawn, title='Renamed'):d2}"
    assert render(drawn, "svg", picture="hub") == render(drawn, "svg")


def test_a_format_of_ones_own(monkeypatch):
    """After registering it is found by name, suffix and format string."""
    monkeypatch.setattr(FORMATS, "_known", dict(FORMATS._known))
    shout = register_format(
        Format(
            name="shout", takes=Takes.TABLE, suffixes=(".shout",), mime="text/plain",
            write=lambda table, options: table.title.upper(),
        )
    )  # fmt: skip
    assert format_for("a.SHOUT") is shout
    assert f"{ITIL:shout}" == ITIL.title.upper()


@pytest.mark.parametrize("name", FORMATS.registered())
def test_each_suffix_finds_its_format(name):
    """The suffixes of a format lead to it, and to no other."""
    for suffix in FORMATS.get(name).suffixes:
        assert format_for(f"some.thing{suffix}").name == name


def test_json_of_an_alignment_is_plain_data():
    """It has the shape that scripts rely on."""
    made = json.loads(render(VALUES["alignment"], "json"))
    assert {"subject", "object", "elements", "correspondences", "coverage", "sources"} <= set(made)


def test_language_changes_labels_and_nothing_else():
    """A German ladder has German stages, in the same order."""
    there, here = (diagram(VALUES["alignment"], language=tag) for tag in ("", "de"))
    assert [box.key for box in there.boxes] == [box.key for box in here.boxes]
    assert [box.label for box in there.boxes] != [box.label for box in here.boxes]
    assert here.language == "de"


def test_what_is_no_value_of_ours_is_refused():
    """A text or a list cannot be rendered, and the message says so in our words."""
    for value in ("itil", ["itil"], SimpleNamespace(), Stage(key="a", name="A")):
        with pytest.raises((LifecycleMapError, TypeError)):
            render(value, "mermaid")
