"""Identity papers: encrypted at rest, opened by few, each look in the ledger."""
