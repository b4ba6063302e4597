"""Models over one-hot tokens, each with settings near those of the prototype."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import joblib
from catboost import CatBoostClassifier
from lightgbm import LGBMClassifier
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier
from xgboost import XGBClassifier

THREADS = 2

MODELS: Mapping[str, Callable[[int], Any]] = {
    "catboost": lambda seed: CatBoostClassifier(
        iterations=600,
        learning_rate=0.2,
        random_seed=seed,
        thread_count=THREADS,
        verbose=False,
        allow_writing_files=False,
    ),
    "xgboost": lambda seed: XGBClassifier(
        n_estimators=300, learning_rate=0.2, random_state=seed, n_jobs=THREADS
    ),
    "lightgbm": lambda seed: LGBMClassifier(
        n_estimators=300, learning_rate=0.1, random_state=seed, n_jobs=THREADS, verbose=-1
    ),
    # A sample of rows and columns for each tree: on all of them it would take hours.
    "gradient_boosting": lambda seed: GradientBoostingClassifier(
        n_estimators=300, learning_rate=0.2, subsample=0.8, max_features="sqrt", random_state=seed
    ),
    "random_forest": lambda seed: RandomForestClassifier(
        n_estimators=300, random_state=seed, n_jobs=THREADS
    ),
    "svm": lambda seed: LinearSVC(C=0.1, random_state=seed),
    "logistic": lambda seed: LogisticRegression(max_iter=500, random_state=seed),
    "tree": lambda seed: DecisionTreeClassifier(random_state=seed),
}


def size_of(model: Any) -> int:
    """Bytes of a trained model in the form its library stores it."""
    if hasattr(model, "save_model"):
        with TemporaryDirectory() as folder:
            path = Path(folder) / ("model.ubj" if isinstance(model, XGBClassifier) else "model")
            model.save_model(str(path))
            return path.stat().st_size
    if isinstance(model, LGBMClassifier):
        return len(model.booster_.model_to_string().encode())
    content = io.BytesIO()  # scikit-learn knows pickles only; this one is measured, never read
    joblib.dump(model, content)
    return content.getbuffer().nbytes
