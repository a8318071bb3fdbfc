"""The directive ``lifecycle-map``: it draws when a page is read, so that faults have a line."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from lifecycle_map.errors import InvalidOptionError, LifecycleMapError
from lifecycle_map.sphinx.pictures import Picture
from lifecycle_map.sphinx.requests import LISTS, WORDS, Drawn, draw, requested

LOG = logging.getLogger(__name__)
TYPE = "lifecycle_map"
"""What ``suppress_warnings`` calls our warnings; those on what is left out are ``.left_out``."""


def _align(text: str) -> str:
    return str(directives.choice(text, ("left", "center", "right")))


class LifecycleMapDirective(SphinxDirective):
    """``.. lifecycle-map:: ladder prince2 itil``, with the options of ``lifecycle-map draw``."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys((*WORDS, *LISTS, "frame"), directives.unchanged_required),
        **dict.fromkeys(("caption", "alt"), directives.unchanged),
        **dict.fromkeys(("strict", "inline"), directives.flag),
        "align": _align,
        "width": directives.length_or_percentage_or_unitless,
        "class": directives.class_option,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the picture, in a figure where there is a caption; nothing after a fault."""
        try:
            drawn = self._drawn()
        except LifecycleMapError as error:
            self._warn("; ".join(str(error).splitlines()), "fault")
            return []
        for warning in drawn.warnings:
            self._warn(warning, "left_out")
        return [self._placed(self._picture(drawn))]

    def _drawn(self) -> Drawn:
        """Draw, and tell Sphinx which files the page depends on, be they there or not."""
        given = {name: "" if told is None else told for name, told in self.options.items()}
        options = {**self._defaults(), **given}
        parsed, files = requested(self.arguments[0], options, self._beside)
        for path in files:
            self.env.note_dependency(path)
        return draw(parsed)

    def _defaults(self) -> dict[str, str]:
        """Return what ``lifecycle_map_options`` of the configuration says of every picture."""
        told = {str(name): str(value) for name, value in self.config.lifecycle_map_options.items()}
        for name in told:
            if name not in (*WORDS, *LISTS):
                raise InvalidOptionError(f"lifecycle_map_options: {name}", "no such option")
        return told

    def _beside(self, path: str) -> str:
        """Return a path from the folder of the page; one that begins with / from the sources."""
        return str(self.env.relfn2path(path)[1])

    def _picture(self, drawn: Drawn) -> Picture:
        node = Picture(
            "",
            **attrs.asdict(drawn, filter=attrs.filters.exclude("warnings")),
            alt=self.options.get("alt") or drawn.alt,
            inline="inline" in self.options,
            classes=["lifecycle-map", *self.options.get("class", ())],
        )
        if "width" in self.options:
            node["width"] = self.options["width"]
        self.set_source_info(node)
        return node

    def _placed(self, picture: Picture) -> nodes.Node:
        """Return a picture by itself, or the figure that holds it and its caption."""
        caption = self.options.get("caption")
        node: Any = picture
        if caption:
            children, messages = self.state.inline_text(caption, self.lineno)
            node = nodes.figure("", picture, nodes.caption(caption, "", *children), *messages)
            self.set_source_info(node)
        if "align" in self.options:
            node["align"] = self.options["align"]
        self.add_name(node)
        return node

    def _warn(self, told: str, kind: str) -> None:
        LOG.warning(told, location=self.get_location(), type=TYPE, subtype=kind)
