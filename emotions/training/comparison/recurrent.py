"""RNN, LSTM and GRU over token sequences, read from both sides."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from emotions.training.comparison.preprocessing import Ids
from emotions.vector import EMOTIONS

KINDS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
WIDTH = 64
BATCH = 64
EPOCHS = 8
PATIENCE = 2
RATE = 2e-3

Labels = npt.NDArray[np.int64]


class Recurrent(torch.nn.Module):
    """Embedding, a bidirectional recurrent layer, the mean over real tokens, a linear layer."""

    def __init__(self, kind: str, tokens: int) -> None:
        super().__init__()
        self.embedding = torch.nn.Embedding(tokens + 1, WIDTH, padding_idx=0)
        self.layer: Any = KINDS[kind](WIDTH, WIDTH, batch_first=True, bidirectional=True)
        self.answer = torch.nn.Linear(2 * WIDTH, len(EMOTIONS))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Token ids (texts, tokens), 0 where there is none, to logits (texts, emotions)."""
        mask = (ids > 0).float().unsqueeze(-1)
        states, _ = self.layer(functional.dropout(self.embedding(ids), 0.3, self.training))
        means = (states * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
        logits: torch.Tensor = self.answer(functional.dropout(means, 0.3, self.training))
        return logits

    def predict(self, ids: Ids) -> Labels:
        """The likeliest emotion of each text, (texts,)."""
        self.eval()
        with torch.no_grad():
            parts = [self(part).argmax(dim=1) for part in torch.from_numpy(ids).split(512)]
        return np.asarray(torch.cat(parts).numpy())

    def size(self) -> int:
        """Bytes of the weights in single precision."""
        return sum(4 * weight.numel() for weight in self.parameters())


def fit(
    kind: str, tokens: int, train: tuple[Ids, Labels], dev: tuple[Ids, Labels], seed: int
) -> Recurrent:
    """Train until dev has not gained for `PATIENCE` epochs; the best epoch is kept."""
    torch.manual_seed(seed)
    model = Recurrent(kind, tokens)
    optimiser = torch.optim.Adam(model.parameters(), RATE)
    best, best_state, waited = -1.0, model.state_dict(), 0
    for _ in range(EPOCHS):
        _run_epoch(model, optimiser, *train)
        accuracy = float((model.predict(dev[0]) == dev[1]).mean())
        waited = waited + 1 if accuracy <= best else 0
        if waited == 0:
            best, best_state = accuracy, copy.deepcopy(model.state_dict())
        if waited >= PATIENCE:
            break
    model.load_state_dict(best_state)
    return model


def _run_epoch(
    model: Recurrent, optimiser: torch.optim.Optimizer, ids: Ids, labels: Labels
) -> None:
    model.train()
    order = torch.randperm(len(ids))
    # Whole batches alone: on the processor each new shape costs more than the rest would teach.
    for batch in order.split(min(BATCH, len(ids))):
        if len(batch) == min(BATCH, len(ids)):
            loss = functional.cross_entropy(
                model(torch.from_numpy(ids)[batch]), torch.from_numpy(labels)[batch]
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
