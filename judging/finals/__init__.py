"""The final: presentations in order, one timer for all tablets, ballots of absent
judges left out.
"""
