"""A town for each module of fault tests: its bot dies often, its sandbox and its readers stay."""

from collections.abc import Iterator

import pytest
from town import Town, town

READERS = 12


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), READERS) as built:
        yield built


@pytest.fixture
def village(built: Town) -> Iterator[Town]:
    """The town; whatever the test before left, its bot runs and behaves."""
    built.sandbox.clear_faults()
    if not built.bot.is_running:
        built.bot.start()
    return built
