"""From a torch folder to the packaged encoder: one ONNX graph with 8-bit weights.

The graph holds the transformer, the mean over tokens and the division by the length, so that the
runtime needs a tokenizer and nothing else:

    python -m emotions.training.export --model var/encoder/trained --trained
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from transformers import BertModel

from emotions.language.manifest import Manifest
from emotions.training.pooling import mean_pooled
from emotions.training.quantise import quantise

DEFAULT_OUT = Path(__file__).parent.parent / "language/model"
UNTRAINED_PROMPT = "query: "
"""What multilingual-e5 was trained to see before a text; our training does without."""
MAX_TOKENS = 128
OPSET = 17


class SentenceGraph(torch.nn.Module):
    """Token ids and mask (batch, tokens) to unit vectors (batch, dimension)."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.body = body

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """See the class."""
        states = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return torch.nn.functional.normalize(mean_pooled(states, attention_mask), dim=1)


def export_graph(model: Path, out: Path) -> int:
    """Write the fp32 graph of a BertModel folder; returns the length of its vectors."""
    body = BertModel.from_pretrained(model, add_pooling_layer=False, attn_implementation="eager")
    example = torch.tensor([[0, 5, 6, 2], [0, 5, 2, 1]])
    torch.onnx.export(
        SentenceGraph(body).eval(),
        (example, (example != 1).long()),
        str(out),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "tokens"},
            "attention_mask": {0: "batch", 1: "tokens"},
            "sentence_embedding": {0: "batch"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    return int(body.config.hidden_size)


def package(model: Path, out: Path, *, trained: bool) -> Manifest:
    """Write the folder that `emotions.language.encoder` loads. The old one goes last."""
    with tempfile.TemporaryDirectory() as scratch:
        new = Path(scratch) / "model"
        new.mkdir()
        graph = Path(scratch) / "graph.onnx"
        dimension = export_graph(model, graph)
        quantise(graph, new / "model.onnx")
        shutil.copy(model / "tokenizer.json", new)
        manifest = Manifest.pack(
            new,
            dimension=dimension,
            max_tokens=MAX_TOKENS,
            trained=trained,
            prompt="" if trained else UNTRAINED_PROMPT,
        )
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(new, out)
    return manifest


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of a BertModel")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    parser.add_argument("--trained", action="store_true", help="the model needs no prompt")
    options = parser.parse_args()
    manifest = package(options.model, options.out, trained=options.trained)
    print(f"{options.out}: {manifest.bytes / 1e6:.1f} MB, {manifest.dimension} dimensions")


if __name__ == "__main__":
    main()
