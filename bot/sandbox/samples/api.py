"""
The list of the Hugging Face daily papers API: English, as JSON.

Fields come and go as they do there: an unknown publication day, a missing repository or
organisation is left out rather than null. Long titles are broken over two lines.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from textwrap import fill

from bot.sandbox.samples.papers import SamplePaper

SUMMARY_WIDTH = 79
TITLE_WIDTH = 90
FIRST_SUBMISSION = time(0, 20, tzinfo=UTC)
SUBMISSION_GAP = timedelta(minutes=23)


def render(papers: Sequence[SamplePaper], digest_on: date) -> str:
    """Write the API's answer for a date, papers in the order in which they were submitted."""
    first_at = datetime.combine(digest_on, FIRST_SUBMISSION)
    entries = [_entry(paper, first_at + index * SUBMISSION_GAP) for index, paper in enumerate(papers)]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(paper: SamplePaper, submitted_at: datetime) -> dict[str, object]:
    published = {"publishedAt": f"{paper.published_on}T00:00:00.000Z"} if paper.published_on else {}
    title = fill(paper.title, TITLE_WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    summary = fill(paper.abstract, SUMMARY_WIDTH, break_on_hyphens=False, break_long_words=False)
    shared = published | {"title": title, "summary": summary}
    return {"paper": _paper(paper, submitted_at) | shared} | shared | {"numComments": 0}


def _paper(paper: SamplePaper, submitted_at: datetime) -> dict[str, object]:
    organization = {"name": paper.organization, "fullname": paper.organization}
    optional = (
        ("githubRepo", paper.code_url, paper.code_url),
        ("projectPage", paper.project_url, paper.project_url),
        ("organization", organization, paper.organization),
    )
    return {
        "id": paper.arxiv_id,
        "authors": [{"name": name, "hidden": False} for name in paper.authors],
        "submittedOnDailyAt": submitted_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "upvotes": paper.upvotes,
        "ai_summary": paper.tldr,
        "ai_keywords": list(paper.keywords),
    } | {name: value for name, value, is_known in optional if is_known}
