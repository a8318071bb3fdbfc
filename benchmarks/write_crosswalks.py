"""Write down what follows from the curated crosswalks, in the files of those that have little.

``python benchmarks/write_crosswalks.py`` writes anew, below the mark in each file of `OVER`, the
rows that chain two crosswalks, and for what those leave out the rows that words and context find.
A matched row that somebody looked at and did not believe is in ``write_crosswalks.toml``.
Run it after a change to a curated row; what it writes is the same every time.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import attrs
from chains import between, chained

import lifecycle_map as lm
from lifecycle_map.loading import frameworks
from lifecycle_map.loading.native import crosswalk_of
from lifecycle_map.model.crosswalks import merged_all, surest

MARK = "# Composed and matched: written by benchmarks/write_crosswalks.py, edit the rows above"
FOLDER = Path(str(files("lifecycle_map.reference") / "crosswalks"))
REFUSED = Path(__file__).with_suffix(".toml")

OVER = {
    "prince2-2017--itil-4": ("itil-2011",),
    "prince2-2023--itil-4": ("itil-2011",),
    **{
        f"{project}--{service}": over
        for service, over in (("itil-2011", ("prince2-2023",)),
                              ("itil-4", ("prince2-2023", "itil-2011")))
        for project in ("iso-21502", "p3-express", "pm2", "pmbok-6")
    },
}  # fmt: skip
"""What is composed over which lifecycles, in an order in which each finds what it needs."""

LEAST = 0.3
"""A chain that is less sure than this is not written down."""

LEAST_MATCHED = 0.7
"""A match of words that is less sure than this is not written down."""

WIDTH = 100

WORDS = lm.Source(key="words", title="Matched by words and context by this project, and looked at")
"""Who says so where nobody does."""


def main() -> None:
    for key in OVER:
        text, rows = written(key)
        (FOLDER / f"{key}.toml").write_text(text, encoding="utf-8")
        frameworks._shipped_crosswalk.cache_clear()  # noqa: SLF001
        made = Counter(row.justification.value.partition(":")[2] for row in rows)
        print(f"{key}: {', '.join(f'{count} {name}' for name, count in made.items())}")


def written(key: str) -> tuple[str, tuple[lm.Correspondence, ...]]:
    """Return the text of a crosswalk's file as it should be, and the rows below the mark."""
    path = FOLDER / f"{key}.toml"
    head = path.read_text(encoding="utf-8").partition(f"\n{MARK}")[0]
    by_hand = crosswalk_of(head.encode(), path.name)
    composed = tuple(_composed(by_hand, OVER[key]))
    rows = (*composed, *_matched(by_hand, composed))
    return "\n".join((head, MARK, *_told(by_hand, OVER[key], rows))), rows


def _composed(by_hand: lm.Crosswalk, over: tuple[str, ...]) -> Iterator[lm.Correspondence]:
    """Yield the chains, but for those between ends that a curated row joins."""
    known = {(row.subject, row.object) for row in by_hand.correspondences}
    found = surest(
        row
        for middle in over
        for row in chained(
            _leg(by_hand.subject_lifecycle, middle), _leg(middle, by_hand.object_lifecycle)
        )
    )
    kept = [row for row in found if row.confidence >= LEAST]
    yield from _in_order(by_hand, (row for row in kept if (row.subject, row.object) not in known))


def _leg(subject: str, object_: str) -> lm.Crosswalk:
    """Return a crosswalk without what was only matched: nothing is chained to a guess."""
    found = between(subject, object_)
    if found is None:
        raise SystemExit(f"no crosswalk joins {subject} and {object_}")
    rows = (r for r in found.correspondences if r.justification is not lm.Justification.LEXICAL)
    return attrs.evolve(found, correspondences=tuple(rows))


def _matched(
    by_hand: lm.Crosswalk, composed: tuple[lm.Correspondence, ...]
) -> Iterator[lm.Correspondence]:
    """Yield what words and context find for elements of which nothing else is said.

    Words cannot tell how near a temporary thing comes to a lasting one: all are *related*.
    """
    refused = tomllib.loads(REFUSED.read_text(encoding="utf-8"))["refused"].get(by_hand.key, ())
    known = {row.subject for row in (*by_hand.correspondences, *composed)}
    ends = (by_hand.subject_lifecycle, by_hand.object_lifecycle)
    for row in lm.match(*map(lm.load_lifecycle, ends)).correspondences:
        pair = f"{row.subject.key} {row.object.key}"
        if row.subject not in known and row.confidence >= LEAST_MATCHED and pair not in refused:
            yield attrs.evolve(row, match=lm.Match.RELATED)


def _in_order(by_hand: lm.Crosswalk, rows: Iterator[lm.Correspondence]) -> list[lm.Correspondence]:
    """Return rows as their ends stand in the two lifecycles."""
    places = {
        lifecycle.ref(element.key): number
        for lifecycle in map(
            lm.load_lifecycle, (by_hand.subject_lifecycle, by_hand.object_lifecycle)
        )
        for number, element in enumerate(lifecycle)
    }
    return sorted(rows, key=lambda r: (places.get(r.subject, -1), places.get(r.object, -1)))


def _told(
    by_hand: lm.Crosswalk, over: tuple[str, ...], rows: tuple[lm.Correspondence, ...]
) -> Iterator[str]:
    """Yield the lines of a file below the mark."""
    cited = {key for row in rows for key in (*row.sources, *row.sources_against)}
    ends = (by_hand.subject_lifecycle, by_hand.object_lifecycle)
    legs = [leg for middle in over for leg in (_leg(ends[0], middle), _leg(middle, ends[1]))]
    known = {source.key: source for source in by_hand.sources}
    cited |= {WORDS.key} if any(not row.sources for row in rows) else set()
    for source in merged_all((*(leg.sources for leg in legs), (WORDS,))):
        if source.key in cited and source.key not in known:
            yield from ("", "[[sources]]", f"key = {_quoted(source.key)}")
            yield f"title = {_quoted(source.title)}"
            yield from [f"year = {source.year}"] if source.year else []
            yield from [f"url = {_quoted(source.url)}"] if source.url else []
    for row in rows:
        yield from _row(row, ends)
    yield ""


def _row(row: lm.Correspondence, ends: tuple[str, str]) -> Iterator[str]:
    yield from ("", "[[correspondences]]")
    if row.justification is lm.Justification.CHAINED:
        yield f"row = {_quoted('+'.join(_rows_of(row)))}"
    yield f"subject = {_quoted(str(row.subject))}"
    yield f"match = {_quoted(row.match.value)}"
    yield f"object = {_quoted(str(row.object))}"
    yield f"justification = {_quoted(row.justification.value)}"
    yield f"confidence = {row.confidence:g}"
    if row.direction is not lm.Direction.NONE:
        yield f"direction = {_quoted(row.direction.value)}"
    if row.handed_over:
        yield f"handed_over = {_quoted(row.handed_over)}"
    products = [str(ref) for ref in row.products if ref.lifecycle in ends]
    yield from _list("products", products)
    yield from _list("sources", row.sources or (WORDS.key,))
    yield from _list("sources_against", row.sources_against)
    yield from _list("evidence", _evidence(row))


def _evidence(row: lm.Correspondence) -> list[str]:
    """Return the evidence; of a chain the rows that people made, and not the chains between."""
    return [
        text
        for text in row.evidence
        if "+" not in text.rpartition("(row ")[2] and not text.startswith("counted: ")
    ]


def _rows_of(row: lm.Correspondence) -> Iterator[str]:
    """Yield the rows that a chain was made of, as its evidence names them."""
    for statement in _evidence(row):
        yield statement.rpartition("(row ")[2].rstrip(")")


def _list(name: str, texts: tuple[str, ...] | list[str]) -> Iterator[str]:
    line = f"{name} = [{', '.join(map(_quoted, texts))}]"
    if not texts:
        return
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{name} = ["
    yield from (f"    {_quoted(text)}," for text in texts)
    yield "]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
