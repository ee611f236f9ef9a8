"""The hub for programs: figures, organisations, sources, the plan and search as JSON; reading only, no key."""
