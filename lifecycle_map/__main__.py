"""``python -m lifecycle_map``: the command line."""

from lifecycle_map.cli.main import run

if __name__ == "__main__":
    raise SystemExit(run())
