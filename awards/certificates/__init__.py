"""Certificates for winners, entrants and judges: a signed PDF and a credential,
verified by code or offline by key.
"""
