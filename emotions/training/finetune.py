"""Multi-task training of the pruned encoder on the processor, within a given time.

    python -m emotions.training.finetune --base var/encoder/base --out var/encoder/trained \\
        --data ../shared/data --minutes 90

The learning rate falls to zero as the minutes run out, so a busy machine trains less but never
stops half-way down. Interrupted, the same command goes on from the last checkpoint.
"""

import argparse
import random
import time
from collections import defaultdict, deque
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from emotions.training.corpora import INTENTS
from emotions.training.multitask import Task, all_tasks
from emotions.training.network import Network, token_counter

SEED = 7
MINUTES = 90.0
BODY_RATE = 1.5e-4
HEAD_RATE = 2e-3
WARM_UP = 0.05
"""Share of the time in which the learning rates rise."""
FROZEN_LAYERS = 3
"""Lowest layers that stay as they are, as do the embeddings: a sixth less work to a step."""

BASE_SHARE = 0.2
"""Of the weights before training in those that ship."""

LOG_STEPS = 25
CHECKPOINT_SECONDS = 240.0


@dataclass
class Progress:
    """How far a training has come; ``budget`` and ``spent`` in seconds of training."""

    budget: float
    spent: float = 0.0
    step: int = 0

    @property
    def rate(self) -> float:
        """Factor of the learning rates: up for `WARM_UP` of the time, then down to zero."""
        done = self.spent / self.budget
        return min(1.0, (done + 0.001) / WARM_UP) * max(0.0, 1.0 - done)


class Trainer:
    """Steps, checkpoints and the log of one training."""

    def __init__(self, network: Network, tasks: list[Task], progress: Progress, out: Path) -> None:
        self.network = network
        self.tasks = tasks
        self.progress = progress
        self.checkpoint = out / "checkpoint.pt"
        self.recent: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=20))
        self.weights = [one for one in network.body.parameters() if one.requires_grad]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": self.weights, "base": BODY_RATE},
                {"params": list(network.heads.parameters()), "base": HEAD_RATE},
            ],
            weight_decay=0.01,
            fused=True,
        )

    def run(self, rng: random.Random) -> None:
        """Train until the time is spent."""
        self.network.train()
        shares = [task.share for task in self.tasks]
        saved = self.progress.spent
        while self.progress.spent < self.progress.budget:
            began = time.monotonic()
            (task,) = rng.choices(self.tasks, shares)
            self.recent[task.name].append(self._take_step(task))
            self.progress.step += 1
            self.progress.spent += time.monotonic() - began
            if self.progress.step % LOG_STEPS == 0:
                self._log()
            if self.progress.spent - saved > CHECKPOINT_SECONDS:
                self.save_checkpoint()
                saved = self.progress.spent
        self.save_checkpoint()

    def _take_step(self, task: Task) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * self.progress.rate
        loss = task.loss(self.network)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        return float(loss.item())

    def _log(self) -> None:
        means = {name: round(float(np.mean(past)), 3) for name, past in self.recent.items()}
        print(f"step {self.progress.step}, {self.progress.spent:.0f} s: {means}", flush=True)

    def save_checkpoint(self) -> None:
        """Write where to go on from; the old checkpoint is replaced by a complete one."""
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "progress": asdict(self.progress),
        }
        unfinished = self.checkpoint.with_suffix(".new")
        torch.save(state, unfinished)
        unfinished.replace(self.checkpoint)

    def resume(self) -> None:
        """Go on from the checkpoint, if there is one, within the budget given now."""
        if self.checkpoint.is_file():
            state = torch.load(self.checkpoint, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            budget = self.progress.budget
            self.progress = Progress(**state["progress"] | {"budget": budget})


def finetune(
    base: Path, out: Path, data_dir: Path, *, intents_dir: Path, minutes: float, threads: int
) -> None:
    """Train, or go on training, and write the folder that `emotions.training.export` takes."""
    torch.set_num_threads(threads)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)  # noqa: S311 - a seeded order, nothing secret
    tasks, heads = all_tasks(data_dir, intents_dir, rng, token_counter(base))
    network = Network(base, heads, FROZEN_LAYERS)
    trainer = Trainer(network, tasks, Progress(minutes * 60), out)
    trainer.resume()
    rng.seed(SEED + trainer.progress.step)
    trainer.run(rng)
    network.blend(base, BASE_SHARE)
    network.save(out)


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--intents", type=Path, default=INTENTS, help="the chat's own utterances")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    finetune(
        options.base,
        options.out,
        options.data,
        intents_dir=options.intents,
        minutes=options.minutes,
        threads=options.threads,
    )


if __name__ == "__main__":
    main()
