"""Passkeys, codes of an app, confirming who one is, and sessions that end when idle."""
