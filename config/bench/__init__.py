"""``make bench``: how much each page costs, beside a bare signed-in Django view
measured alternately in the same run.

A row is a ``Page`` (asked over HTTP of a gunicorn with one worker) or a ``Job`` (a
service called here) in ``rows.py``. The data stand in a database of their own, which is
dropped at the end.
"""
