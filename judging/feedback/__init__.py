"""What entrants learn of how they were judged: as the edition decides, never who gave
it, never before publication.
"""
