"""A year of digest files written by us, for those who have no real ones."""

from digest_files import api, weekly

FILES, PAPERS_A_FILE = 180, 14


def year_of_digests() -> dict[str, bytes]:
    """Content by path: each paper in English and, for every fourth day, in Chinese."""
    files: dict[str, bytes] = {}
    for number in range(FILES):
        month, day = number // 28 + 1, number % 28 + 1
        papers = [
            (f"24{month:02}.{number * 20 + each:05}", f"A Study of Agents {number}, Part {each}")
            for each in range(PAPERS_A_FILE)
        ]
        files[f"2024-{month:02}-{day:02}.json"] = api(*papers, summary="Agents are studied at length. " * 40)
        if number % 4 == 0:
            chinese = [(arxiv_id, title, f"智能体研究之{number}") for arxiv_id, title in papers]
            files[f"weekly/2024-{month:02}-{day:02}.md"] = weekly(*chinese)
    return files
