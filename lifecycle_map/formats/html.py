"""HTML: one file to open in any browser, to filter, to print and to send round."""

from __future__ import annotations

from lifecycle_map.analysis.reports import Report
from lifecycle_map.formats.html_documents import document_page
from lifecycle_map.formats.html_reports import report_page
from lifecycle_map.formats.html_scenes import picture_page
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.looks import Tabled, document


def write_html(value: Tabled, options: Options) -> str:
    """Return a value as a page; the report of a check can be filtered and searched, a picture be
    explored and built up.
    """
    if isinstance(value, Diagram):
        return picture_page(value, options)
    if isinstance(value, Report) and value.results:
        return report_page(value)
    return document_page(document(value))


HTML = Format(
    name="html",
    takes=Takes.PAGE,
    suffixes=(".html", ".htm"),
    mime="text/html",
    write=write_html,
    about="one page for any browser: a document, or a picture to explore; no request to outside",
    frames=True,
)
