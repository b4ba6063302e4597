"""A sentence-transformers module that runs an ONNX graph: text in, one normalised vector out.

Pooling and normalisation are part of the graph, so this one module is a whole SentenceTransformer.
Only `emotions.language.encoder` and the exporter import it, and only when a model is needed: it
brings torch and onnxruntime with it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import onnxruntime
import torch
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
PAD = "<pad>"


class OnnxSentences(InputModule):
    """Tokenizer and graph. Inputs ``input_ids``, ``attention_mask``; output (batch, dimension)."""

    config_keys = ["max_tokens"]
    config_file_name = "onnx_config.json"

    def __init__(self, folder: Path, max_tokens: int, threads: int) -> None:
        super().__init__()
        self.max_tokens = max_tokens
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.enable_padding(pad_id=self.tokenizer.token_to_id(PAD), pad_token=PAD)
        self.session = onnxruntime.InferenceSession(
            folder / GRAPH, _options(threads), providers=["CPUExecutionProvider"]
        )

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor]:
        """Token ids and mask, each (batch, tokens), padded to the longest text of the batch."""
        texts = self._prepend_prompt(list(inputs), prompt) if prompt else list(inputs)
        encodings = self.tokenizer.encode_batch(texts)
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Add ``sentence_embedding``, float32 (batch, dimension)."""
        feed = {name: features[name].numpy() for name in ("input_ids", "attention_mask")}
        (vectors,) = self.session.run(None, feed)
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return int(self.session.get_outputs()[0].shape[1])

    @classmethod
    def load(cls, model_name_or_path: str, *, threads: int = 2, **kwargs: Any) -> Self:
        """Read a folder; ``threads`` bounds the graph's own pool."""
        config = cls.load_config(model_name_or_path)
        return cls(Path(model_name_or_path), threads=threads, **config)

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Refused: the folder is written by ``emotions.training.export``, with its manifest."""
        raise NotImplementedError("use python -m emotions.training.export")


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads that spin take the cores from the web server's own work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
