"""Minutes of faults: mails through a real mail server, a real queue and real workers,
of which each is killed, restarted, emptied or made to fail, and afterwards what must
hold. ``python -m tests.soak`` is the long one, ``tests/soak/test_soak.py`` a short one.
"""
