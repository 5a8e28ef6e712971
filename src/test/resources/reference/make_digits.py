"""The gallery's digits as NumPy splits them, and what the simple methods reach on them: digits.json.

python make_digits.py   (with NumPy alone)
"""

import csv
import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
TABLE = HERE / "../../../main/resources/dev/firstnetwork/table/digits.csv"

with open(TABLE, newline="", encoding="utf-8") as file:
    table = np.array(list(csv.reader(file))[1:], dtype=float)
x, y = table[:, :64] / 16, table[:, 64].astype(int)


def split(seed):
    """The rows of each digit in an order of their own; of five the first tests, the second validates."""
    random = np.random.RandomState(seed)
    train, validation, test = [], [], []
    for digit in range(10):
        rows = np.flatnonzero(y == digit)
        for i, row in enumerate(rows[random.permutation(len(rows))]):
            (test if i % 5 == 0 else validation if i % 5 == 1 else train).append(row)
    return train, validation, test


def figures(seed):
    train, validation, test = split(seed)
    mean = x[train].mean(axis=0)
    axes = np.linalg.svd(x[train] - mean, full_matrices=False)[2][:2]
    flat = (x[test] - mean) @ axes.T @ axes + mean
    most = np.bincount(y[train]).argmax()
    return {
        "seed": seed,
        "train": len(train),
        "validation": len(validation),
        "test": len(test),
        "inkOfTrain": x[train].sum(),
        "inkOfTest": x[test].sum(),
        "majority": float((y[test] == most).mean()),
        "meanDigit": ((x[test] - mean) ** 2).mean(),
        "twoAxes": ((x[test] - flat) ** 2).mean(),
    }


(HERE / "digits.json").write_text(json.dumps([figures(seed) for seed in (1, 2, 3)], indent=1) + "\n", encoding="utf-8")
