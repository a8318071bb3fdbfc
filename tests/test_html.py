"""HTML: one file, no request, every text escaped, and said in which language it is."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from outlines import outlined
from strategies import TEXTS, crosswalks, lifecycles

import lifecycle_map as lm
from lifecycle_map.formats.html_needs import marked
from lifecycle_map.model.waivers import Waiver
from lifecycle_map.views.languages import language_of

ITIL = lm.load_lifecycle("itil")
PLAN = [
    "Build", "  Develop the software", "  User acceptance test", "Go live", "  Hypercare @Kim",
    "  Deploy to production",
]  # fmt: skip
GERMAN = [
    "Umsetzung", "  Software entwickeln", "  Abnahmetest durch die Anwender", "Einführung",
    "  Schulung der Anwender", "  Inbetriebnahme", "  Übergabe an den Betrieb",
]  # fmt: skip
VOID = {"br", "input", "link", "meta", "rect"}


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, the texts, and what stays open."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.texts = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


def checked(texts=tuple(PLAN), **options):
    return lm.check(lm.align(outlined(list(texts)), ITIL), **options)


REPORT = checked(path="plans/a.xml")
VALUES = {
    "report": REPORT,
    "german": checked(GERMAN),
    "not it": checked(["Wedding", "  Book the church", "  Order the flowers", "  Invitations"]),
    "checklist": lm.checklist(REPORT),
    "alignment": lm.align(lm.load_lifecycle("prince2"), ITIL),
    "crosswalk": lm.load_crosswalk("prince2--itil"),
    "lifecycle": ITIL,
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_page_is_whole_and_asks_for_nothing(kind):
    """Each element is closed, ids are unique, and nothing in it leads out of the file."""
    text = lm.render(VALUES[kind], "html")
    page = Page(text)
    assert page.open == []
    assert page.all("html") == [{"lang": "en"}]
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    for tag, found in page.elements:
        assert not {"src", "srcset", "style", "action"} & set(found)
        assert not [name for name in found if name.startswith("on")]
        assert tag not in {"img", "iframe", "object", "embed", "base"}
        assert found.get("href", "#").startswith("#")
    assert "url(" not in text.replace("createObjectURL(", "").replace("revokeObjectURL(", "")
    assert "@import" not in text


@pytest.mark.parametrize("kind", ["report", "checklist"])
def test_the_policy_knows_style_and_script_by_their_hashes(kind):
    """The policy allows the one style sheet and the one script of the page, and nothing else."""
    text = lm.render(VALUES[kind], "html")
    (policy,) = (m["content"] for m in Page(text).all("meta") if "http-equiv" in m)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inner,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_report_has_all_that_was_found():
    """Findings with what to do, coverage in words, the score explained, what cannot be told."""
    page = Page(lm.render(REPORT, "html"))
    for finding in REPORT.findings:
        assert finding.rule.title in page.text
        assert finding.rule.todo in page.text
    for coverage in REPORT.coverage:
        assert str(coverage) in page.text
    assert f"is {REPORT.score} of 100" in page.text
    assert all(finding.rule.key in page.text for finding in REPORT.unclear)
    assert "plans/a.xml" in page.text
    items = [found for _, found in page.elements if "data-item" in found]
    kinds = [found["data-item"] for found in items]
    assert kinds.count("finding") == len(REPORT.findings)
    assert kinds.count("need") == len(REPORT.needs)


def test_each_facet_offers_what_its_items_have():
    """A value that items have and no box offers would hide them for good."""
    page = Page(lm.render(REPORT, "html"))
    offered = {(box["name"], box["value"]) for box in page.all("input") if "name" in box}
    names = {name for name, _ in offered}
    had = {
        (name, found[f"data-{name}"])
        for _, found in page.elements
        for name in names
        if f"data-{name}" in found
    }
    assert names == {"severity", "gate", "level", "visible"}
    assert had == offered


def test_each_need_has_the_words_that_show_it():
    """The words are marked in the name of the task, those side by side together."""
    text = lm.render(REPORT, "html")
    assert "<mark>User acceptance test</mark>" in text
    assert marked("Hand over to <b> operations", ("Hand", "over", "operations")) == (
        "<mark>Hand over</mark> to &lt;b&gt; <mark>operations</mark>"
    )
    assert marked("Test of tests", ("nowhere",)) == "Test of tests"


@given(TEXTS, TEXTS)
def test_marking_changes_no_text(name, word):
    """What is read is the name, whatever is marked in it."""
    shown = Page(marked(name, (word, *name.split()))).texts
    assert "".join(shown).replace("\r", "\n") == "".join(Page(marked(name, ())).texts).replace(
        "\r", "\n"
    )


def test_the_lines_of_a_plan_say_their_language():
    """German tasks are German on an English page; where the language is not known it says so."""
    german = Page(lm.render(VALUES["german"], "html"))
    assert language_of(VALUES["german"].plan) == "de"
    assert {found["lang"] for found in german.all("q")} == {"de"}
    assert {found["dir"] for found in german.all("q")} == {"auto"}
    short = checked(["Go live", "  Server"])
    assert language_of(short.plan) == ""
    assert ' lang="" ' in lm.render(short, "html")


def test_what_is_accepted_is_told_apart():
    """A waived gap stands under its own heading, with who accepted it."""
    waiver = Waiver(rule="GAP-R2a", owner="Kim", reason="r", expires=date(2027, 3, 31))
    page = Page(lm.render(lm.waive(REPORT, [waiver], date(2027, 3, 1)), "html"))
    assert "Accepted for now" in page.text
    assert "accepted by Kim until 2027-03-31" in page.text


def test_a_check_list_is_filled_in():
    """A box, owner, date, evidence and comment for each point; nothing is ticked."""
    page = Page(lm.render(VALUES["checklist"], "html"))
    fields = [f for f in page.all("input") if f["type"] in ("checkbox", "date")]
    boxes = [field for field in fields if field["type"] == "checkbox"]
    points = len(VALUES["checklist"].points)
    assert len(boxes) == points
    assert not [box for box in boxes if "checked" in box]
    assert len(page.all("textarea")) == 3 * points + 6
    assert all(field["aria-label"] for field in (*fields, *page.all("textarea")))
    assert "Kim" in page.text


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lifecycles(), crosswalks())
def test_any_value_is_a_whole_page(lifecycle, crosswalk):
    """Whatever names hold, elements are closed and no script comes in."""
    other = ITIL if lifecycle.key != ITIL.key else lm.load_lifecycle("prince2")
    report = lm.check(lm.align(lifecycle, other))
    for value in (lifecycle, crosswalk, report, lm.checklist(report)):
        page = Page(lm.render(value, "html"))
        assert page.open == []
        assert len(page.all("script")) == 1


def test_names_that_are_markup_stay_names():
    """A task called like a script is shown, not run."""
    evil = '</q></script><script>alert("x")</script> go live & deploy to production'
    report = checked(["Build", f"  {evil}", "  Develop the software", "  Database server"])
    text = lm.render(attrs.evolve(report, path='"><script>'), "html")
    assert len(Page(text).all("script")) == 1
    assert evil in Page(text).text
