"""The way out: one file per format, found by name or by the suffix of a path."""
