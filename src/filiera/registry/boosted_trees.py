"""Gradient-boosted trees as a readable file, and what they say: a chance, and what each feature added to it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np


class Tree(msgspec.Struct, frozen=True):
    """One tree; its nodes by number, the root first."""

    feature: list[int]
    """Which feature a node asks for; -1 at a leaf."""
    threshold: list[float]
    left: list[int]
    """Where a value up to the threshold leads."""
    right: list[int]
    value: list[float]
    """Log-odds that a node adds; at an inner node the mean of what lies below."""


class BoostedTrees(msgspec.Struct, frozen=True):
    """A sum of trees over named features (Friedman 2001)."""

    features: list[str]
    baseline: float
    trees: list[Tree]
    log_odds: list[float]
    """Log-odds of the trees → chance, by isotonic regression: the first of the pair of columns."""
    chances: list[float]


class Evaluation:
    """The trees of a model as arrays, ready to be asked."""

    def __init__(self, model: BoostedTrees) -> None:
        self.features = model.features
        self._model = model
        self._trees = []
        for tree in model.trees:
            feature = np.array(tree.feature, np.int32)
            leaf = feature < 0
            here = np.arange(len(feature))
            self._trees.append(
                (
                    np.where(leaf, 0, feature),
                    np.array(tree.threshold, np.float32),
                    np.where(leaf, here, tree.left).astype(np.int32),
                    np.where(leaf, here, tree.right).astype(np.int32),
                    np.array(tree.value, np.float32),
                    _depth(tree),
                )
            )

    def log_odds(self, columns: Mapping[str, np.ndarray]) -> np.ndarray:
        """Of each row, before calibration."""
        rows = self._rows(columns)
        flat, width = rows.ravel(), rows.shape[1]
        start = np.arange(len(rows)) * width
        total = np.full(len(rows), self._model.baseline, np.float64)
        for feature, threshold, left, right, value, depth in self._trees:
            node = np.zeros(len(rows), np.int32)
            for _ in range(depth):
                node = np.where(flat[start + feature[node]] <= threshold[node], left[node], right[node])
            total += value[node]
        return total

    def chance(self, log_odds: np.ndarray) -> np.ndarray:
        """Calibrated: of all rows with this chance, that share is right."""
        return np.asarray(np.interp(log_odds, self._model.log_odds, self._model.chances))

    def contributions(self, columns: Mapping[str, np.ndarray]) -> np.ndarray:
        """What each feature added to the log-odds of each row, along the paths (Saabas 2014); rows × features."""
        rows = self._rows(columns)
        every = np.arange(len(rows))
        added = np.zeros(rows.shape, np.float64)
        for feature, threshold, left, right, value, depth in self._trees:
            node = np.zeros(len(rows), np.int32)
            for _ in range(depth):
                asked = feature[node]
                reached = np.where(rows[every, asked] <= threshold[node], left[node], right[node])
                added[every, asked] += value[reached] - value[node]
                node = reached
        return added

    def _rows(self, columns: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.stack([np.asarray(columns[name], np.float32) for name in self.features], axis=1)


def _depth(tree: Tree) -> int:
    depths = [0] * len(tree.feature)
    for node, feature in enumerate(tree.feature):
        if feature >= 0:
            depths[tree.left[node]] = depths[tree.right[node]] = depths[node] + 1
    return max(depths)
