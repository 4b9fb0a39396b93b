"""A digest file becomes papers."""
