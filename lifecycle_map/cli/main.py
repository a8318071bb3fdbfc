"""``lifecycle-map``: runs a command, and turns errors into one line and exit 2."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


USAGE_ERROR = 2
INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 2 bad input.

    No traceback reaches the user for anything that is not a fault of ours.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _version() if given in (["--version"], ["-V"]) else _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing more may be written, at exit neither.
        _write_no_more()
        return 0
    except OSError as error:
        # LifecycleMapError is told by _run: what is left is standard output that takes no more.
        _write_no_more()
        sys.stderr.write(f"lifecycle-map: cannot write the output: {error.strerror}\n")
        return USAGE_ERROR
    except KeyboardInterrupt:
        sys.stderr.write("lifecycle-map: stopped\n")
        return INTERRUPTED
    return code


def _version() -> int:
    """Print the version; asked often by scripts, so it waits for nothing to be imported."""
    from lifecycle_map import __version__

    sys.stdout.write(f"lifecycle-map {__version__}\n")
    return 0


def _run(given: list[str]) -> int:
    from lifecycle_map.cli.arguments import parser

    parsed = parser().parse_args(given)
    from lifecycle_map.errors import LifecycleMapError

    try:
        _speak_utf8()
        code: int = parsed.run(parsed)
    except LifecycleMapError as error:
        for line in str(error).splitlines():
            sys.stderr.write(f"lifecycle-map: {line}\n")
        return USAGE_ERROR
    return code


def _write_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale, so that no name of a task can break the output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
