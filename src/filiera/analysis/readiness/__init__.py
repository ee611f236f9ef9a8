"""Digital readiness: scores from answers, how reliable they are, what changes them, and peers that stay unknown.

Pure functions. ``scoring`` and ``change`` work on the answers of one organisation, ``reliability`` on those of many,
``peers`` on what may be shown of many, ``advice`` on what to do next.
"""
