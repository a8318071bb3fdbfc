"""The extension of Sphinx: pictures in pages, for every builder, and faults with their line."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import lifecycle_map as lm
from lifecycle_map.errors import MissingExtraError

pytest.importorskip("sphinx")

from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

MODEL = """key = "acme"
name = "Acme"
side = "service"
[[elements]]
kind = "stage"
key = "a"
name = "{name}"
"""
NEEDS_DRAW = pytest.mark.skipif(not find_spec("typst"), reason="needs the extra [draw]")


class Project:
    """A small documentation in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.said = ""
        self.write("conf.py", 'extensions = ["lifecycle_map.sphinx"]\n')

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def build(self, text=None, builder="html", **more):
        """Build, and return the index as it was written."""
        if text is not None:
            self.write("index.rst", f"Title\n=====\n\n{text}\n")
        said = io.StringIO()
        out = self.folder / "_build" / builder
        with patch_docutils(self.folder), docutils_namespace():
            Sphinx(self.folder, self.folder, out, self.folder / "_doctrees", builder,
                   status=None, warning=said, **more).build()  # fmt: skip
        self.said = strip_colors(said.getvalue())
        name = {"html": "index.html", "text": "index.txt", "latex": "projectnamenotset.tex"}
        return (out / name[builder]).read_text("utf-8")

    def images(self, builder="html"):
        folder = self.folder / "_build" / builder / ("_images" if builder == "html" else "")
        return sorted(p.name for p in folder.glob("*-*.*") if p.suffix in (".svg", ".pdf", ".png"))


@pytest.fixture
def project(tmp_path):
    """An empty documentation."""
    return Project(tmp_path)


def ladder(**options):
    alignment = lm.align(lm.load_lifecycle("prince2"), lm.load_lifecycle("itil"))
    return lm.render(alignment, "svg", picture="ladder", **options)


def test_a_page_shows_the_picture_that_the_command_draws(project):
    """The file in the page is what draw writes, and its name tells its content."""
    page = project.build(".. lifecycle-map:: ladder prince2 itil\n   :theme: dark\n   :lang: de")
    (name,) = project.images()
    assert project.said == ""
    assert re.fullmatch(r"ladder-[0-9a-f]{12}\.svg", name)
    written = (project.folder / "_build/html/_images" / name).read_text("utf-8")
    assert written == ladder(theme="dark", language="de")
    assert f'src="_images/{name}"' in page


def test_who_cannot_see_it_is_told(project):
    """Without words of the author the alternative text is the title and how it begins."""
    page = project.build(".. lifecycle-map:: ladder prince2 itil")
    (alt,) = re.findall(r'alt="([^"]*)"', page)
    assert alt.startswith("PRINCE2 and the ITIL service lifecycle")
    assert len(alt) <= 150
    page = project.build(".. lifecycle-map:: ladder prince2 itil\n   :alt: Two rails")
    assert 'alt="Two rails"' in page


def test_a_caption_makes_a_figure_that_can_be_referred_to(project):
    """Caption with markup, name, place and class, as figures have them."""
    page = project.build(
        ".. lifecycle-map:: ladder prince2 itil\n   :caption: The *ladder*\n   :name: the-ladder\n"
        "   :align: center\n   :class: wide\n   :width: 80%\n\nSee :ref:`the-ladder`."
    )
    assert project.said == ""
    assert '<figure class="align-center" id="the-ladder">' in page
    assert "<em>ladder</em>" in page
    assert 'href="#the-ladder"' in page
    assert re.search(r'<img [^>]*class="lifecycle-map wide"', page)
    assert "width: 80%" in page


@pytest.mark.parametrize("words", ["ladder prince2 itil", "graph itil"])
def test_inline_the_picture_is_part_of_the_page(project, words):
    """No file is written, ids stay unique, and nothing is wider than the page."""
    one = f".. lifecycle-map:: {words}\n   :inline:\n   :name: here\n   :align: right\n"
    page = project.build(f"{one}\n{one.replace('here', 'there')}")
    assert project.images() == []
    assert page.count("<svg ") == page.count("max-width:100%") == 2
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"here", "there"} <= set(ids)
    for names in re.findall(r'aria-labelledby="(lm-[^"]+)"', page):
        assert set(names.split()) <= set(ids)


@NEEDS_DRAW
def test_latex_gets_a_pdf(project):
    """Vectors for print, inline or not; the figure keeps its caption."""
    text = project.build(
        ".. lifecycle-map:: ladder prince2 itil\n   :caption: On paper\n   :inline:", "latex"
    )
    (name,) = project.images("latex")
    assert name.endswith(".pdf")
    assert f"{{{{{name.removesuffix('.pdf')}}}.pdf}}" in text
    assert (project.folder / "_build/latex" / name).read_bytes().startswith(b"%PDF")


def test_without_the_extra_paper_gets_the_words(project, monkeypatch):
    """What cannot be drawn is told with its line, and what it shows stands in its place."""
    from lifecycle_map.sphinx import pictures

    def missing(node):
        raise MissingExtraError("a PDF file", "draw", "write .svg instead")

    monkeypatch.setitem(pictures.WRITERS, "application/pdf", (".pdf", missing))
    text = project.build(".. lifecycle-map:: ladder prince2 itil", "latex")
    assert "index.rst:4: WARNING" in project.said
    assert "lifecycle-map[draw]" in project.said
    assert "stages in order" in text


def test_text_gets_the_alternative_text(project):
    """A builder without pictures says what there would be."""
    text = project.build(".. lifecycle-map:: ladder prince2 itil\n   :alt: Two rails", "text")
    assert "[image: Two rails]" in text


FAULTS = [
    ("laddr prince2 itil", "unknown picture 'laddr'; did you mean 'ladder'?"),
    ("ladder prince2 nowhere", "unknown lifecycle 'nowhere'"),
    ("ladder prince2", "a lifecycle alone"),
    ("ladder a b c", "unknown lifecycle 'a'"),
    ("ladder 'prince2 itil", "name a kind of picture and one lifecycle, two, or more"),
    ("timeline no/plan.xml", "plan.xml': there is no such file"),
    ("timeline plan.xml", "plan.xml': there is no such file"),
    ("timeline bad.toml", "bad.toml: line 3: "),
    ("ladder prince2 itil\n   :theme: drak", "unknown theme 'drak'; did you mean 'dark'?"),
    ("ladder prince2 itil\n   :theme: brand.toml", "brand.toml': there is no such file"),
    ("ladder prince2 itil\n   :lang: xx", "unknown language 'xx'"),
    ("ladder prince2 itil\n   :highlight: nosuch", "nosuch"),
    ("ladder prince2 itil\n   :size: a7", "a7"),
    ("ladder prince2 itil\n   :frame: last", "a frame is a whole number"),
    ("ladder prince2 itil\n   :frame: 900", "there is no frame 900"),
    ("ladder prince2 itil\n   :facts: facts.toml", "facts.toml': there is no such file"),
    ("ladder prince2 itil\n   :crosswalk: mine.toml", "mine.toml': there is no such file"),
]
"""What stands after the name of the directive, and what is told about it."""


def test_a_fault_is_a_warning_with_its_line(project):
    """No traceback, and the rest of the page is there; -W makes it an error, as for all."""
    project.write("bad.toml", 'key = "a"\nname = "A"\nside = "servicee"\n')
    blocks = [f".. lifecycle-map:: {text}\n" for text, _ in FAULTS]
    page = project.build("\n".join((*blocks, "The rest.")))
    lines = [line for line in project.said.splitlines() if "lifecycle_map.fault" in line]
    assert [told for (_, told), line in zip(FAULTS, lines, strict=True) if told not in line] == []
    places = [re.search(r"index\.rst:(\d+): WARNING: ", line) for line in lines]
    source = (project.folder / "index.rst").read_text("utf-8").splitlines()
    for place in places:
        assert source[int(place[1]) - 1].startswith(".. lifecycle-map::")
    assert "Traceback" not in project.said
    assert "The rest." in page


def test_warnings_can_be_suppressed_by_their_name(project):
    """Both kinds have a type of their own."""
    text = ".. lifecycle-map:: laddr prince2 itil"
    project.build(text, confoverrides={"suppress_warnings": ["lifecycle_map.fault"]})
    assert project.said == ""


def test_what_a_reader_left_out_is_told(project):
    """Nothing is dropped in silence: the warnings of a plan are warnings of the page."""
    plan = Path(__file__).parents[1] / "examples" / "service-introduction.csv"
    project.write("plan.csv", plan.read_text("utf-8") + ",,,not a date,,,,\n")
    project.build(".. lifecycle-map:: timeline plan.csv")
    read = lm.read_lifecycle(str(project.folder / "plan.csv"))
    assert read.warnings
    assert [w for w in read.warnings if w not in project.said] == []
    assert project.said.count("lifecycle_map.left_out") == len(read.warnings)


def test_a_page_is_read_again_when_its_files_change(project):
    """Models and themes are dependencies; a page without them stays as it was read."""
    project.write("models/acme.toml", MODEL.format(name="Run"))
    project.write("brand.toml", 'page = "#FAFAF0"\n')
    project.write("other.rst", ":orphan:\n\nOther\n=====\n\n.. lifecycle-map:: hub prince2\n")
    text = ".. lifecycle-map:: service-loop models/acme.toml\n   :theme: brand.toml"
    project.build(text)
    (first,) = [name for name in project.images() if name.startswith("service-loop")]
    os.utime(project.folder / "models/acme.toml", (1e9, 1e9))
    project.write("models/acme.toml", MODEL.format(name="Support"))
    _later(project.folder / "models/acme.toml")
    page = project.build()
    assert first not in page
    (second,) = re.findall(r"service-loop-\w+\.svg", page)
    project.write("brand.toml", 'page = "#F0FAFA"\n')
    _later(project.folder / "brand.toml")
    assert second not in project.build()


def _later(path):
    """Give a file a time after that of the last build, however coarse the clock."""
    told = path.stat().st_mtime + 5
    os.utime(path, (told, told))


def test_a_file_that_was_missing_is_looked_for_again(project):
    """The page that a fault stopped is read again when the file is there."""
    project.build(".. lifecycle-map:: service-loop acme.toml")
    assert "no such file" in project.said
    project.write("acme.toml", MODEL.format(name="Run"))
    assert "service-loop-" in project.build()
    assert project.said == ""


def test_the_configuration_holds_what_all_pictures_share(project):
    """Its options are the default, which a directive overrules; a misspelt one is told."""
    text = ".. lifecycle-map:: ladder prince2 itil\n"
    shared = {"confoverrides": {"lifecycle_map_options": {"theme": "print"}}}
    project.build(text, **shared)
    (name,) = project.images()
    made = (project.folder / "_build/html/_images" / name).read_text("utf-8")
    assert made == ladder(theme="print")
    assert name not in project.build(f"{text}   :theme: light", **shared)
    project.build(text, confoverrides={"lifecycle_map_options": {"teme": "print"}})
    assert "lifecycle_map_options: teme" in project.said


def test_frames_show_how_a_picture_is_built_up(project):
    """A frame is one step of the picture, by its number."""
    project.build(".. lifecycle-map:: ladder prince2 itil\n   :frame: 1")
    (name,) = project.images()
    made = (project.folder / "_build/html/_images" / name).read_text("utf-8")
    assert made == ladder(frame=1)


def test_many_processes_write_the_same_pages(project):
    """It is safe for parallel builds, and the bytes do not depend on them."""
    for number in range(8):
        text = f":orphan:\n\nP\n=\n\n.. lifecycle-map:: ladder prince2 itil\n   :frame: {number}\n"
        project.write(f"page{number}.rst", text)
    project.write("index.rst", "Title\n=====\n")
    pages = []
    for jobs in ("1", "2"):
        out = project.folder / jobs
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-j", jobs, "-d", out / "d",
             project.folder, out],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        files = [*out.glob("page*.html"), *(out / "_images").iterdir()]
        pages.append({path.name: path.read_bytes() for path in files})
    assert len(pages[0]) == 16
    assert pages[0] == pages[1]


def test_a_page_in_markdown_takes_it_too(project):
    """MyST has the same directive as a fence."""
    pytest.importorskip("myst_parser")
    project.write("conf.py", 'extensions = ["myst_parser", "lifecycle_map.sphinx"]\n')
    fence = "```{lifecycle-map} hub prince2 itil\n:lang: de\n:caption: Die *Nabe*\n```\n"
    project.write("index.md", f"# Title\n\n{fence}\n```{{lifecycle-map}} laddr a b\n```\n")
    page = project.build()
    assert "<em>Nabe</em>" in page
    assert project.images()
    assert re.search(r"index\.md:\d+: WARNING: unknown picture 'laddr'", project.said)


def test_the_package_does_not_ask_for_sphinx():
    """Nothing but the extension imports it."""
    told = (
        "import sys, lifecycle_map.sphinx, lifecycle_map.cli.draw; print('sphinx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_another_version_of_the_package_draws_anew(project, monkeypatch):
    """Pages are read again when the package is another, since its pictures may be."""
    project.build(".. lifecycle-map:: ladder prince2 itil")
    (name,) = project.images()
    made = project.folder / "_build/html/index.html"
    before = made.stat().st_mtime_ns
    project.build()
    assert made.stat().st_mtime_ns == before
    monkeypatch.setattr(lm, "__version__", "99")
    assert name in project.build()
    assert made.stat().st_mtime_ns > before
