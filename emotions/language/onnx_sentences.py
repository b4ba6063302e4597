"""The packaged ONNX graph at work: texts in, vectors of length 1 out.

It needs a tokenizer and onnxruntime. Running the same graph as a module of sentence-transformers
costs every process 0.4 GB and eight seconds more (docs/decisions/0003).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
PAD = "<pad>"

BATCH_TOKENS = 2_048
"""Tokens, padding included, that go through the graph at once: bounds its memory."""

Floats = npt.NDArray[np.float32]


class OnnxSentences:
    """Tokenizer and graph: ``input_ids`` and ``attention_mask`` to (batch, dimension)."""

    def __init__(self, folder: Path, *, max_tokens: int, prompt: str, threads: int) -> None:
        self._prompt = prompt
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.no_padding()  # batches are padded by us, once their texts are sorted
        self._pad = self._tokenizer.token_to_id(PAD)
        self._session = onnxruntime.InferenceSession(
            folder / GRAPH, _options(threads), providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors (texts, dimension) in the order of the texts; each as if it were alone."""
        encodings = self._tokenizer.encode_batch([self._prompt + text for text in texts])
        rows: list[Floats] = [np.empty(0, np.float32)] * len(texts)
        for batch in _batches(encodings):
            for place, vector in zip(batch, self._run([encodings[i] for i in batch]), strict=True):
                rows[place] = vector
        return np.stack(rows)

    def _run(self, encodings: Sequence[Encoding]) -> Floats:
        shape = len(encodings), max(len(encoding) for encoding in encodings)
        ids, mask = np.full(shape, self._pad, np.int64), np.zeros(shape, np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors)


def _batches(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    """Places of texts of like length, as many as `BATCH_TOKENS` allows."""
    batch: list[int] = []
    for place in sorted(range(len(encodings)), key=lambda i: len(encodings[i])):
        if batch and (len(batch) + 1) * len(encodings[place]) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    yield batch


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads that spin take the cores from the web server's own work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
