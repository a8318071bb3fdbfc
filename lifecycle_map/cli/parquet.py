"""Rows of a portfolio as a Parquet file: made of the ledger beside it, when all rows are there.

A Parquet file ends with an index of itself, so that nothing can be added to it and what a kill
leaves of one cannot be read. The rows go to a ledger that grows by lines, and become the file in
one go.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from itertools import islice
from typing import get_type_hints

import attrs

from lifecycle_map.analysis.portfolios import PortfolioRow
from lifecycle_map.cli.ledgers import line_of, rows_in
from lifecycle_map.errors import Fault, InvalidFileError, MissingExtraError, UnwritableFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ROWS = 10_000
"""How many rows make a row group: so many are in memory at a time."""


def ledger_of(path: str) -> str:
    """Return where the rows are kept until the Parquet file is made."""
    return f"{path}.rows"


def require_parquet() -> None:
    """Raise `MissingExtraError` where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("Parquet", "parquet", "CSV and JSONL hold the same") from error


def close_ledger(path: str) -> None:
    """Make the Parquet file of its ledger, whole or not at all, and delete the ledger.

    Raises `UnwritableFileError`.
    """
    import pyarrow as pa
    from pyarrow import parquet

    ledger, schema = ledger_of(path), _schema()
    try:
        with (
            _whole(path) as unfinished,
            open(ledger, encoding="utf-8", newline="") as file,
            parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer,
        ):
            rows = rows_in(file)
            while group := [vars(row) for row in islice(rows, ROWS)]:
                writer.write_table(pa.Table.from_pylist(group, schema))
        os.unlink(ledger)
    except OSError as error:
        raise UnwritableFileError(path, (error.strerror or str(error)).lower()) from None


def reopen_ledger(path: str) -> None:
    """Make the ledger of a Parquet file that is there, so that rows can be added.

    Raises `InvalidFileError` for what is no such file.
    """
    if os.path.exists(ledger_of(path)) or not os.path.exists(path):
        return
    with _whole(ledger_of(path)) as unfinished, open(unfinished, "w", encoding="utf-8") as file:
        file.writelines(line_of(row, "jsonl") for row in read_parquet(path))


@contextmanager
def _whole(path: str) -> Iterator[str]:
    """Give a path to write to, which becomes the other when all has gone well, else is deleted."""
    unfinished = f"{path}.tmp"
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)


def read_parquet(path: str) -> Iterator[PortfolioRow]:
    """Yield the rows of a Parquet file; raises `InvalidFileError` for what is no such output."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            _expect_columns(file.schema_arrow.names)
            for batch in file.iter_batches(ROWS):
                yield from map(_row, batch.to_pylist())
    except (ValueError, OSError, pa.ArrowException) as error:
        told = f"it is no output of 'portfolio' to go on with ({error})"
        raise InvalidFileError(path, (Fault("", told),)) from None


def _expect_columns(names: list[str]) -> None:
    """Raise ValueError for other columns than those of the rows."""
    if names != _schema().names:
        raise ValueError(f"its columns are {', '.join(names)[:200]}")


def _row(record: dict[str, Any]) -> PortfolioRow:
    listed = {name: tuple(held) for name, held in record.items() if isinstance(held, list)}
    held: dict[str, Any] = {**record, **listed}
    return PortfolioRow(**held)


def _schema() -> Any:
    import pyarrow as pa

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    hints = get_type_hints(PortfolioRow)
    many = pa.list_(pa.string())
    names = [each.name for each in attrs.fields(PortfolioRow)]
    return pa.schema([(name, kinds.get(hints[name], many)) for name in names])
