"""Papers become messages: planned, recorded, sent."""
