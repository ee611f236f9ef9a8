"""A region as data: find its folder, read its files, validate every field."""

from filiera.pack.find import find_pack, known_packs
from filiera.pack.read import Pack, read_pack

__all__ = ["Pack", "find_pack", "known_packs", "read_pack"]
