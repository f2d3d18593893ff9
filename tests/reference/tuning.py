"""Densities of Parzen estimators as Optuna has them, for tests/unit/ml/tuning: `pip install optuna`, then
`python tests/reference/tuning.py > tests/reference/tuning.json`. Made with Optuna 5.0.0.

Weights are uniform here; Optuna's own give less to observations that have 25 after them. Densities are of the place on the
line, which is the logarithm where a range is logarithmic.
"""

import json

import numpy as np
from optuna.distributions import CategoricalDistribution, FloatDistribution
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters

PARAMETERS = _ParzenEstimatorParameters(1.0, True, False, np.ones, False)


def log_densities(distribution, observations, points):
    estimator = _ParzenEstimator({"x": np.array(observations)}, {"x": distribution}, PARAMETERS)
    return estimator.log_pdf({"x": np.array(points)})


def linear(low, high, observations, points):
    values = log_densities(FloatDistribution(low, high), observations, points)
    return {"low": low, "high": high, "observations": observations, "points": points, "logDensities": values.tolist()}


def logarithmic(low, high, observations, points):
    values = log_densities(FloatDistribution(low, high, log=True), observations, points)
    onto = lambda xs: np.log(xs).tolist()
    return {
        "low": float(np.log(low)),
        "high": float(np.log(high)),
        "observations": onto(observations),
        "points": onto(points),
        "logDensities": values.tolist(),
    }


def choice(values, observations):
    choices = list(range(values))
    logs = log_densities(CategoricalDistribution(choices), np.array(observations, dtype=int), choices)
    return {"values": values, "observations": observations, "probabilities": np.exp(logs).tolist()}


rng = np.random.default_rng(1)
many = np.sort(rng.uniform(-2, 3, 200)).tolist()
print(
    json.dumps(
        {
            "ranges": [
                linear(0.0, 1.0, [], [0.0, 0.25, 0.9]),
                linear(0.0, 1.0, [0.2], [0.0, 0.2, 0.5, 1.0]),
                linear(-2.0, 3.0, [0.1, 2.5, -1.9, 0.15], [-2.0, -1.0, 0.12, 1.0, 2.9]),
                linear(-2.0, 3.0, many, [-2.0, 0.0, 2.99]),
                logarithmic(1e-5, 1e-2, [3e-5, 4e-4, 5e-4], [1e-5, 1e-4, 4.5e-4, 1e-2]),
            ],
            "choices": [choice(3, []), choice(3, [0]), choice(4, [1, 1, 3, 0, 1])],
        },
        indent=1,
    )
)
