"""The network in training: the encoder's body, and a linear head for each kind of label."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

from emotions.training.pooling import mean_pooled

LENGTH_STEP = 8
"""Batches are padded to a multiple of this many tokens: oneDNN prepares its kernels per shape."""


class Network(torch.nn.Module):
    """Body and heads; ``heads`` maps a head's name to its number of classes."""

    def __init__(self, base: Path, heads: Mapping[str, int], frozen_layers: int) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        # Data are seen once or twice: dropout would cost a tenth of the time and prevent nothing.
        self.body = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.body.embeddings.requires_grad_(False)
        self.body.encoder.layer[:frozen_layers].requires_grad_(False)
        hidden = self.body.config.hidden_size
        self.heads = torch.nn.ModuleDict(
            {name: torch.nn.Linear(hidden, classes) for name, classes in heads.items()}
        )

    def vectors(self, texts: Sequence[str], max_tokens: int) -> torch.Tensor:
        """Mean token states (len(texts), hidden), computed in bfloat16, given in float32."""
        batch = self.tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=max_tokens,
            pad_to_multiple_of=LENGTH_STEP,
            return_tensors="pt",
        )
        mask = batch["attention_mask"]
        with torch.autocast("cpu", torch.bfloat16):
            states = self.body(input_ids=batch["input_ids"], attention_mask=mask).last_hidden_state
        return mean_pooled(states.float(), mask)

    def logits(self, head: str, vectors: torch.Tensor) -> torch.Tensor:
        """A head's answers (batch, classes), with a little dropout in training."""
        answers: torch.Tensor = self.heads[head](functional.dropout(vectors, 0.1, self.training))
        return answers

    def save(self, folder: Path) -> None:
        """Body and tokenizer without heads: `emotions.training.heads` fits the one that is kept."""
        self.body.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
