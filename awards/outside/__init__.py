"""The one way in which this site asks another over HTTP.

Only hosts that the configuration names are asked, over https, and never one inside the
own network: an address that somebody typed, a provider's answer or a name that leads
elsewhere a moment later opens nothing there. ``sessions.outgoing_session`` is for
whoever speaks ``requests``, ``connecting.outgoing_pools`` for whoever speaks
``urllib3``. Nothing else in the house opens an HTTP connection:
``tests/awards/outside/test_one_way_out.py`` looks.
"""
