"""Writes explanation.json beside this script: what scikit-learn and a sum over all orders say of a small model.

Made with Python 3, numpy 2.4.6 and scikit-learn 1.9.1:  python make_explanation.py

The model has three numeric columns and one of three categories:
p = sigmoid(1.5 x1 - 2 x2 x3 + c), c = 0.5, -1 or 0.25 by the category.
"""

import itertools
import json
import pathlib

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.inspection import partial_dependence, permutation_importance


class Model(ClassifierMixin, BaseEstimator):
    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def __sklearn_is_fitted__(self):
        return True

    def predict_proba(self, x):
        c = np.array([0.5, -1.0, 0.25])[x[:, 3].astype(int)]
        p = 1 / (1 + np.exp(-(1.5 * x[:, 0] - 2 * x[:, 1] * x[:, 2] + c)))
        return np.column_stack([1 - p, p])

    def predict(self, x):
        return (self.predict_proba(x)[:, 1] > 0.5).astype(int)


random = np.random.RandomState(5)
x = np.column_stack([random.standard_normal((40, 3)).round(3), random.randint(3, size=40)])
model = Model().fit(None, None)
y = (random.random_sample(40) < model.predict_proba(x)[:, 1]).astype(int)

importance = {}
for score in ["accuracy", "neg_log_loss"]:
    result = permutation_importance(model, x, y, scoring=score, n_repeats=6, random_state=7)
    importance[score] = {
        "importances": result.importances.tolist(),
        "mean": result.importances_mean.tolist(),
        "std": result.importances_std.tolist(),
    }

dependence = []
for column in range(4):
    for points in [8, 50]:
        result = partial_dependence(
            model, x, [column], categorical_features=[3], grid_resolution=points, kind="both",
            response_method="predict_proba", method="brute")
        dependence.append({
            "column": column,
            "points": points,
            "grid": result["grid_values"][0].tolist(),
            "average": result["average"][0].tolist(),
            "individual": result["individual"][0][:5].tolist(),
        })

# Shapley's definition: the mean over all 24 orders of what a column adds when its turn comes
background = x[:10]


def worth(row, coalition):
    mixed = background.copy()
    mixed[:, list(coalition)] = row[list(coalition)]
    return model.predict_proba(mixed)[:, 1].mean()


shapley = []
for row in x[10:15]:
    values = np.zeros(4)
    for order in itertools.permutations(range(4)):
        for k in range(4):
            values[order[k]] += (worth(row, order[: k + 1]) - worth(row, order[:k])) / 24
    shapley.append(values.tolist())

pathlib.Path(__file__).with_name("explanation.json").write_text(json.dumps({
    "x": x.tolist(), "y": y.tolist(), "importance": importance, "dependence": dependence, "shapley": shapley,
}) + "\n", encoding="utf-8", newline="\n")
