"""Extra ballots where it is close, asked for by the worker under a plan that was fixed
before scores came in: see docs/how-a-ballot-becomes-a-result.md.
"""
