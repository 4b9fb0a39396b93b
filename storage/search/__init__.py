"""Finding papers: analysis, the query language, the index on disk and the small one in memory."""
