"""How token states become one vector, the same in training and in the exported graph."""

import torch


def mean_pooled(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean over real tokens: states (batch, tokens, hidden), mask (batch, tokens) of 0 and 1."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(dim=1) / weights.sum(dim=1)
