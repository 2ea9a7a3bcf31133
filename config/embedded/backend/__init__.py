"""A database backend for Django: PostgreSQL, the private one, started by the first connection."""
