"""How the linker learns: labelled strings, folds in which near-identical strings stay together, two rounds of trees."""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from filiera.registry.boosted_trees import BoostedTrees, Evaluation, Tree
from filiera.registry.candidates import Overlay
from filiera.registry.features import KINDS
from filiera.registry.learned_model import Learned, Model, SmallRegister, Thresholds
from filiera.registry.linking import WORTH_COMPARING
from filiera.registry.names import named, terms_of
from filiera.registry.register import Register
from filiera.registry.rivals import rivals
from filiera.registry.usage import Usage, UsageOfRegister
from filiera.registry.weighing import Scales

ERRATA = Path(__file__).resolve().parents[1] / "benchmarks" / "data" / "errata.csv"
FOLDS = 5
_INNER = 4
_BATCH = 1_000
_NAMED_COVERAGE, _NAMED_INFORMATION = 0.95, 4.0
_FEWEST_ORGANISATIONS = 5
LINK_PRECISION, ASK_CHANCE = 0.95, 0.15
UNPLACED_PRECISION = 0.98
"""In a small register without an agreeing place: it meets far more names that mean none of its own than here."""
LABELLED_IN_PART = {"crossref"}
"""Sets with one label a string, also where two organisations stand in it: their precision looks lower than it is."""
SMALL = 10_000
SMALL_LINK_CHANCE = 0.455
"""Where the place agrees: chosen by hand on the tuning half of the sites of trials and on links of a real build."""
_BESIDE_SHARE, _BARE_SHARE, _KEPT_SHARE = 0.15, 0.3, 0.8
_UNKNOWN_WHEN_BARE = (*KINDS, "children", "parents")
_BARE = 1_000_000
"""Added to the number of a string that is measured against the small register."""
NO_USAGE = Usage({}, {})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A string and the organisations that it means."""

    dataset: str
    text: str
    organisations: tuple[str, ...]


def labelled_strings(folder: Path, register: Register) -> list[Labelled]:
    """The labelled strings whose organisations are all in the register; those that mean none among them."""
    found = []
    with (folder / "crossref_train.csv").open(encoding="utf-8-sig") as file:
        found += [Labelled("crossref", row["affiliation"], (row["ror_id"],)) for row in csv.DictReader(file)]
    springer = json.loads((folder / "rorapi_dataset_affiliations_springer_2023_10_31.json").read_text(encoding="utf-8"))
    found += [Labelled("springer", row["affiliation"], tuple(row["ror_ids"])) for row in springer]
    with (folder / "s2aff_train_val.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            labels = ast.literal_eval(row["labels"]) if row["labels"] not in ("", "set()") else ()
            found.append(Labelled("s2aff", row["original_affiliation"], tuple(sorted(labels))))
    ids = {entry.id for entry in register.entries}
    return [each for each in found if set(each.organisations) <= ids]


def known_errata() -> set[str]:
    """Signatures of the strings whose labels are known to be wrong: nothing is learned from them."""
    with ERRATA.open(encoding="utf-8") as file:
        return {row["string"] for row in csv.DictReader(file)}


def signature(text: str) -> str:
    """By what an erratum names a string."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def frequencies(register: Register) -> str:
    """In the names of how many organisations each word stands, as the linker's background keeps it."""
    counts: Counter[str] = Counter()
    for entry in register.entries:
        counts.update({term for name in entry.names for term in terms_of(name)})
    rows = sorted((word, count) for word, count in counts.items() if count >= _FEWEST_ORGANISATIONS)
    head = (
        "# In the names of how many organisations a word stands: Research Organization Registry (CC0).\n"
        f"# Made by scripts/train_linker.py. First line: all organisations.\n*\t{len(register.entries)}\n"
    )
    return head + "".join(f"{word}\t{count}\n" for word, count in rows)


@dataclass(frozen=True, slots=True)
class Measured:
    """Candidates of some strings: features, and whether they are meant."""

    string: np.ndarray
    owner: np.ndarray
    columns: dict[str, np.ndarray]
    laid: dict[str, np.ndarray]
    meant: np.ndarray

    def chosen(self, which: np.ndarray) -> Measured:
        """Some of the rows."""
        return Measured(
            self.string[which],
            self.owner[which],
            {name: values[which] for name, values in self.columns.items()},
            {name: values[which] for name, values in self.laid.items()},
            self.meant[which],
        )


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Chances of candidates of strings that the model had not seen."""

    string: np.ndarray
    owner: np.ndarray
    log_odds: np.ndarray
    meant: np.ndarray
    gold: int
    """Pairs of string and organisation that are meant."""

    def at(self, threshold: float) -> tuple[float, float, float]:
        """Precision, recall and F1 of the candidates with at least that chance."""
        linked = calibrated(self)(self.log_odds) >= threshold
        right = int((linked & self.meant).sum())
        precision, recall = right / max(int(linked.sum()), 1), right / max(self.gold, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


class Trainer:
    """Labelled strings against a register."""

    def __init__(self, register: Register, strings: list[Labelled]) -> None:
        self.register, self.strings = register, strings
        wrong = known_errata()
        self.sound = np.array([signature(each.text) not in wrong for each in strings], bool)
        """Strings whose labels are not known to be wrong."""
        self.scales = Scales(register)
        number = {id: place for place, id in enumerate(self.scales.ids)}
        self.gold = [{number[id] for id in each.organisations} for each in strings]
        self._terms = [named(each.text) for each in strings]
        kinds: dict[tuple[str, ...], int] = {}
        self.group = np.array([kinds.setdefault(_gist(each.text), len(kinds)) for each in strings])
        self._beside = [self._place_of(each) for each in strings]
        self._bare = np.array([_share(each.text, b"bare") < _BARE_SHARE for each in strings], bool)
        self._small, self._number_of_small = self._small_register()
        self._named = self._named_in_full()

    def counts(self) -> dict[str, int]:
        """How many strings of each set there are."""
        return dict(Counter(each.dataset for each in self.strings))

    def folds(self, count: int, of: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Strings to learn from and strings to hold out, ``count`` times."""
        return [(of[a], of[b]) for a, b in GroupKFold(count).split(of, groups=self.group[of])]

    def usage(self, of: np.ndarray) -> Usage:
        """What writers mean, counted in these strings."""
        return Usage.counted(
            [self._terms[place] for place in of],
            [self.strings[place].organisations for place in of],
            [self._named[place] for place in of],
        )

    def measured(self, of: np.ndarray, usage: Usage, *, varied: bool) -> Measured:
        """The candidates of these strings; ``varied``: as registers and sources vary, too.

        Then some strings have their place in columns, and some are measured again: against a small register of which
        neither usage nor kinds nor relations are known, and which lacks some of what they mean.
        """
        bare = of[self._bare[of]] if varied else of[:0]
        parts = [
            self._weighed(part, scales, scales.usage(held), varied)
            for strings, scales, held in ((of, self.scales, usage), (bare, self._small, NO_USAGE))
            for start in range(0, len(strings), _BATCH)
            for part in [strings[start : start + _BATCH]]
        ]
        columns = {name: np.concatenate([part[0][name] for part in parts]) for name in parts[0][0]}
        laid = {name: np.concatenate([part[1][name] for part in parts]) for name in parts[0][1]}
        order = np.argsort(laid["mention"], kind="stable")
        columns = {name: values[order] for name, values in columns.items()}
        laid = {name: values[order] for name, values in laid.items()}
        string, owner = laid["mention"] % _BARE, laid["owner"]
        unknown = laid["mention"] >= _BARE
        for name in _UNKNOWN_WHEN_BARE:
            columns[name] = np.where(unknown, 0, columns[name])
        meant = np.array([o in self.gold[s] for s, o in zip(string.tolist(), owner.tolist(), strict=True)], bool)
        return Measured(string, owner, columns, laid, meant)

    def _weighed(
        self, part: np.ndarray, scales: Scales, usage: UsageOfRegister, varied: bool
    ) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        places = [self._beside[each] if varied else (None, None) for each in part]
        weighed = scales.weigh([self.strings[each].text for each in part], places, usage)
        laid = {field.name: getattr(weighed.candidates, field.name) for field in fields(Overlay)}
        if scales is self._small:
            laid["owner"] = self._number_of_small[laid["owner"]]
            part = part + _BARE
        return weighed.features, laid | {"mention": part[laid["mention"]]}

    def learn(self, of: np.ndarray, *, calibrate_on: HeldOut | None = None, small: HeldOut | None = None) -> Learned:
        """All that is learned from these strings, errata left out.

        No string is measured with usage that was counted in itself.
        """
        of = of[self.sound[of]]
        apart = [self.measured(held, self.usage(seen), varied=True) for seen, held in self.folds(_INNER, of)]
        rows = _joined(apart)
        first = _fitted(rows.columns, rows.meant)
        unseen = np.zeros(len(rows.meant))
        for seen, held in GroupKFold(_INNER).split(unseen, groups=self.group[rows.string]):
            part = _fitted({name: values[seen] for name, values in rows.columns.items()}, rows.meant[seen])
            unseen[held] = _chance(part, {name: values[held] for name, values in rows.columns.items()})
        among = rivals(Overlay(**rows.laid), unseen, self.scales.organisations)
        kept = unseen > WORTH_COMPARING
        columns = {name: values[kept] for name, values in (rows.columns | among).items()}
        second = _fitted(columns, rows.meant[kept])
        odds, chances = _calibration(calibrate_on)
        thresholds = Thresholds(
            link=self._threshold(calibrate_on), ask=ASK_CHANCE, link_precision=LINK_PRECISION, ask_precision=ASK_CHANCE
        )
        model = Model(
            {},
            thresholds,
            _exported(first, list(rows.columns), [], []),
            _exported(second, list(columns), odds, chances),
            SmallRegister(SMALL, _calibration(small)[1], SMALL_LINK_CHANCE, self._threshold(small, UNPLACED_PRECISION)),
        )
        return Learned(model, self.usage(of))

    def least_chance(self, held_out: HeldOut, precision: float = LINK_PRECISION) -> float:
        """The chance that is enough for a link, by the sound strings all of whose organisations are labelled."""
        in_full = np.array([each.dataset not in LABELLED_IN_PART for each in self.strings])
        return least_chance(held_out, precision, (in_full & self.sound)[held_out.string])

    def _threshold(self, held_out: HeldOut | None, precision: float = LINK_PRECISION) -> float:
        return 0.5 if held_out is None else round(self.least_chance(held_out, precision), 3)

    def held_out(self, knowledge: Learned, of: np.ndarray, *, small: bool = False) -> HeldOut:
        """The candidates of strings that were not learned from; ``small``: against the small register."""
        rows = self.measured(of, knowledge.usage, varied=small)
        if small:
            rows = rows.chosen(rows.laid["mention"] >= _BARE)
        odds = Evaluation(knowledge.model.first).log_odds(rows.columns)
        first = 1 / (1 + np.exp(-odds))
        among = rivals(Overlay(**rows.laid), first, self.scales.organisations)
        second = Evaluation(knowledge.model.second).log_odds(rows.columns | among)
        log_odds = np.where(first > WORTH_COMPARING, second, -20.0)
        there = set(self._number_of_small.tolist())
        gold = (
            [self.gold[each] & there for each in of if self._bare[each]] if small else [self.gold[each] for each in of]
        )
        return HeldOut(rows.string, rows.owner, log_odds, rows.meant, sum(map(len, gold)))

    def _small_register(self) -> tuple[Scales, np.ndarray]:
        """Most of what the bare strings mean, as a register, and the number of each entry in the whole one."""
        meant = sorted({owner for place in np.flatnonzero(self._bare) for owner in self.gold[place]})
        kept = [owner for owner in meant if _share(self.scales.ids[owner], b"small") < _KEPT_SHARE]
        entries = tuple(self.register.entries[owner] for owner in kept)
        return Scales(Register("small", entries, self.register.version)), np.array(kept, np.int64)

    def _named_in_full(self) -> list[list[str]]:
        everything = np.arange(len(self.strings))
        rows = self.measured(everything, NO_USAGE, varied=False)
        full = (rows.laid["coverage"] >= _NAMED_COVERAGE) & (rows.laid["matched"] >= _NAMED_INFORMATION)
        found: list[list[str]] = [[] for _ in self.strings]
        for string, owner in zip(rows.string[full].tolist(), rows.owner[full].tolist(), strict=True):
            found[string].append(self.scales.ids[owner])
        return found

    def _place_of(self, string: Labelled) -> tuple[str | None, str | None]:
        """For one string in seven the place of what it means: so that columns of places are learned to be heard."""
        if _share(string.text, b"beside") >= _BESIDE_SHARE or not string.organisations:
            return None, None
        entry = self.register.entries[self.scales.ids.index(string.organisations[0])]
        return entry.city or None, entry.country or None


def held_out_by_fold(trainer: Trainer) -> tuple[list[HeldOut], list[HeldOut]]:
    """All strings, each by a model that had not seen it, fold by fold: against the register, and the small one."""
    parts: list[HeldOut] = []
    small: list[HeldOut] = []
    for number, (seen, held) in enumerate(trainer.folds(FOLDS, np.arange(len(trainer.strings))), 1):
        knowledge = trainer.learn(seen)
        parts.append(trainer.held_out(knowledge, held))
        small.append(trainer.held_out(knowledge, held, small=True))
        print(f"fold {number} of {FOLDS}", flush=True)
    return parts, small


def together(parts: list[HeldOut]) -> HeldOut:
    """Several folds as one."""
    names = ("string", "owner", "log_odds", "meant")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return HeldOut(**joined, gold=sum(part.gold for part in parts))


def _share(text: str, of: bytes) -> float:
    """A number from 0 to 1 that a text always gets: a draw that is the same on every machine."""
    return zlib.crc32(of + text.encode()) / 2**32


def _gist(text: str) -> tuple[str, ...]:
    """What near-identical strings have in common: their words, without order and numbers."""
    return tuple(sorted({term for term in terms_of(text) if not term.isdigit()}))


def _joined(parts: list[Measured]) -> Measured:
    order = np.argsort(np.concatenate([part.laid["mention"] for part in parts]), kind="stable")

    def merged(get: Callable[[Measured], np.ndarray]) -> np.ndarray:
        return np.concatenate([get(part) for part in parts])[order]

    return Measured(
        merged(lambda part: part.string),
        merged(lambda part: part.owner),
        {name: merged(lambda part, name=name: part.columns[name]) for name in parts[0].columns},  # type: ignore[misc]
        {name: merged(lambda part, name=name: part.laid[name]) for name in parts[0].laid},  # type: ignore[misc]
        merged(lambda part: part.meant),
    )


def _fitted(columns: dict[str, np.ndarray], meant: np.ndarray) -> Any:
    model = HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.12, max_leaf_nodes=16, max_depth=6, min_samples_leaf=30, l2_regularization=2,
        random_state=0, early_stopping=False,
    )  # fmt: skip
    return model.fit(np.stack(list(columns.values()), axis=1), meant)


def _chance(model: Any, columns: dict[str, np.ndarray]) -> np.ndarray:
    return np.asarray(model.predict_proba(np.stack(list(columns.values()), axis=1))[:, 1])


def _exported(model: Any, features: list[str], odds: list[float], chances: list[float]) -> BoostedTrees:
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            Tree(
                feature=np.where(leaf, -1, nodes["feature_idx"]).tolist(),
                threshold=[
                    0.0 if end else float(f"{value:.6g}")
                    for value, end in zip(nodes["num_threshold"], leaf, strict=True)
                ],
                left=np.where(leaf, 0, nodes["left"]).tolist(),
                right=np.where(leaf, 0, nodes["right"]).tolist(),
                value=[round(float(value), 5) for value in nodes["value"]],
            )
        )
    return BoostedTrees(features, round(float(np.ravel(model._baseline_prediction)[0]), 5), trees, odds, chances)


def _calibration(held_out: HeldOut | None) -> tuple[list[float], list[float]]:
    if held_out is None:
        grid = np.linspace(-12, 12, 97)
        return grid.tolist(), (1 / (1 + np.exp(-grid))).tolist()
    grid = np.linspace(-7, 7, 57)
    fit = IsotonicRegression(y_min=0.0005, y_max=0.9995, out_of_bounds="clip")
    fit.fit(held_out.log_odds, held_out.meant)
    chances = fit.predict(grid)
    # A little slope, so that two candidates are never equal by calibration alone.
    return grid.round(3).tolist(), (0.98 * chances + 0.02 / (1 + np.exp(-grid))).round(5).tolist()


def calibrated(held_out: HeldOut) -> Callable[[np.ndarray], np.ndarray]:
    odds, chances = _calibration(held_out)
    return lambda asked: np.interp(asked, odds, chances)


def least_chance(held_out: HeldOut, precision: float, counted: np.ndarray) -> float:
    """The least chance from which those held-out candidates that are counted reach a precision."""
    chances, meant = calibrated(held_out)(held_out.log_odds)[counted], held_out.meant[counted]
    order = np.argsort(-chances)
    right = np.cumsum(meant[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= precision)
    return float(chances[order][enough[-1]]) if len(enough) else 1.0
