"""The small embedding of the extra ``[semantic]``: WordLlama, with the weights of its wheel."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from attrs import frozen

from lifecycle_map.errors import MissingExtraError


@frozen
class WordLlama:
    """Means of static vectors of the pieces of words: no model is run, under 0.1 ms a text."""

    model: Any

    def encode(self, texts: list[str], /) -> Any:
        """Return an array with a row for each text; of none, no row."""
        return self.model.embed([text.lower() for text in texts])


def load() -> WordLlama:
    """Return the embedding that the wheel of wordllama holds.

    It looks for its tokenizer beside the package, in a folder of another name than the wheel has,
    and would fetch it from the web: the folder of the package is given as its cache instead, and
    fetching is forbidden.

    Raises `MissingExtraError`.
    """
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    try:
        import wordllama
    except ImportError as error:
        told = "the encoder 'wordllama'"
        raise MissingExtraError(told, "semantic", "matching by words") from error
    finally:  # it sets up the logging of the whole process
        root.setLevel(level)
        root.handlers[:] = handlers
    folder = Path(wordllama.__file__).parent
    return WordLlama(wordllama.WordLlama.load(cache_dir=folder, disable_download=True))
