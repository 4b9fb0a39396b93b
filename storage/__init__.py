"""What we remember and how we find it: databases, records, the search index."""
