"""Pictures as values of their own: what `diagram` returns can be changed, rendered and shown."""

from __future__ import annotations

import pytest
from attrs import evolve

import lifecycle_map as lm
from lifecycle_map.formats.outputs import FORMATS, Takes

PICTURES = [name for name in FORMATS.registered() if FORMATS.get(name).takes is not Takes.MODEL]
MODELS = [name for name in FORMATS.registered() if FORMATS.get(name).takes is Takes.MODEL]


@pytest.fixture(scope="module")
def ladder():
    """Return the picture of two frameworks."""
    return lm.diagram(lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")))


@pytest.mark.parametrize("name", PICTURES)
def test_every_format_of_pictures_and_tables_takes_one(ladder, name):
    """A picture renders to what its value renders to, or refuses it no more than that does."""
    assert len(lm.render(ladder, name)) > 300


def test_a_title_of_ones_own_is_drawn(ladder, tmp_path):
    """A picture that was changed is exported as it is now."""
    path = lm.export(evolve(ladder, title="Lesson three"), tmp_path / "lesson.svg")
    assert ">Lesson three<" in path.read_text("utf-8")


def test_a_title_and_a_caption_may_be_given(ladder):
    """Over the picture and under it, before the trade marks, drawn anew or drawn already."""
    value = lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    words = {"title": "Lesson three", "caption": "Figure 3: who hands over what."}
    assert lm.render(value, "svg", **words) == lm.render(ladder, "svg", **words)
    drawn = lm.diagram(ladder, **words)
    assert drawn.title == "Lesson three"
    assert drawn.notice.startswith("Figure 3: who hands over what. SU: Starting up")
    assert "PeopleCert" in drawn.notice


@pytest.mark.parametrize("name", MODELS)
def test_formats_of_models_refuse_a_picture(ladder, name):
    """A picture no longer holds what a format of models writes."""
    with pytest.raises(lm.UnsuitableFormatError, match="give it what was drawn"):
        lm.render(ladder, name)


@pytest.mark.parametrize("wish", [{"picture": "graph"}, {"language": "de"}, {"kinds": ("stage",)}])
def test_what_is_drawn_is_not_drawn_otherwise(ladder, wish):
    """A wish that comes too late is refused, since it would else be lost in silence."""
    with pytest.raises(lm.InvalidOptionError, match="diagram"):
        lm.render(ladder, "svg", **wish)
