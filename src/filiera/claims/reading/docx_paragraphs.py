"""Paragraphs and runs of a docx: words as they are shown, raised marks kept apart from numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from filiera.claims.reading.assembly import raised
from filiera.claims.reading.docx_styles import Styles, outline_level, value_of

# What a word processor does not show: deleted and moved text, older formatting, field codes, and
# the second version of a drawing that is there for older programs.
_UNSEEN = frozenset(("del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "instrText", "delText"))
_OFF = frozenset(("0", "false", "off", "none"))
_NAMESPACES = ("wordprocessingml", "/math", "markup-compatibility")


@dataclass(slots=True)
class Run:
    """A stretch of a paragraph with one formatting."""

    words: list[str] = field(default_factory=list)
    raised: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being read; text boxes put paragraphs inside of paragraphs."""

    where: str
    words: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Raised words that are not yet among the words: one mark may be spread over several runs."""
    run: Run | None = None
    level: int = 0

    def close_run(self) -> None:
        """Take over what the run said, unless it is hidden."""
        run, self.run = self.run, None
        if run is None or run.hidden or not run.words:
            return
        if run.raised:
            self.above.extend(run.words)
        else:
            self.settle()
            self.words.extend(run.words)

    def settle(self) -> None:
        """What was raised is complete."""
        if self.above:
            text, self.above = "".join(self.above), []
            self.words.append(raised(text, "".join(self.words[-4:])))

    def text(self) -> str:
        """All words of the paragraph."""
        self.settle()
        return "".join(self.words).strip()


class Paragraphs:
    """Takes the events of a part; what becomes of a finished paragraph is for the kinds of part to say."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[Paragraph] = []
        self._unseen = 0
        self._in_text = False
        self._names: dict[str, str] = {}
        self._begins: dict[str, Callable[[dict[str, str]], None]] = {
            "p": lambda _: self._open.append(Paragraph(self.place())),
            "r": self._begin_run,
            "t": self._begin_text,
            "tab": lambda _: self.say("\t"),
            "br": lambda _: self.say("\n"),
            "cr": lambda _: self.say("\n"),
            "noBreakHyphen": lambda _: self.say("-"),
            "pStyle": lambda attributes: self._rank(self._styles.level(value_of(attributes))),
            "outlineLvl": lambda attributes: self._rank(outline_level(attributes)),
            "rStyle": lambda attributes: self._raise(self._styles.raised(value_of(attributes))),
            "vertAlign": lambda attributes: self._raise(value_of(attributes) == "superscript"),
            "position": lambda attributes: self._raise(_is_above(value_of(attributes))),
            "vanish": self._hide,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "r": self._end_run,
            "t": self._end_text,
        }

    def place(self) -> str:
        """Where a paragraph that begins now stands."""
        raise NotImplementedError

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph is complete."""
        raise NotImplementedError

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._name(tag)
        if self._unseen or name in _UNSEEN:
            self._unseen += 1
        elif (begin := self._begins.get(name)) is not None:
            begin(attributes)

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
        elif (finish := self._ends.get(self._name(tag))) is not None:
            finish()

    def data(self, text: str) -> None:
        if self._in_text and not self._unseen:
            self.say(text)

    def say(self, words: str) -> None:
        """Words, where a run is open; definitions of styles and tab stops stand outside of runs."""
        if self._open and (run := self._open[-1].run) is not None:
            run.words.append(words)

    def _name(self, tag: str) -> str:
        """The local name, empty for elements of drawings and other foreign matter."""
        name = self._names.get(tag)
        if name is None:
            namespace, _, local = tag.rpartition("}")
            known = any(part in namespace for part in _NAMESPACES)
            name = self._names[tag] = local if known else ""
        return name

    def _begin_run(self, _: dict[str, str]) -> None:
        if self._open:
            self._open[-1].run = Run()

    def _end_run(self) -> None:
        if self._open:
            self._open[-1].close_run()

    def _begin_text(self, _: dict[str, str]) -> None:
        self._in_text = True

    def _end_text(self) -> None:
        self._in_text = False

    def _rank(self, level: int) -> None:
        if self._open and level:
            self._open[-1].level = level

    def _raise(self, above: bool) -> None:
        if self._open and (run := self._open[-1].run) is not None:
            run.raised = above

    def _hide(self, attributes: dict[str, str]) -> None:
        if self._open and (run := self._open[-1].run) is not None:
            run.hidden = value_of(attributes) not in _OFF

    def _end_paragraph(self) -> None:
        if self._open:
            self.paragraph(self._open.pop())


def _is_above(half_points: str) -> bool:
    return half_points.isdecimal() and int(half_points[:6]) > 0
