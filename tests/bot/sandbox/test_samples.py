from datetime import date

import pytest

from bot.sandbox import samples

FIRST_DAY_ON = date(2026, 11, 20)
DAYS = range(samples.SAMPLE_DAYS)


@pytest.mark.parametrize("day", DAYS)
def test_every_file_is_named_and_filled(day: int) -> None:
    """No file of any day is empty, and no two of a day share a name."""
    files = samples.files(FIRST_DAY_ON, day)
    assert len({name for name, _ in files}) == len(files) > 0
    assert all(text.strip() for _, text in files)


@pytest.mark.parametrize("day", DAYS)
def test_same_arguments_give_the_same_files(day: int) -> None:
    """A restarted sandbox brings the very same digests."""
    assert samples.files(FIRST_DAY_ON, day) == samples.files(FIRST_DAY_ON, day)


@pytest.mark.parametrize("day", [-1, samples.SAMPLE_DAYS])
def test_day_outside_the_samples_is_refused(day: int) -> None:
    """A day that has no samples is an error that names the day."""
    with pytest.raises(ValueError, match=str(day)):
        samples.files(FIRST_DAY_ON, day)
