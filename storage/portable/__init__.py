"""The tables as a stream of plain rows that both databases read and write alike."""
