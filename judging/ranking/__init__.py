"""Scores in, ranking with its uncertainty out. Pure Python and NumPy, no Django."""
