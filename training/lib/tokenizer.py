"""SmolLM2's byte-level BPE tokenizer, rebuilt from the vocabulary and merges inside the GGUF.

The pre-tokenizer named "smollm" there is: every digit alone, then the GPT-2 pattern over bytes.
"""

import json

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

CONTROL = 3


def build(fields):
    """A `tokenizers.Tokenizer`; control tokens (<|im_start|> and so on) are special and never split."""
    assert (fields["tokenizer.ggml.model"], fields["tokenizer.ggml.pre"]) == ("gpt2", "smollm")
    tokens = fields["tokenizer.ggml.tokens"]
    merges = [tuple(pair.split(" ")) for pair in fields["tokenizer.ggml.merges"]]
    tokenizer = Tokenizer(models.BPE({t: i for i, t in enumerate(tokens)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    tokenizer.decoder = decoders.ByteLevel(add_prefix_space=True, trim_offsets=True, use_regex=True)
    kinds = fields["tokenizer.ggml.token_type"]
    tokenizer.add_special_tokens(
        [AddedToken(t, normalized=False, special=True) for t, kind in zip(tokens, kinds) if kind == CONTROL]
    )
    assert tokenizer.get_vocab_size() == len(tokens)
    return tokenizer


def config(fields):
    """What tokenizer_config.json says."""
    token = lambda key: fields["tokenizer.ggml.tokens"][fields[f"tokenizer.ggml.{key}_token_id"]]
    return {
        "add_prefix_space": False,
        "bos_token": token("bos"),
        "chat_template": fields["tokenizer.chat_template"],
        "clean_up_tokenization_spaces": False,
        "eos_token": token("eos"),
        "model_max_length": 8192,
        "pad_token": token("padding"),
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": token("unknown"),
    }


def save(fields, folder):
    """Write tokenizer.json and tokenizer_config.json."""
    (folder / "tokenizer.json").write_text(build(fields).to_str() + "\n", "utf-8")
    text = json.dumps(config(fields), indent=2, ensure_ascii=False)
    (folder / "tokenizer_config.json").write_text(text + "\n", "utf-8")
