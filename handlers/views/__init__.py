"""Records become texts and keyboards here: pure functions, no database, no network."""
