#!/usr/bin/env python3
"""Writes schedules.json: the learning rates of PyTorch's schedulers over made-up training losses.

    python3 tests/golden/make_schedules.py        (needs torch)

Rates are those of the epochs after each step() of the scheduler.
"""
import json
import pathlib

import torch

PLATEAU = [
    {"factor": 0.1, "patience": 10},
    {"factor": 0.5, "patience": 2},
    {"factor": 0.5, "patience": 0, "threshold": 0.05, "cooldown": 3},
    {"factor": 0.3, "patience": 1, "threshold": 0, "cooldown": 1, "minimum": 2e-4},
    {"factor": 0.9, "patience": 0, "threshold": 0.5, "epsilon": 8e-5},
]
COSINE = [{"length": 10}, {"length": 7, "minimum": 1e-4}]
BASE, EPOCHS = 1e-3, 60


def losses():
    """Falls, stays, jumps, falls by less than a threshold: all that a plateau can look like."""
    values = [1 / (1 + epoch) for epoch in range(12)]
    values += [values[-1]] * 14 + [0.5, 0.083, 0.0829, 0.08289]
    values += [0.08 - 1e-6 * epoch for epoch in range(EPOCHS - len(values) - 6)]
    return values + [float("nan"), 0.01, 0.01, 0.02, 0.009, 0.0089]


def optimizer():
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE)


def plateau(case):
    target = optimizer()
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        target, mode="min", factor=case["factor"], patience=case["patience"],
        threshold=case.get("threshold", 1e-4), cooldown=case.get("cooldown", 0),
        min_lr=case.get("minimum", 0), eps=case.get("epsilon", 1e-8))
    rates = []
    for loss in losses():
        scheduler.step(loss)
        rates.append(target.param_groups[0]["lr"])
    return {"schedule": {"kind": "plateau"} | case, "rates": rates}


def cosine(case):
    target = optimizer()
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(
        target, T_max=case["length"], eta_min=case.get("minimum", 0))
    rates = []
    for _ in range(case["length"] - 1):
        target.step()
        scheduler.step()
        rates.append(target.param_groups[0]["lr"])
    return {"schedule": {"kind": "cosine", "minimum": case.get("minimum", 0)},
            "length": case["length"], "rates": rates}


def main():
    out = pathlib.Path(__file__).with_name("schedules.json")
    # JSON has no NaN.
    shown = [None if loss != loss else loss for loss in losses()]
    cases = [plateau(case) for case in PLATEAU] + [cosine(case) for case in COSINE]
    version = torch.__version__.split("+")[0]
    lines = ",\n".join(json.dumps(case) for case in cases)
    out.write_text(f'{{"made_with": "PyTorch {version}", "base": {BASE}, "losses": {json.dumps(shown)},\n'
                   f'"cases": [\n{lines}\n]}}\n')
    print(f"{out}: {len(cases)} schedules")


if __name__ == "__main__":
    main()
