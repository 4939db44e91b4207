# SPDX-License-Identifier: GPL-3.0-or-later
"""A small vocabulary for CLIP's tokenizer: all bytes, some merges, the two marks."""
import json

from transformers import CLIPTokenizer

BEGIN, END = "<|startoftext|>", "<|endoftext|>"


def letters():
    """The printable stand-ins of the 256 bytes, in CLIP's order."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    return [chr(byte) for byte in plain] + [chr(256 + i) for i in range(len(others))]


def merges_of(words, count):
    """Up to `count` merges that make the words, found as byte-pair encoding finds them."""
    pieces = [[*word[:-1], word[-1] + "</w>"] for word in words]
    merges = []
    while len(merges) < count:
        pairs = {}
        for word in pieces:
            for pair in zip(word, word[1:]):
                pairs[pair] = pairs.get(pair, 0) + 1
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        pieces = [joined(word, best) for word in pieces]
    return merges


def joined(word, pair):
    out, i = [], 0
    while i < len(word):
        both = tuple(word[i:i + 2]) == pair
        out.append("".join(pair) if both else word[i])
        i += 2 if both else 1
    return out


def write(folder, words, count=40, length=77, pad=END):
    """vocab.json, merges.txt and tokenizer_config.json, as older libraries save them."""
    return write_merges(folder, merges_of(words, count), length, pad)


def write_standard(folder, merges):
    """CLIP's own vocabulary, from its list of merges."""
    return write_merges(folder, [line.split(" ") for line in merges.read_text().splitlines() if not line.startswith("#version")], 77, END)


def write_merges(folder, merges, length, pad):
    base = letters()
    tokens = base + [letter + "</w>" for letter in base] + ["".join(pair) for pair in merges] + [BEGIN, END]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "CLIPTokenizer", "model_max_length": length, "bos_token": BEGIN, "eos_token": END,
        "unk_token": END, "pad_token": pad, "add_prefix_space": False, "errors": "replace", "do_lower_case": True}, indent=2))
    (folder / "special_tokens_map.json").write_text(json.dumps({
        "bos_token": BEGIN, "eos_token": END, "unk_token": END, "pad_token": pad}, indent=2))
    return vocabulary


def load(folder):
    """text → its ids, padded and cut to the model's length."""
    tokenizer = CLIPTokenizer.from_pretrained(folder)
    return lambda text: tokenizer(text, padding="max_length", max_length=tokenizer.model_max_length, truncation=True).input_ids
