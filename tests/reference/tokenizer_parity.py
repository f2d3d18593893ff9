"""Expected token ids for tests/unit/ml/tokenizers/parity.test.ts, from Hugging Face tokenizers.

    pip install tokenizers
    python tests/reference/tokenizer_parity.py

Makes three small tokenizers (WordPiece as BERT has it, byte-level BPE as GPT-2 and RoBERTa, Unigram as XLM-R),
trained on a few sentences below, and writes them with what they make of tricky texts into tokenizers/.
mini-en's own tokenizer is encoded as well.
"""

import json
import pathlib

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
OUT = HERE / "tokenizers"
MINI_EN = HERE.parent.parent / "base-models" / "mini-en" / "tokenizer.json"

SENTENCES = [
    "The quick brown fox jumps over the lazy dog, and the dog does not mind at all.",
    "Dear Sir or Madam, we are pleased to offer you $1,000,000 at www.example.com today!",
    "It's a résumé; she'd have said: naïve, isn't it?  Well... the prices are €5 or £3.",
    "Tokenization tokenizes tokens into sub-tokens, 2024-01-31 12:45:00, 100% of them.",
    "Der Fluß fließt; où est-il? ¿Qué? 中文字符 日本語 한국어 русский текст ελληνικός ΟΔΟΣ.",
]

TEXTS = [
    "",
    " ",
    "Hello, World!",
    "  leading, trailing and   inner   spaces  ",
    "don't can't it's we'll I'd they've",
    "résumé naïve Ångström İstanbul ΟΔΟΣ ὈΔΥΣΣΕΎΣ straße ﬁnance",
    "re\u0301sume\u0301 combining a\u0323\u0302",
    "中文字符 mixed中文in 日本語テキスト 한국어 \U00020000\U0002a700",
    "emoji 😀👍🏽 family 👨‍👩‍👧 flag 🇪🇺 new 🫠 \u0378",
    "tabs\tand\nnew\r\nlines\u2028separators\u00a0no-break\u3000wide\u200bzero\ufeffbom",
    "control\u0000chars\u0007here\u001fand\u0085nel\ufffdreplacement\u00adsoft\ue000private",
    "$1,000.50 €99 £5 ¥100 50% #hashtag @user a_b a^b a|b a~b `code` <tag> x=y+z",
    "https://www.example.com/path?q=1&r=2#frag user.name+tag@mail.example.org",
    "“quotes” ‘single’ „low“ «guillemets» — dash – en … ellipsis • bullet ™ ® ©",
    "[MASK] [SEP][CLS] [mask] <mask> <s></s> <|endoftext|> [PAD][UNK]",
    "word" * 24 + "s " + "x" * 100 + " " + "y" * 101 + " end",
    "Tokenization 2024-01-31T12:45:00Z v1.2.3-beta+build",
    "\n\n\n!!!???...---***",
    "½ ² ³ Ⅷ ① ﷺ ½cup 5²",
    "العربية עִבְרִית हिन्दी ไทย",
]

PAIRS = [
    ["a short question?", "the long answer " * 12],
    ["the long question " * 12, "a short answer"],
    ["the long question " * 12, "the long answer " * 12],
    ["", "nothing before"],
    ["nothing after", ""],
]

MAX_LENGTHS = [8, 15, 16, 33]


def wordpiece(**normalizer):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(**normalizer)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(vocab_size=300, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer, {"pad_token": "[PAD]", "mask_token": "[MASK]", "model_max_length": 64}


def byte_level(post_processor, special, config, prefix_space):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix_space)
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.post_processor = post_processor
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer, config


def unigram():
    tokenizer = Tokenizer(models.Unigram())
    # XLM-R's own table of normalisations removes these two as well. JavaScript counts them as white space otherwise than
    # Unicode does, and so the JavaScript library would split there otherwise.
    white_space = [normalizers.Replace("\ufeff", ""), normalizers.Replace("\u0085", " ")]
    tokenizer.normalizer = normalizers.Sequence([*white_space, normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.UnigramTrainer(vocab_size=250, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer, {"pad_token": "<pad>", "mask_token": {"content": "<mask>"}, "model_max_length": 1e30}


def expected(tokenizer):
    def view(encoding):
        return {"ids": encoding.ids, "types": encoding.type_ids}

    tokenizer.no_truncation()
    result = {
        "single": [{"text": text, **view(tokenizer.encode(text))} for text in TEXTS],
        "pairs": [{"text": a, "pair": b, **view(tokenizer.encode(a, b))} for a, b in PAIRS],
        "truncated": [],
    }
    for max_length in MAX_LENGTHS:
        tokenizer.enable_truncation(max_length, strategy="longest_first")
        for text, pair in [(TEXTS[11], None), *PAIRS]:
            encoding = tokenizer.encode(text, pair) if pair is not None else tokenizer.encode(text)
            result["truncated"].append({"text": text, "pair": pair, "maxLength": max_length, **view(encoding)})
    tokenizer.no_truncation()
    return result


def main():
    OUT.mkdir(exist_ok=True)
    made = {
        "wordpiece-uncased": wordpiece(lowercase=True),
        "wordpiece-cased": wordpiece(lowercase=False),
        "byte-level-gpt2": byte_level(
            processors.ByteLevel(trim_offsets=False), ["<|endoftext|>"], {"eos_token": "<|endoftext|>", "model_max_length": 64}, False
        ),
        "byte-level-roberta": byte_level(
            processors.RobertaProcessing(("</s>", 2), ("<s>", 0)),
            ["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
            {"pad_token": "<pad>", "mask_token": "<mask>", "model_max_length": 64},
            False,
        ),
        "unigram-xlmr": unigram(),
    }
    for name, (tokenizer, config) in made.items():
        write(f"{name}.json", {"tokenizer": json.loads(tokenizer.to_str()), "config": config, **expected(tokenizer)})
    write("mini-en.json", expected(Tokenizer.from_file(str(MINI_EN))))


def write(name, content):
    (OUT / name).write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


main()
