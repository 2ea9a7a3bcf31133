"""Pictures of every page, to be looked at side by side and compared with the last time."""
