"""The legend of a timeline: bars, milestones, and the slack between lines."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.legends import Entry, Sample
from lifecycle_map.layouts.scenes import Path, Polygon, Rect, Shape
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Diagram, State, Tone
from lifecycle_map.views.diagrams import Shape as Kind


def timeline_legend(diagram: Diagram, theme: Theme) -> Iterator[list[Entry]]:
    """Yield the sections of the legend: only of what the picture shows."""
    words = captions(diagram.language)
    project, service = theme.hues[Tone.PROJECT], theme.hues[Tone.SERVICE]
    bars = {box.state for box in diagram.boxes if box.shape is not Kind.GATE}
    kinds = {box.shape for box in diagram.boxes}
    tones = {lane.tone for lane in diagram.lanes}

    def bar(stroke: str, fill: str, weight: float, dash: tuple[float, ...] = ()) -> Rect:
        return Rect(
            x=0, y=0, width=26, height=13, fill=fill, stroke=stroke,
            stroke_width=weight, dash=dash, radius=4,
        )  # fmt: skip

    shown = [
        ("plan", Tone.PROJECT in tones, bar(project.line, project.tint, 1.5)),
        ("critical", State.RUNNING in bars, bar(project.line, project.tint, 3.5)),
        ("waited for", bool(diagram.arrows), bar(service.line, service.tint, 1.5)),
        ("freeze", State.ABSENT in bars, bar(theme.poor, theme.page, 1.5, (5, 3))),
    ]
    yield [_entry(key, words[key], sample) for key, here, sample in shown if here]
    if Kind.GATE in kinds:
        yield [Entry(key="milestone", words=words["milestone"], width=14, sample=_diamond(theme))]
    lines = [
        ("slack", any(a.weight >= 0 for a in diagram.arrows), theme.ink, ()),
        ("late", any(a.weight < 0 for a in diagram.arrows), theme.ink, (3.0, 3.0)),
    ]
    yield [_line(key, words[key], colour, dash) for key, here, colour, dash in lines if here]


def _entry(key: str, words: str, sample: Rect) -> Entry:
    return Entry(
        key=key,
        words=words,
        width=26,
        sample=lambda x, middle: (evolve(sample, x=x, y=middle - 6.5),),
    )


def _line(key: str, words: str, colour: str, dash: tuple[float, ...]) -> Entry:
    return Entry(
        key=key,
        words=words,
        width=26,
        sample=lambda x, middle: (
            Path(
                points=((x, middle), (x + 26, middle)), stroke=colour, stroke_width=2.0, dash=dash
            ),
        ),
    )


def _diamond(theme: Theme) -> Sample:
    def sample(x: float, middle: float) -> tuple[Shape, ...]:
        points = ((x + 7, middle - 7), (x + 14, middle), (x + 7, middle + 7), (x, middle))
        return (Polygon(points=points, fill=theme.hues[Tone.PROJECT].line),)

    return sample
