"""Values as data frames of pandas and tables of Arrow."""

from __future__ import annotations

from datetime import datetime

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.reports import Report
from lifecycle_map.errors import MissingExtraError
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.rows import PARTS, rows_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def to_pandas(value: Lifecycle | Crosswalk | Alignment | Report, part: str = "") -> pd.DataFrame:
    """Return a value as a data frame: a row for each element, correspondence or finding.

    ``part`` names another table: ``relations`` of a lifecycle, ``needs`` of a report. Confidences
    and minutes are floats, dates local times, lists are lists of texts; what is not known is None,
    NaN or NaT. Raises `MissingExtraError` without pandas, `UnknownNameError` for a part that there
    is not.
    """
    expect("to_pandas", value, *PARTS)
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtraError("a data frame", "pandas", "render(value, 'csv')") from error
    columns, rows = rows_of(value, part)
    kinds = {str: "object", list: "object", float: "float64", bool: "object"}
    series = {
        name: pd.Series(
            [row[name] for row in rows],
            dtype=kinds.get(kind, "datetime64[us]"),
        )
        for name, kind in columns.items()
    }
    return pd.DataFrame(series)


def to_arrow(value: Lifecycle | Crosswalk | Alignment | Report, part: str = "") -> pa.Table:
    """Return a value as a table of Arrow, as `to_pandas` does; its types are always the same.

    Raises `MissingExtraError` without pyarrow, `UnknownNameError` for a part that there is not.
    """
    expect("to_arrow", value, *PARTS)
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError("an Arrow table", "parquet", "render(value, 'csv')") from error
    columns, rows = rows_of(value, part)
    kinds = {
        str: pa.string(),
        float: pa.float64(),
        bool: pa.bool_(),
        datetime: pa.timestamp("us"),
        list: pa.list_(pa.string()),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    return pa.Table.from_pylist(rows, schema)
