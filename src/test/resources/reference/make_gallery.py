"""Figures for the tests of the gallery, in gallery.json: `python make_gallery.py` with NumPy 2.4.

- autoregression: 24 weights and a constant by numpy.linalg.lstsq on a short series, and what they foresee.
- pole: where the formulas of gymnasium's CartPole-v1 (euler) take a cart with a pole.
"""

import json
import math
import pathlib

import numpy as np


def series():
    """80 values that an AR(24) does not fit without an error: a wave and a generator's numbers."""
    numbers = [1]
    while len(numbers) < 80:
        numbers.append((1103 * numbers[-1] + 377) % 10007)
    return [math.sin(0.7 * i) + number / 10007 for i, number in enumerate(numbers)]


def autoregression():
    values = np.array(series())
    past = np.stack([values[i : i + 24] for i in range(len(values) - 24)])
    following = values[24:]
    ones = np.ones((len(past), 1))
    weights = np.linalg.lstsq(np.hstack([past, ones]), following, rcond=None)[0]
    forecast = np.hstack([past, ones]) @ weights
    rmse = float(np.sqrt(np.mean((forecast - following) ** 2)))
    return {"series": series(), "forecast": forecast.tolist(), "rmse": rmse}


def pole():
    gravity, masscart, masspole, length, force_mag, tau = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
    total_mass = masspole + masscart
    polemass_length = masspole * length
    x, x_dot, theta, theta_dot = 0.01, -0.02, 0.03, 0.04
    pushes = [1, 1, 0, 1, 0, 0, 1, 0, 1, 1]
    states = [[x, x_dot, theta, theta_dot]]
    for action in pushes:
        force = force_mag if action == 1 else -force_mag
        costheta = math.cos(theta)
        sintheta = math.sin(theta)
        temp = (force + polemass_length * theta_dot**2 * sintheta) / total_mass
        thetaacc = (gravity * sintheta - costheta * temp) / (
            length * (4.0 / 3.0 - masspole * costheta**2 / total_mass)
        )
        xacc = temp - polemass_length * thetaacc * costheta / total_mass
        x, x_dot = x + tau * x_dot, x_dot + tau * xacc
        theta, theta_dot = theta + tau * theta_dot, theta_dot + tau * thetaacc
        states.append([x, x_dot, theta, theta_dot])
    return {"pushes": pushes, "states": states}


if __name__ == "__main__":
    figures = {"autoregression": autoregression(), "pole": pole()}
    path = pathlib.Path(__file__).with_name("gallery.json")
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
