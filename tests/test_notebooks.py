"""What a notebook shows: words always, pictures where they can be made, and never an error."""

from __future__ import annotations

import base64
import json
import struct
import sys
from importlib.util import find_spec

import attrs
import pytest
from awkward_labels import LABELS
from hypothesis import HealthCheck, given, settings
from strategies import lifecycles

import lifecycle_map as lm
from lifecycle_map.formats import engines
from lifecycle_map.formats.notebooks import notebook_bundle
from lifecycle_map.formats.outputs import FORMATS

PRINCE2, ITIL = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
ALIGNMENT = lm.align(PRINCE2, ITIL)
PLAN = lm.Lifecycle(
    key="plan", name="Plan", side=lm.Side.PROJECT, elements=(lm.Stage(key="a", name="Go live"),)
)
PLANNED = lm.align(PLAN, ITIL)
PICTURED = {
    "lifecycle": ITIL,
    "project": PRINCE2,
    "alignment": ALIGNMENT,
    "report": lm.check(PLANNED),
    "procedures": lm.procedure_matrix(PLANNED),
    "raci": lm.raci_bridge(PLANNED),
    "staff": lm.involvement(PLANNED),
    "diagram": lm.diagram(ALIGNMENT, "sankey"),
    "empty": lm.Lifecycle(key="k", name="K", side=lm.Side.PROJECT),
    "empty alignment": lm.align(lm.Lifecycle(key="k", name="", side=lm.Side.PROJECT), ITIL),
}
WORDS = {
    "crosswalk": lm.load_crosswalk("prince2--itil"),
    "checklist": lm.checklist(lm.check(PLANNED)),
}
TEXT, SVG, PNG, MARKDOWN = "text/plain", "image/svg+xml", "image/png", "text/markdown"
NEEDS_DRAW = pytest.mark.skipif(not find_spec("resvg_py"), reason="needs the extra [draw]")


@pytest.fixture
def _bare(monkeypatch):
    """No Graphviz anywhere, and no extra installed."""
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    monkeypatch.setattr(engines, "_embedded", lambda: "")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setitem(sys.modules, "resvg_py", None)


@NEEDS_DRAW
@pytest.mark.parametrize("kind", PICTURED)
def test_there_are_words_and_the_picture_twice(kind):
    """SVG for the screen and PNG for a notebook that becomes a PDF, of the same size."""
    bundle = PICTURED[kind]._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {TEXT, SVG, PNG}
    assert bundle[TEXT] == str(PICTURED[kind])
    assert '<svg style="max-width:100%' in bundle[SVG]
    data = base64.b64decode(bundle[PNG], validate=True)
    assert data.startswith(b"\x89PNG")
    assert min(struct.unpack(">II", data[16:24])) > 40


@pytest.mark.usefixtures("_bare")
@pytest.mark.parametrize("kind", PICTURED)
def test_a_bare_installation_shows_words_and_svg(kind):
    """Without Graphviz a lifecycle is drawn by a layout of ours; without [draw] there is no PNG."""
    bundle = PICTURED[kind]._repr_mimebundle_()
    assert set(bundle) == {TEXT, SVG}


@pytest.mark.parametrize("kind", WORDS)
def test_what_has_no_picture_is_a_document(kind):
    """Rows are Markdown, and the text is there all the same."""
    bundle = WORDS[kind]._repr_mimebundle_()
    assert bundle == {TEXT: str(WORDS[kind]), MARKDOWN: f"{WORDS[kind]:markdown}"}


def test_all_of_it_can_be_saved():
    """A notebook is JSON: pixels are base64 and not bytes."""
    for value in (*PICTURED.values(), *WORDS.values()):
        assert json.loads(json.dumps(notebook_bundle(value)))


def test_only_what_is_asked_for_is_made(monkeypatch):
    """IPython says what it wants and what not."""
    assert set(ITIL._repr_mimebundle_(include={TEXT})) == {TEXT}
    assert PNG not in ALIGNMENT._repr_mimebundle_(exclude={PNG})
    assert set(ALIGNMENT._repr_mimebundle_(include=[SVG, "text/html"])) == {SVG}
    monkeypatch.setattr("lifecycle_map.formats.notebooks.svg_to_png", None)
    assert set(ALIGNMENT._repr_mimebundle_(exclude={PNG})) == {TEXT, SVG}


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_awkward_labels_are_shown(label):
    """Whatever is written in a name, there are words and a picture."""
    stages = (lm.Stage(key="a", name=label), lm.Stage(key="b", name=label[:99] * 2))
    plan = lm.Lifecycle(key="p", name=label, side=lm.Side.SERVICE, elements=stages)
    for value in (plan, lm.align(plan, ITIL)):
        bundle = notebook_bundle(value)
        assert bundle[TEXT] == str(value)
        assert SVG in bundle
        json.dumps(bundle)


@NEEDS_DRAW
def test_letters_that_the_font_lacks_leave_the_pixels_out():
    """There is no picture with empty boxes for letters; the SVG takes the fonts of the reader."""
    value = attrs.evolve(lm.diagram(ALIGNMENT), title="ᏣᎳᎩ")
    assert set(notebook_bundle(value)) == {TEXT, SVG}


@NEEDS_DRAW
def test_a_picture_that_is_too_large_has_no_pixels(monkeypatch):
    """A cell that shows a picture of many metres does not take half a minute."""
    monkeypatch.setattr("lifecycle_map.formats.notebooks.LARGEST", 900.0)
    assert set(notebook_bundle(ALIGNMENT)) == {TEXT, SVG}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lifecycles())
def test_a_notebook_never_raises(lifecycle):
    """Whatever it is, it is shown."""
    assert notebook_bundle(lifecycle, exclude={PNG})[TEXT] == str(lifecycle)
    assert notebook_bundle(lm.align(lifecycle, ITIL), exclude={PNG})[TEXT]


@pytest.mark.parametrize("error", [RuntimeError, KeyError, AttributeError, RecursionError])
def test_a_notebook_never_raises_what_a_format_of_others_does(error, monkeypatch):
    """A fault in a format that a package added does not break the notebook."""

    def fail(value, options):
        raise error("broken")

    monkeypatch.setattr(FORMATS, "_known", dict(FORMATS._known))
    for name in ("svg", "markdown"):
        lm.register_format(attrs.evolve(FORMATS.get(name), write=fail))
    assert notebook_bundle(ITIL) == {TEXT: str(ITIL)}


def test_a_value_that_cannot_say_what_it_is():
    """Not even that is an error in a notebook."""

    class Odd:
        def __str__(self):
            raise ValueError("no words")

    assert notebook_bundle(Odd()) == {TEXT: "Odd"}
