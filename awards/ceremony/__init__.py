"""From a winner list to the stage: the order of announcement, how names are read, who
comes and where they sit.
"""
