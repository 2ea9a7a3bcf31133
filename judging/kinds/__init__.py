"""Which kind of ballot a round asks for."""
