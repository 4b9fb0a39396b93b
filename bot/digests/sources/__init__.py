"""Where digest files come from."""
