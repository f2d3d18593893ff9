"""Writes Parquet files of many makes with pyarrow, and what is in them as JSON: `python tests/reference/parquet.py`.

Written with pyarrow 26.0.1. The tests read the files with Temper and hold the rows against `rows.json`.
"""

import datetime
import decimal
import json
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as encryption

FOLDER = pathlib.Path(__file__).parent / "parquet"
UTC = datetime.timezone.utc
N = 60


def table() -> pa.Table:
    """Every type that a row may bring: one column each, with nulls, and more rows than a page or a row group has."""
    when = [datetime.datetime(2026, 1, 1, 12, 30, i % 60, 250_000, tzinfo=UTC) for i in range(N)]
    return pa.table(
        {
            "text": pa.array([f"Text {i}: naïve 🙂 " + "words " * (i % 7) for i in range(N)]),
            "label": pa.array([["spam", "ham", "eggs"][i % 3] for i in range(N)]).dictionary_encode(),
            "group": pa.array([i // 5 for i in range(N)], pa.int64()),
            "time": pa.array(when, pa.timestamp("us", tz="UTC")),
            "weight": pa.array([None if i % 4 == 0 else 0.5 + i for i in range(N)], pa.float64()),
            "day": pa.array([datetime.date(2026, 1, 1 + i % 28) for i in range(N)]),
            "price": pa.array([decimal.Decimal(i * 1234) / 100 for i in range(N)], pa.decimal128(12, 2)),
            "large": pa.array([2**60 + i for i in range(N)], pa.uint64()),
            "small": pa.array([i - 30 for i in range(N)], pa.int8()),
            "flag": pa.array([None if i % 5 == 0 else i % 2 == 0 for i in range(N)]),
            "nothing": pa.array([None] * N, pa.string()),
            "list": pa.array([None if i % 6 == 0 else [f"x{j}" for j in range(i % 4)] for i in range(N)]),
            "pairs": pa.array(
                [[{"a": j, "b": None if j == 1 else f"b{j}"} for j in range(i % 3)] for i in range(N)],
                pa.list_(pa.struct([("a", pa.int32()), ("b", pa.string())])),
            ),
            "object": pa.array(
                [None if i % 7 == 0 else {"k": i, "deep": {"v": [i, i + 1]}} for i in range(N)],
                pa.struct([("k", pa.int32()), ("deep", pa.struct([("v", pa.list_(pa.int32()))]))]),
            ),
            "map": pa.array([[(f"k{j}", j) for j in range(i % 3)] for i in range(N)], pa.map_(pa.string(), pa.int32())),
        }
    )


def without_nulls(value):
    """Objects without the keys that have no value: Parquet gives every object all keys."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def plain(value, name):
    """As Temper should give it."""
    if name == "map":
        return dict(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if name == "large":
        return str(value)
    return without_nulls(value)


MAKES = {
    "snappy": {},
    "gzip-small-pages": {"compression": "gzip", "data_page_size": 200, "write_batch_size": 7, "row_group_size": 25},
    "zstd-v2": {"compression": "zstd", "data_page_version": "2.0", "row_group_size": 17},
    "brotli-plain": {"compression": "brotli", "use_dictionary": False, "version": "1.0"},
    "lz4-delta": {
        "compression": "lz4",
        "use_dictionary": False,
        "column_encoding": {"text": "DELTA_BYTE_ARRAY", "label": "DELTA_LENGTH_BYTE_ARRAY", "group": "DELTA_BINARY_PACKED"},
    },
    "none-v2-small-pages": {
        "compression": "none",
        "data_page_version": "2.0",
        "data_page_size": 150,
        "write_batch_size": 3,
        "use_deprecated_int96_timestamps": True,
    },
}


class Keys(encryption.KmsClient):
    """Wraps nothing: the file only has to be encrypted."""

    def __init__(self, _config):
        super().__init__()

    def wrap_key(self, key, _name):
        return key

    def unwrap_key(self, key, _name):
        return key


def write_encrypted(rows: pa.Table, name: str, plaintext_footer: bool) -> None:
    factory = encryption.CryptoFactory(Keys)
    how = encryption.EncryptionConfiguration(
        footer_key="footer", column_keys={"text": ["text"]}, plaintext_footer=plaintext_footer
    )
    properties = factory.file_encryption_properties(encryption.KmsConnectionConfig(), how)
    with pq.ParquetWriter(FOLDER / f"{name}.parquet", rows.schema, encryption_properties=properties) as writer:
        writer.write_table(rows)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    rows = table()
    for name, how in MAKES.items():
        pq.write_table(rows, FOLDER / f"{name}.parquet", **how)
    pq.write_table(rows.slice(0, 0), FOLDER / "no-rows.parquet")
    binary = rows.slice(0, 3).select(["text", "label"]).append_column("image", pa.array([b"\xff\xd8", b"\x89PN", b"\x80"]))
    pq.write_table(binary, FOLDER / "binary.parquet")
    for name, plaintext in {"encrypted": False, "encrypted-columns": True}.items():
        write_encrypted(rows.select(["text", "label"]), name, plaintext)
    expected = [{name: plain(value, name) for name, value in row.items()} for row in rows.to_pylist()]
    (FOLDER / "rows.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
