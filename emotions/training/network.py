"""The network in training: the encoder's body, and a linear head for each kind of label."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

from emotions.training.pooling import mean_pooled

DROPOUT = 0.1
"""Of hidden states; the attention's own would keep torch from its fused kernel."""


def token_counter(base: Path) -> Callable[[str], int]:
    """Counts the tokens of a text, marks of begin and end included."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    return lambda text: len(tokenizer.encode(text))


class Network(torch.nn.Module):
    """Body and heads; ``heads`` maps a head's name to its number of classes."""

    def __init__(self, base: Path, heads: Mapping[str, int], frozen_layers: int) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.body = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            hidden_dropout_prob=DROPOUT,
            attention_probs_dropout_prob=0.0,
        )
        self.body.embeddings.requires_grad_(False)
        self.body.encoder.layer[:frozen_layers].requires_grad_(False)
        hidden = self.body.config.hidden_size
        self.heads = torch.nn.ModuleDict(
            {name: torch.nn.Linear(hidden, classes) for name, classes in heads.items()}
        )

    def vectors(self, texts: Sequence[str], tokens: int, forgotten: float = 0.0) -> torch.Tensor:
        """Mean token states (len(texts), hidden), computed in bfloat16, given in float32.

        Texts are padded or cut to ``tokens``; the share ``forgotten`` of tokens goes unseen.
        """
        batch = self.tokenizer(
            list(texts),
            padding="max_length",
            truncation=True,
            max_length=tokens,
            return_tensors="pt",
        )
        mask = batch["attention_mask"]
        seen = torch.rand(mask.shape) >= forgotten
        seen[:, 0] = True  # the mark that begins a text, so that none is without tokens
        mask = mask * seen
        with torch.autocast("cpu", torch.bfloat16):
            states = self.body(input_ids=batch["input_ids"], attention_mask=mask).last_hidden_state
        return mean_pooled(states.float(), mask)

    def logits(self, head: str, vectors: torch.Tensor) -> torch.Tensor:
        """A head's answers (batch, classes), with a little dropout in training."""
        answers: torch.Tensor = self.heads[head](
            functional.dropout(vectors, DROPOUT, self.training)
        )
        return answers

    @torch.no_grad()
    def blend(self, base: Path, share: float) -> None:
        """Draw the body by ``share`` back to the weights it began with.

        The mean of both keeps what training would forget and loses little of what it taught
        (WiSE-FT, Wortsman et al. 2022).
        """
        first = BertModel.from_pretrained(base, add_pooling_layer=False)
        for weight, before in zip(self.body.parameters(), first.parameters(), strict=True):
            weight.lerp_(before, share)

    def save(self, folder: Path) -> None:
        """Body and tokenizer without heads, which are training wheels."""
        self.body.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
