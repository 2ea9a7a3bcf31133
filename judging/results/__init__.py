"""How results look: drawings and rows as pure functions from figures to markup, no database."""
