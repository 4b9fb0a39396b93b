"""An index that is filled."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from made_papers import filled_index
from ranked_papers import FOUR_PAPERS

from storage.search.index import SearchIndex


@pytest.fixture
async def index_of_four(tmp_path: Path) -> AsyncIterator[SearchIndex]:
    """An index that holds FOUR_PAPERS."""
    index = await filled_index(tmp_path / "index", FOUR_PAPERS)
    yield index
    index.close()
