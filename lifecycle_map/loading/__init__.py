"""The way in: frameworks by name, files by path, one reader per foreign format."""
