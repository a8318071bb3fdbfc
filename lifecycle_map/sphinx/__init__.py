"""An extension of Sphinx: pictures of lifecycles that the build of a documentation draws.

Add ``"lifecycle_map.sphinx"`` to ``extensions`` in ``conf.py``. This room knows Sphinx, which the
package does not ask for: who names the extension has it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Add the directive ``lifecycle-map`` and what replaces it by a picture."""
    from lifecycle_map import __version__
    from lifecycle_map.sphinx.directives import LifecycleMapDirective
    from lifecycle_map.sphinx.pictures import show_pictures

    app.add_config_value("lifecycle_map_options", {}, "env", types=(dict,))
    # Sphinx reads all pages again when a value of its configuration differs: here, when another
    # version of the package may draw other pictures.
    app.add_config_value("lifecycle_map_version", __version__, "env", types=(str,))
    app.add_directive("lifecycle-map", LifecycleMapDirective)
    app.connect("doctree-resolved", show_pictures)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
