"""Which entries move on from a round to the next one."""
