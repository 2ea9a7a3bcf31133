"""The bundle by which anybody recomputes a published result: how it is packed, signed,
typeset and verified.
"""
