"""Learning translations from papers in both languages; pure, for a process of its own."""
