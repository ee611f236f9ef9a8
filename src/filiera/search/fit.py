"""How well a title answers a question: what the frequency of words does not tell."""

from __future__ import annotations

from filiera.search.question import Question


class Fit:
    """Weighs titles for one question."""

    def __init__(self, question: Question) -> None:
        self._asked = " ".join(word.form for word in question.words)
        self._forms = {word.form for word in question.words}
        self._accepted = [set(word.accepted) for word in question.words]

    def of(self, titles: str) -> float:
        """The best of the folded titles (in lines): the question itself, all its words, or so many of them."""
        return max(map(self._of_one, titles.split("\n")))

    def _of_one(self, title: str) -> float:
        if title == self._asked:
            return 4.0
        held = set(title.split(" "))
        exact = len(self._forms & held)
        near = sum(not held.isdisjoint(accepted) for accepted in self._accepted)
        return 1.0 + (0.6 * exact + 0.4 * near) / len(self._accepted) + 0.2 * (exact == len(held))
