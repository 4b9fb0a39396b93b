"""The edge to tantivy: its failures become ours here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.errors import IndexBroken

_PANIC_MODULE = "pyo3_runtime"


@contextmanager
def engine_failures(what: str) -> Iterator[None]:
    """
    Run calls to the engine; `what` says in a few words what was tried.

    Raises:
        IndexBroken: the engine refused, could not read its files, or panicked. A panic
            reaches Python as a BaseException whose class cannot be imported.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexBroken(f"{what}: {error}; it is built again from the database") from error
    except BaseException as error:
        if type(error).__module__ != _PANIC_MODULE:
            raise
        raise IndexBroken(f"{what}: the engine panicked: {error}") from error
