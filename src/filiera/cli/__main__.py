"""``python -m filiera.cli``."""

from filiera.cli import main

main()
