"""Regenerates metrics.json: what scikit-learn makes of predictions, for the tests of the evaluation floor.

    python3 make_metrics.py          # writes next to this file; scikit-learn 1.9.1, NumPy 2.4.6, SciPy 1.17.1

Where a class has no row, scikit-learn warns and gives an average precision of 0; here it is null, as ROC AUC is.
"""
import json, math, pathlib, warnings
import numpy as np
from scipy.stats import binomtest
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


def judged(y, p, threshold=0.5):
    """y [n] with class numbers, p [n] of class 1 or [n, classes]."""
    y, p = np.asarray(y), np.asarray(p, dtype=float)
    binary = p.ndim == 1
    classes = [0, 1] if binary else list(range(p.shape[1]))
    predicted = (p > threshold).astype(int) if binary else p.argmax(axis=1)
    onehot = np.eye(len(classes), dtype=int)[y]
    complete = len(set(y.tolist())) == len(classes)
    truth = y if binary else onehot
    how = dict(labels=classes, zero_division=0, average="binary" if binary else "macro")
    return {
        "accuracy": m.accuracy_score(y, predicted),
        "balancedAccuracy": m.balanced_accuracy_score(y, predicted),
        "precision": m.precision_score(y, predicted, **how),
        "recall": m.recall_score(y, predicted, **how),
        "f1": m.f1_score(y, predicted, **how),
        "rocAuc": m.roc_auc_score(truth, p) if complete else None,
        "averagePrecision": m.average_precision_score(truth, p)
        if complete or binary and y.any() else None,
        "logLoss": m.log_loss(y, p, labels=classes),
        "brierScore": m.brier_score_loss(y, p, pos_label=1) if binary else m.brier_score_loss(y, p, labels=classes),
    }


def case(name, y, p, threshold=0.5):
    return {"name": name, "threshold": threshold, "y": np.asarray(y).tolist(), "p": np.asarray(p).tolist(),
            "figures": judged(y, p, threshold)}


def two(seed, n, digits, share=0.4):
    r = np.random.RandomState(seed)
    y = (r.random_sample(n) < share).astype(int)
    return y, np.round(1 / (1 + np.exp(-(2.5 * y - 1.2 + 1.5 * r.standard_normal(n)))), digits)


def many(seed, n, k, digits):
    r = np.random.RandomState(seed)
    y = r.randint(0, k, n)
    z = 1.5 * np.eye(k)[y] + r.standard_normal((n, k))
    p = np.round(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), digits)
    p[:, 0] = np.round(1 - p[:, 1:].sum(axis=1), digits)
    return y, np.abs(p)


def curve(y, p, k):
    fpr, tpr, thresholds = m.roc_curve(np.asarray(y) == k, p)
    score = np.asarray(p)
    observed, predicted = calibration_curve(np.asarray(y) == k, score, n_bins=10)
    return {"y": (np.asarray(y) == k).astype(int).tolist(), "p": score.tolist(), "falsePositiveRate": fpr.tolist(),
            "truePositiveRate": tpr.tolist(), "thresholds": thresholds[1:].tolist(),
            "observed": observed.tolist(), "predicted": predicted.tolist()}


def cheapest(y, p, fp, fn):
    """By trying a threshold at 0 and at each score: predicted positive is what lies above."""
    y, p = np.asarray(y), np.asarray(p)
    costs = {}
    for t in sorted({0.0} | set(p.tolist())):
        c = m.confusion_matrix(y, p > t, labels=[0, 1])
        costs[t] = float(fp * c[0, 1] + fn * c[1, 0])
    return {"falsePositiveCost": fp, "falseNegativeCost": fn, "from": list(costs), "costs": list(costs.values()),
            "least": min(costs.values())}


def bootstrap(name, y, p, seed):
    y, p = np.asarray(y), np.asarray(p)
    r, n = np.random.RandomState(seed), len(y)
    samples = []
    for _ in range(1000):
        rows = r.randint(0, n, n)
        samples.append(judged(y[rows], p[rows]))
    intervals = {}
    for key, value in judged(y, p).items():
        values = [s[key] for s in samples if s[key] is not None]
        if value is not None:
            intervals[key] = np.quantile(values, [0.025, 0.975]).tolist()
    left_out = sum(s["rocAuc"] is None for s in samples)
    return {"name": name, "y": y.tolist(), "p": p.tolist(), "seed": seed, "intervals": intervals, "leftOut": left_out}


def groups(y, predicted, names):
    y, predicted, names = map(np.asarray, (y, predicted, names))
    rows = []
    for name in sorted(set(names.tolist())):
        a, b = y[names == name], predicted[names == name]
        (tn, fp), (fn, tp) = m.confusion_matrix(a, b, labels=[0, 1]).tolist()
        rows.append({"name": name, "rows": len(a), "positive": float(a.mean()), "selected": float(b.mean()),
                     "right": m.accuracy_score(a, b), "truePositive": m.recall_score(a, b),
                     "falsePositive": fp / (fp + tn), "precise": m.precision_score(a, b)})

    def spread(key):
        return max(g[key] for g in rows) - min(g[key] for g in rows)

    return {"y": y.tolist(), "predicted": predicted.tolist(), "names": names.tolist(), "groups": rows,
            "demographicParityDifference": spread("selected"),
            "equalisedOddsDifference": max(spread("truePositive"), spread("falsePositive"))}


def regression(name, y, p):
    return {"name": name, "y": y, "p": p, "r2": m.r2_score(y, p) if len(y) > 1 else None,
            "rootMeanSquaredError": m.root_mean_squared_error(y, p),
            "meanAbsoluteError": m.mean_absolute_error(y, p), "maxError": m.max_error(y, p)}


def main():
    tied, wide, some = two(1, 200, 1), two(2, 300, 6), two(3, 60, 2)
    three, ten = many(4, 90, 3, 1), many(5, 300, 10, 3)
    missing = np.where(three[0] == 2, 0, three[0])
    r = np.random.RandomState(6)
    line = np.round(r.uniform(-50, 150, 80), 3)
    noisy = np.round(line + 12 * r.standard_normal(80), 3)
    names = np.array(["b", "a c", "Ä", "d"])[r.choice(4, 200, p=[0.5, 0.3, 0.1, 0.1])]
    result = {
        "classification": [
            case("ties", *tied), case("ties, a low threshold", *tied, threshold=0.2),
            case("ties, a threshold on a score", *tied, threshold=0.7), case("no ties", *wide),
            case("threshold 0", *tied, threshold=0.0), case("threshold 1", *tied, threshold=1.0),
            case("all right", [0, 1, 1, 0], [0.0, 1.0, 0.75, 0.25]),
            case("all wrong", [1, 0, 0, 1], [0.0, 1.0, 0.75, 0.25]),
            case("no positive row", [0, 0, 0], [0.125, 0.75, 0.5]),
            case("no negative row", [1, 1, 1], [0.125, 0.75, 0.5]),
            case("one row", [1], [0.625]), case("one score", [0, 1, 1, 0, 1], [0.625] * 5),
            case("three classes", *three), case("ten classes", *ten), case("a class is missing", missing, three[1]),
            case("one row of three", [1], [[0.25, 0.5, 0.25]])],
        "curves": [curve(*tied, 1), curve(*wide, 1), curve(ten[0], ten[1][:, 3], 3),
                   curve([0, 1, 1, 0, 1], [0.625] * 5, 1), curve([0, 1, 0, 1], [0, 1, 0.3, 0.1 + 0.2], 1),
                   curve([1, 1, 1, 0, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], 1)],
        "costs": [dict(y=y.tolist(), p=p.tolist(), **cheapest(y, p, fp, fn))
                  for y, p in (tied, wide) for fp, fn in ((1, 1), (1, 5), (5, 1), (0, 1), (2.5, 0))],
        "bootstrap": [bootstrap("some", *some, 7), bootstrap("three classes", *three, 8),
                      bootstrap("few rows", [0, 0, 0, 1, 0, 1], [0.1, 0.4, 0.4, 0.4, 0.2, 0.9], 9)],
        "groups": groups(tied[0], (tied[1] > 0.5).astype(int), names),
        "wilson": [[k, n, *binomtest(k, n).proportion_ci(method="wilson")]
                   for k, n in ((0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (170, 200), (5, 100000))],
        "regression": [
            regression("line", line.tolist(), noisy.tolist()), regression("exact", [1.0, 2.0, 4.0], [1.0, 2.0, 4.0]),
            regression("worse than the mean", [1.0, 2.0, 3.0], [3.0, 2.0, 1.0]),
            regression("one row", [5.0], [3.5]), regression("the same label, met", [2.0, 2.0], [2.0, 2.0]),
            regression("the same label, missed", [2.0, 2.0], [2.0, 3.0]),
            regression("far from 0", [1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9 + 1.5, 1e9 + 2, 1e9 + 3])]}
    assert result["bootstrap"][2]["leftOut"] > 50
    assert math.isclose(result["classification"][0]["figures"]["rocAuc"], m.roc_auc_score(*tied))
    sections = [f'"{key}": [\n' + ",\n".join(json.dumps(v) for v in value) + "]" if isinstance(value, list)
                else f'"{key}": {json.dumps(value)}' for key, value in result.items()]
    (HERE / "metrics.json").write_text("{\n" + ",\n".join(sections) + "\n}\n", encoding="utf-8")


main()
