"""Regenerates learning.json: what PyTorch and scikit-learn make of schedules, clipping, class weights, folds and splits.

    python3 make_learning.py         # writes next to this file; PyTorch 2.13.0 (CPU), scikit-learn 1.9.1, NumPy 2.4.6

Everything is computed in float64. PyTorch's clip_grad_norm_ divides by (norm + 1e-6), so its figures are within 1e-6 of the
rule; its clip_grad_value_ is exact.
"""
import json, pathlib, warnings
import numpy as np
import torch
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from sklearn.utils.class_weight import compute_class_weight
from torch import nn
from torch.optim import lr_scheduler as s

HERE = pathlib.Path(__file__).parent
GOLDEN = HERE.parent / "golden"
warnings.simplefilter("ignore")
torch.set_default_dtype(torch.float64)


def rates(make, steps, initial=0.1):
    """The learning rate of each step under a PyTorch schedule."""
    optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=initial)
    schedule, rates = make(optimiser), []
    for _ in range(steps):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
    return rates


def warm_up(optimiser, steps):
    return s.LinearLR(optimiser, start_factor=1 / steps, end_factor=1, total_iters=steps - 1)


def schedules():
    return {
        "step every 3 by 0.5": rates(lambda o: s.StepLR(o, 3, 0.5), 12),
        "step every 1 by 0.9": rates(lambda o: s.StepLR(o, 1, 0.9), 12),
        "exponential 0.8": rates(lambda o: s.ExponentialLR(o, 0.8), 12),
        "cosine 10": rates(lambda o: s.CosineAnnealingLR(o, 10), 11),
        "warm-up 4, constant": rates(lambda o: warm_up(o, 4), 8),
        "warm-up 4, cosine 10": rates(
            lambda o: s.ChainedScheduler([warm_up(o, 4), s.CosineAnnealingLR(o, 10)]), 11),
        "warm-up 5, step every 2 by 0.5": rates(
            lambda o: s.ChainedScheduler([warm_up(o, 5), s.StepLR(o, 2, 0.5)]), 12),
    }


def clipping():
    """A layer's W [3, 2] and b [2] with gradients; each clipped by value and, together, by norm."""
    r = np.random.RandomState(5)
    gradients = [r.randn(3, 2), r.randn(2)]
    result = {"W": gradients[0].tolist(), "b": gradients[1].tolist()}
    for name, clip in (("value", lambda p: nn.utils.clip_grad_value_(p, 0.5)),
                       ("norm", lambda p: nn.utils.clip_grad_norm_(p, 0.5))):
        parameters = [nn.Parameter(torch.zeros(g.shape)) for g in gradients]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = torch.tensor(gradient)
        clip(parameters)
        result[name] = {"W": parameters[0].grad.tolist(), "b": parameters[1].grad.tolist()}
    return result


def rows(name):
    table = np.loadtxt(GOLDEN / name, delimiter=",", skiprows=1)
    return torch.tensor(table[:, :2]), torch.tensor(table[:, 2:])


def start():
    init = json.loads((GOLDEN / "gradients.json").read_text())["init"]
    return {name: torch.tensor(value, requires_grad=True) for name, value in init.items()}


def weighted_loss(p, x, y, weights):
    z = torch.relu(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
    row = nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (row * torch.where(y == 1, weights[1], weights[0])).mean()


def class_weights():
    x, y = rows("train_standardised.csv")
    weights, p = [0.7, 2.5], start()
    loss = weighted_loss(p, x, y, weights)
    loss.backward()
    balanced = []
    for labels in ([0, 0, 0, 1], [0, 1] * 5, [2, 0, 0, 1, 1, 1, 1], [0] * 97 + [1] * 3):
        balanced.append({"labels": labels, "weights": compute_class_weight(
            "balanced", classes=np.unique(labels), y=np.array(labels)).tolist()})
    r = np.random.RandomState(8)
    logits, classes = torch.tensor(r.randn(6, 3), requires_grad=True), [0, 2, 1, 1, 0, 2]
    three = [0.5, 3, 1]
    row = nn.functional.cross_entropy(logits, torch.tensor(classes), reduction="none")
    softmax = (row * torch.tensor(three)[classes]).mean()
    softmax.backward()
    return {
        "weights": weights, "loss": loss.item(), "gradients": {name: t.grad.tolist() for name, t in p.items()},
        "balanced": balanced,
        "softmax": {"logits": logits.tolist(), "classes": classes, "weights": three, "loss": softmax.item(),
                    "delta": logits.grad.tolist()},
    }


def together():
    """The article's network, full batch: warm-up of 5 and cosine of 40 steps, class weights, clipping by value."""
    x, y = rows("train_standardised.csv")
    p, weights, losses = start(), [0.7, 2.5], []
    optimiser = torch.optim.SGD(list(p.values()), lr=0.3)
    schedule = s.ChainedScheduler([warm_up(optimiser, 5), s.CosineAnnealingLR(optimiser, 40)])
    for _ in range(30):
        optimiser.zero_grad()
        loss = weighted_loss(p, x, y, weights)
        loss.backward()
        losses.append(loss.item())
        nn.utils.clip_grad_value_(list(p.values()), 0.02)
        optimiser.step()
        schedule.step()
    return {"weights": weights, "losses": losses, "final": {name: t.tolist() for name, t in p.items()}}


def folds():
    cases = []
    for labels, k, seed in (
            ([0, 1] * 10, 5, 0), ([1, 1, 0] * 7 + [0, 1], 3, 42), ([2, 0, 1, 1, 0, 2, 2, 1, 0, 0, 1], 2, 7),
            (([0] * 17 + [1] * 6 + [3] * 5 + [2] * 9), 4, 123), ([0] * 5 + [1] * 96, 5, 1),
            (np.random.RandomState(3).randint(0, 10, 203).tolist(), 6, 99)):
        folds = StratifiedKFold(k, shuffle=True, random_state=seed).split(np.zeros(len(labels)), labels)
        cases.append({"labels": labels, "k": k, "seed": seed, "test": [test.tolist() for _, test in folds]})
    numbers = [{"n": n, "k": k, "seed": seed, "test": [
        test.tolist() for _, test in KFold(k, shuffle=True, random_state=seed).split(np.zeros(n))]}
        for n, k, seed in ((10, 5, 0), (23, 4, 42), (7, 7, 5), (101, 3, 8))]
    return {"stratified": cases, "plain": numbers}


def splits():
    cases = []
    for n, test, validation, seed in ((100, 0.2, 0.25, 42), (101, 0.3, 0.1, 7), (13, 0.2, 0.5, 0)):
        others, held_out = train_test_split(np.arange(n), test_size=test, random_state=seed)
        train, watched = train_test_split(others, test_size=validation, random_state=seed)
        cases.append({"n": n, "testSize": test, "validationSize": validation, "seed": seed,
                      "train": train.tolist(), "validation": watched.tolist(), "test": held_out.tolist()})
    return cases


if __name__ == "__main__":
    figures = {"schedules": schedules(), "clipping": clipping(), "classWeights": class_weights(),
               "together": together(), "folds": folds(), "splits": splits()}
    text = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in figures.items())
    (HERE / "learning.json").write_text("{\n" + text + "\n}\n")
