"""Losses over batches of vectors; every input is (batch, dimension) and need not be normalised."""

import torch
from torch.nn import functional

SCALE = 20.0
"""Inverse temperature of cosines, as in sentence-transformers' losses of the same names."""


def cosent(first: torch.Tensor, second: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
    """CoSENT (Su 2022): pairs with a higher score, (batch,), shall have the higher cosine."""
    cosines = functional.cosine_similarity(first, second) * SCALE
    gaps = cosines[:, None] - cosines[None, :]
    wrong_way = gaps[scores[:, None] < scores[None, :]]
    return torch.logsumexp(torch.cat([wrong_way.new_zeros(1), wrong_way]), dim=0)


def ranking(anchors: torch.Tensor, candidates: torch.Tensor) -> torch.Tensor:
    """Multiple negatives ranking (Henderson et al. 2017): anchor i belongs to candidate i.

    All other candidates are negatives; rows after the last anchor's may hold hard ones.
    """
    similarities = functional.normalize(anchors, dim=1) @ functional.normalize(candidates, dim=1).T
    return functional.cross_entropy(similarities * SCALE, torch.arange(len(anchors)))
