"""Configuration of the documentation; the reference tables are generated at every build."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import contact_sheet  # noqa: E402 - it lies beside this file
import gallery  # noqa: E402 - as above
import generate  # noqa: E402 - as above

import lifecycle_map  # noqa: E402

generate.write_all(HERE / "reference")
gallery.write_gallery(HERE / "gallery")
contact_sheet.write_contact_sheet(
    HERE / "gallery" / "contact-sheet-generated.md", HERE / "gallery" / "sheet"
)

project = "lifecycle_map"
author = "The lifecycle_map maintainers"
copyright = f"2026, {author}"
version = release = lifecycle_map.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "lifecycle_map.sphinx"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
exclude_patterns = [
    "_build",
    "reference/*-generated.md",
    "gallery/*-generated.md",
]  # the latter stand inside other pages
nitpicky = True
nitpick_ignore_regex = [
    ("py:class", r"Lexicon|Numbers|Poles"),  # what a prepared lifecycle holds inside
    # The standard library, networkx, pandas and Arrow: their pages are elsewhere, and the build
    # needs no network.
    ("py:class", r"(collections|concurrent|datetime|os|nx|pa|pd)\..*|Path"),
    # A type variable, and an alias that a signature spells out.
    ("py:class", r".*\.[ET]|Showable|.*\.Hue|.*\.Lexicon|.*\.Check|.*\.Phrases"),
]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
default_role = "code"

html_extra_path = ["gallery/sheet"]
html_theme = "furo"
html_title = "lifecycle_map"
