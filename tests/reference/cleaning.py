"""Writes cleaning/encoding.json: texts, what they look like when their UTF-8 is read as Windows-1252 or Latin-1 (once or twice), and what
ftfy 6.3.1 makes of that, and of texts that are whole but look suspicious.

    pip install ftfy==6.3.1 && python tests/reference/cleaning.py
"""

import json
from pathlib import Path

import ftfy

TEXTS = [
    "Le garçon a mangé une crème brûlée à l’hôtel, où ça coûte 12 €.",
    "Die Größe der Straße überraschte – „schön“, sagte er.",
    "El niño comió piñatas en España; ¿por qué no? ¡Olé!",
    "A situação não é fácil: ação, coração, três irmãs.",
    "Zażółć gęślą jaźń, proszę Państwa.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Árvíztűrő tükörfúrógép, ötödik óra.",
    "İstanbul’da çok güzel şeyler öğreniyoruz.",
    "Blåbærsyltetøy på brødskive, så klart.",
    "Привет, как дела? Всё хорошо.",
    "Καλημέρα σε όλους τους φίλους.",
    "日本語のテキストを読む。",
    "请问我的订单在哪里？",
    "Temperature 20 °C ± 2, ½ cup, £5, © 2024 — “quoted” and ‘single’… ™",
    "Emoji 😀 and hearts ❤ in text",
    "naïve café",
    "don’t",
]
WHOLE = [
    "He said: “I love the CAFÉ”…",
    "AMANHÃ… JÁ É NATAL – ÓTIMO!",
    "un café”— dit-elle, à côté…",
    "VOILÀ» et «DÉJÀ»",
    "naïve façade, über Ångström",
    "20 °C, £5, ½ ‰ and plain ASCII",
    "Tōkyō 東京 Привет ελληνικά",
    "PARCE QUE SUR LEURS PLAQUES IL Y MARQUÉ…",
    "hihi RT username: â˜º",
    "mid-strength ‘â’ is a letter",
]


def misread(text: str, encoding: str) -> str:
    """As ftfy names it, `sloppy-windows-1252`: bytes that the encoding lacks become control characters, as browsers do."""
    return text.encode("utf-8").decode(encoding)


cases = []
for text in TEXTS:
    for encoding in ("sloppy-windows-1252", "latin-1"):
        once = misread(text, encoding)
        cases.append({"broken": once, "ftfy": ftfy.fix_encoding(once), "whole": text})
    twice = misread(misread(text, "sloppy-windows-1252"), "sloppy-windows-1252")
    cases.append({"broken": twice, "ftfy": ftfy.fix_encoding(twice), "whole": text})
cases += [{"broken": text, "ftfy": ftfy.fix_encoding(text), "whole": None} for text in WHOLE]

folder = Path(__file__).parent / "cleaning"
folder.mkdir(exist_ok=True)
(folder / "encoding.json").write_text(json.dumps(cases, ensure_ascii=True, indent=1) + "\n")
