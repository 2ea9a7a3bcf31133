"""The record as outsiders see it before and after publication: signed heads of each
edition's ledger, and proofs that a row stands under a head and that a head grew out of
an earlier one.

What a head tells. Its root tells nothing: it is a hash over hashes with 128 bits of
salt. Its size tells how many acts an edition's ledger holds, so between the moments
that everybody knows anyway (the method is fixed, judging closes, winners are published)
heads are signed once a night at most, and only after each further ``STEP`` acts: what
the jury does in a day, or that a list was scheduled, cannot be read from them. Editions
that are not open have no heads, and those of one that was made a draft again are not
shown.
"""
