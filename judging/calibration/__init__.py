"""Calibration: all judges of a round score two or three earlier entries first, then see
how far they are apart.

Its rows are tables of their own: no result, statistic or bundle can count them.
"""
