"""Office files are zip archives full of clocks: packed anew, the same content is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can hold."""

_CORE = "docProps/core.xml"
_WHEN = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def repacked(data: bytes) -> bytes:
    """Return an office file without the times at which it was made.

    Both are optional in Open Packaging Conventions (ECMA-376, part 2).
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            part.external_attr = 0
            new.writestr(part, _WHEN.sub(b"", content) if name == _CORE else content)
    return out.getvalue()
