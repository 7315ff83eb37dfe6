#!/usr/bin/env python3
"""Writes study.json: measures, principal components and ROC areas as numpy, scipy and scikit-image
compute them.

    python3 tests/golden/make_study.py        (needs numpy, scipy, scikit-image, torch)

All images come from Philox4x32-10, which the engine has too.
"""
import json
import pathlib

import numpy as np
import scipy.stats
import skimage.metrics

from make_training_steps import STREAM_DIGITS, uniform

SHAPES = [(28, 28), (16, 20), (11, 13)]
STRENGTHS = [0.1, 0.5, 1.0]
PCA_FEATURES, PCA_COUNT, PCA_OTHERS = 12, 40, 25


def image(number, count):
    """Like a digit: three quarters of the pixels black, the others grey."""
    u = uniform(count, STREAM_DIGITS, number)
    return np.where(u < np.float32(0.75), np.float32(0), u)


def noisy(clean, number, strength):
    """Multiplied and added in float32, as the test does."""
    u = uniform(clean.size, STREAM_DIGITS, number)
    return np.clip(clean + np.float32(strength) * (u - np.float32(0.5)), np.float32(0), np.float32(1))


def measures():
    cases = []
    for i, (rows, columns) in enumerate(SHAPES):
        for j, strength in enumerate(STRENGTHS):
            numbers = [100 * i, 100 * i + j + 1]
            clean = image(numbers[0], rows * columns)
            other = noisy(clean, numbers[1], strength)
            t, x = clean.astype(np.float64), other.astype(np.float64)
            with np.errstate(divide="ignore"):
                log_x, log_rest = np.maximum(np.log(x), -100), np.maximum(np.log(1 - x), -100)
            # truncate 3.5 makes a window of 11; scikit-image leaves the borders out of the mean.
            ssim = skimage.metrics.structural_similarity(
                t.reshape(rows, columns), x.reshape(rows, columns), data_range=1.0, gaussian_weights=True,
                sigma=1.5, use_sample_covariance=False)
            cases.append({
                "rows": rows, "columns": columns, "numbers": numbers, "strength": strength,
                "mse": np.mean((t - x)**2), "mae": np.mean(np.abs(t - x)),
                "bce": -np.mean(t * log_x + (1 - t) * log_rest),
                "correlation": scipy.stats.pearsonr(t, x)[0],
                "psnr": skimage.metrics.peak_signal_noise_ratio(t, x, data_range=1.0), "ssim": ssim})
    return cases


def principal_components():
    # Columns of differing spread, so that no two variances are close.
    spread = np.arange(1, PCA_FEATURES + 1, dtype=np.float32) / np.float32(PCA_FEATURES)
    mix = uniform(PCA_FEATURES * PCA_FEATURES, STREAM_DIGITS, 900).reshape(PCA_FEATURES, PCA_FEATURES)
    def data(number, count):
        u = uniform(PCA_FEATURES * count, STREAM_DIGITS, number).reshape(count, PCA_FEATURES)
        return (u * spread).astype(np.float64) @ mix.astype(np.float64)
    x, others = data(901, PCA_COUNT).astype(np.float32), data(902, PCA_OTHERS).astype(np.float32)
    x, others = x.astype(np.float64), others.astype(np.float64)
    mean = x.mean(axis=0)
    u, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    for row in vt:
        if row[np.argmax(np.abs(row))] < 0:
            row *= -1
    def mse(y, k):
        codes = (y - mean) @ vt[:k].T
        return np.mean((y - mean - codes @ vt[:k])**2)
    return {"features": PCA_FEATURES, "data": x.reshape(-1).tolist(), "others": others.reshape(-1).tolist(),
            "mean": mean.tolist(), "variances": (s**2 / PCA_COUNT).tolist(),
            "components": vt.reshape(-1).tolist(),
            "mse": [mse(x, k) for k in range(PCA_FEATURES + 1)],
            "others_mse": [mse(others, k) for k in range(PCA_FEATURES + 1)],
            "others_codes": ((others - mean) @ vt[:3].T).reshape(-1).tolist()}


def roc():
    cases = []
    # Scores rounded so that many are tied; the last two have no overlap and no difference at all.
    for number, shift, digits in [(800, 0.2, 6), (802, 0.2, 1), (804, -0.1, 1), (806, 3.0, 2), (808, 0.0, 0)]:
        normal = np.round(uniform(60, STREAM_DIGITS, number).astype(np.float64), digits)
        strange = np.round(uniform(35, STREAM_DIGITS, number + 1).astype(np.float64) + shift, digits)
        if digits == 0:
            normal[:], strange[:] = 1, 1
        u = scipy.stats.mannwhitneyu(strange, normal).statistic
        cases.append({"normal": normal.tolist(), "strange": strange.tolist(),
                      "auc": u / (normal.size * strange.size),
                      "quantiles": [[q, np.quantile(normal, q)] for q in (0, 0.05, 0.5, 0.95, 0.99, 1)]})
    return cases


def main():
    out = pathlib.Path(__file__).with_name("study.json")
    parts = {"measures": measures(), "pca": principal_components(), "roc": roc()}
    body = ",\n".join(f'"{name}": {json.dumps(part)}' for name, part in parts.items())
    made_with = f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-image {skimage.__version__}"
    out.write_text(f'{{"made_with": "{made_with}",\n{body}}}\n')
    print(f"{out}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
