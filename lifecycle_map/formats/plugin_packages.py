"""A small package that brings a framework and a crosswalk to whoever installs it."""

from __future__ import annotations

from importlib.resources import files

from lifecycle_map.formats.templates import schema_text, template
from lifecycle_map.model.refs import slug


def package_files(name: str) -> dict[str, str]:
    """Return the files of a package for a framework of this name, by their paths in its folder.

    The name becomes a key (``Acme Way``: ``acme-way``), the folder is called `package_folder`.
    """
    key = slug(name)
    module = f"{key.replace('-', '_')}_lifecycle"
    found = {
        "pyproject.toml": _shipped("pyproject.toml"),
        "README.md": _shipped("README.md"),
        f"{module}/__init__.py": _shipped("module.txt"),
    }
    for kind, file in (("framework", f"{key}.toml"), ("crosswalk", f"{key}--itil-2011.toml")):
        schema, text = schema_text(kind)
        found[f"schemas/{schema}"] = text
        found[f"{module}/{file}"] = template(kind, schema=f"../schemas/{schema}", key=key)
    return {path: _renamed(text, key) for path, text in found.items()}


def package_folder(name: str) -> str:
    """Return what the folder of such a package is called."""
    return f"{slug(name)}-lifecycle"


def _renamed(text: str, key: str) -> str:
    return text.replace("acme_lifecycle", f"{key.replace('-', '_')}_lifecycle").replace("acme", key)


def _shipped(name: str) -> str:
    folder = files("lifecycle_map.reference") / "templates" / "package"
    return (folder / name).read_text(encoding="utf-8")
