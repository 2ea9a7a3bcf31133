"""Judges and entries in, assignments out. Pure Python and OR-tools, no Django."""
