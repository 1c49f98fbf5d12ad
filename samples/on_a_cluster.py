"""Score a folder of files on a Dask cluster: the sum of all lines' scores, file by file.

    python samples/on_a_cluster.py FOLDER [SCHEDULER_ADDRESS]

Without an address the cluster is this machine. Every worker must see FOLDER under that name.
Files are cut wherever it suits, in mid-line too; what the workers counted joins exactly.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from dask.distributed import Client, Future

from lstmcount import (
    Bulk,
    Counted,
    Split,
    Vocabulary,
    compile_lstm,
    count_split,
    counting_lstm,
    split_file,
    text_scores,
)

SPLIT_SIZE = 64 << 20  # bytes
COUNTER = compile_lstm(counting_lstm())
assert COUNTER is not None
BULK = Bulk(COUNTER, Vocabulary(unknown="uh"), mode="total")


def count(path: str, share: Split) -> Counted:
    """Run on a worker: count a share of a file."""
    with open(path, "rb") as file:
        found = count_split(file.fileno(), BULK, share)
    if found is None:
        raise ValueError(f"{path}: not UTF-8 somewhere from byte {share.start} to {share.stop}")
    return found


def submit(client: Client, path: str, size: int = SPLIT_SIZE) -> list[Future]:
    """Have all shares of a file counted; a share whose worker dies is counted by another."""
    with open(path, "rb") as file:
        return [client.submit(count, path, share) for share in split_file(file.fileno(), size)]


def total(futures: list[Future]) -> int:
    """Join the shares of a file in their order."""
    found: Iterator[Counted] = (future.result() for future in futures)
    return sum(int(part.sum()) for part in text_scores(found, BULK))


def main() -> None:
    """Print a line for each file of the folder."""
    paths = sorted(str(path) for path in Path(sys.argv[1]).iterdir() if path.is_file())
    with Client(*sys.argv[2:3]) as client:
        submitted = [(path, submit(client, path)) for path in paths]
        for path, futures in submitted:
            print(f"{total(futures)}\t{path}")


if __name__ == "__main__":
    main()
