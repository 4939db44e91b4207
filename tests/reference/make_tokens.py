# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/golden/text: hashes of the ids that transformers' CLIPTokenizer gives, and a small tokenizer in both layouts.

Run with the merges of packaging/dependencies in .cache/clip. The strings are made by a rule that tests/text/strings.cpp
repeats; a hash is FNV-1a over the ids as 32-bit little-endian numbers, folded to 24 bits, four letters of base64."""
import json
import shutil
import sys
import tempfile
from pathlib import Path

from transformers import CLIPTokenizer

from fill import MASK, fnv1a

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "tests/golden/text"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

SCRIPTS = [  # (first, last) code points of what a script's words are drawn from
    (0x41, 0x7A), (0x61, 0x7A), (0xC0, 0x24F), (0x250, 0x2AF), (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x587),
    (0x5B0, 0x5F4), (0x600, 0x6FF), (0x700, 0x74F), (0x780, 0x7B1), (0x7C0, 0x7FA), (0x900, 0x97F), (0x980, 0x9FF),
    (0xA01, 0xA76), (0xA81, 0xAF1), (0xB01, 0xB77), (0xB82, 0xBFA), (0xC00, 0xC7F), (0xC80, 0xCF2), (0xD00, 0xD7F),
    (0xD81, 0xDF4), (0xE01, 0xE5B), (0xE81, 0xEDF), (0xF00, 0xFDA), (0x1000, 0x109F), (0x10A0, 0x10FF),
    (0x1100, 0x11FF), (0x1200, 0x139F), (0x13A0, 0x13FD), (0x1400, 0x167F), (0x1680, 0x16F8), (0x1780, 0x17F9),
    (0x1800, 0x18AA), (0x1E00, 0x1FFE), (0x2C00, 0x2D7F), (0x3041, 0x30FF), (0x3400, 0x9FFF), (0xA000, 0xA4C6),
    (0xAC00, 0xD7A3), (0xFB00, 0xFEFC), (0xFF01, 0xFFEE), (0x300, 0x36F), (0x2000, 0x2BFF), (0x1F300, 0x1FAFF),
    (0x10300, 0x108FF), (0x1D400, 0x1D7FF), (0x20, 0x3FFFF)]
JOINERS = [" ", " ", " ", "  ", "\t", "\n ", "\u3000", "\u00a0", "", ", ", "! ", "'s ", "'LL ", "'re", "-", "\u200d",
           "\u0301 ", "\u0323\u0302", "\ufe0f", "42 ", "3.14", "<|endoftext|>", "<|ENDOFTEXT|>!", "<|StartOfText|>",
           "<New>", "_<one>", " <one> ", "!!", "\r\n", "\u0130 ", "\u03a3 ", "&amp; ", "\u00bd", "#@%", "\x1c", "\u2028"]


class Numbers:
    """splitmix64 from a seed."""

    def __init__(self, seed):
        self.state = seed & MASK

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return (z ^ (z >> 31)) % bound


def string(index):
    numbers = Numbers(fnv1a(f"string {index}"))
    first, last = SCRIPTS[index % len(SCRIPTS)]
    text = ""
    for _ in range(1 + numbers.below(9)):
        for _ in range(1 + numbers.below(8)):
            point = first + numbers.below(last - first + 1)
            text += chr(0xFFFD if 0xD800 <= point < 0xE000 else point)
        text += JOINERS[numbers.below(len(JOINERS))]
    return text


def hashed(ids):
    value = 0xCBF29CE484222325
    for number in ids:
        for byte in number.to_bytes(4, "little"):
            value = ((value ^ byte) * 0x100000001B3) & MASK
    return (value ^ (value >> 24) ^ (value >> 48)) & 0xFFFFFF


def write(name, hashes):
    text = "".join(LETTERS[h >> shift & 63] for h in hashes for shift in (18, 12, 6, 0))
    lines = [text[i:i + 96] for i in range(0, len(text), 96)]
    (OUT / name).write_text("\n".join(lines) + "\n")


def ids(tokenizer, texts):
    return tokenizer(texts, add_special_tokens=False).input_ids if texts else []


def write_strings(name, tokenizer, count):
    write(name, [hashed(row) for row in ids(tokenizer, [string(i) for i in range(count)])])


def write_characters(name, tokenizer):
    """One hash for 1024 code points of the four planes in use, each alone and between marks that NFC has to order."""
    hashes = []
    for block in range(0, 0x40000, 1024):
        points = [p for p in range(block, block + 1024) if not 0xD800 <= p < 0xE000]
        rows = ids(tokenizer, [form for p in points for form in (chr(p), f"e\u0301{chr(p)}\u0334\u0323x{chr(p)}")])
        hashes.append(hashed([number for row in rows for number in row]))
    write(name, hashes)


def printable():
    """The characters of a byte-level vocabulary, in its order."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(b) for b in shown] + [chr(256 + i) for i in range(256 - len(shown))]


def vocabulary(symbols, merges):
    tokens = symbols + [s + "</w>" for s in symbols] + ["".join(m) for m in merges]
    return {t: i for i, t in enumerate([*tokens, "<|startoftext|>", "<|endoftext|>"])}


def write_folder(folder, vocab, merges, config, map=None):
    folder.mkdir(parents=True)
    (folder / "vocab.json").write_text(json.dumps(vocab))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(map_line(m) for m in merges) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1))
    if map:
        (folder / "special_tokens_map.json").write_text(json.dumps(map, indent=1))
    return CLIPTokenizer.from_pretrained(folder)


def map_line(merge):
    return " ".join(merge)


def token(content, **flags):
    return {"content": content, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False} | flags


def published(pad):
    """The configuration of Stable Diffusion 1.x and 2.x."""
    names = {"bos_token": token("<|startoftext|>"), "eos_token": token("<|endoftext|>"),
             "unk_token": token("<|endoftext|>"), "pad_token": pad}
    typed = {k: v if k == "pad_token" else {"__type": "AddedToken"} | v for k, v in names.items()}
    return {"model_max_length": 77} | typed, names


def small(merges):
    """A vocabulary that lacks some bytes, with the merges that it can still make."""
    symbols = [s for i, s in enumerate(printable()) if i % 7 != 3 or "a" <= s <= "z"]
    known = set(symbols) | {s + "</w>" for s in symbols}
    kept = []
    for left, right in merges[:700]:
        if left in known and right in known:
            kept.append((left, right))
            known.add(left + right)
    return vocabulary(symbols, kept), kept


def main():
    lines = (ROOT / ".cache/clip/merges.txt").read_text().splitlines()[1:]
    merges = [tuple(line.split(" ")) for line in lines]
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        vocab = vocabulary(printable(), merges)
        sd1 = write_folder(Path(scratch, "sd1"), vocab, merges, *published("<|endoftext|>"))
        sd2 = write_folder(Path(scratch, "sd2"), vocab, merges, *published("!"))
        write_strings("sd1.txt", sd1, 12000)
        write_strings("sd2.txt", sd2, 1920)
        write_characters("characters.txt", sd1)
    config = {"model_max_length": 16, "extra_special_tokens": ["<New>"], "pad_token": "!"}
    old = write_folder(OUT / "old", *small(merges), config, {"eos_token": token("<|endoftext|>")})
    write_strings("old.txt", old, 1920)
    old.add_tokens([token_object("<one>")])
    old.save_pretrained(OUT / "new")
    write_strings("new.txt", CLIPTokenizer.from_pretrained(OUT / "new"), 1920)


def token_object(content):
    from tokenizers import AddedToken
    return AddedToken(content, single_word=True, normalized=True)


if __name__ == "__main__":
    sys.exit(main())
