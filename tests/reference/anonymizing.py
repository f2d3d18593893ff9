"""Invented sentences with what must be found in them: tests/reference/anonymizing.jsonl.

    pip install faker==40.63.0 phonenumbers==9.0.43 freezegun==1.5.5
    python tests/reference/anonymizing.py [--seed 2026] [--out FILE]

The values come from Faker and from the code below, which share nothing with the product: numbers of cards, accounts and
persons have valid check digits by their own rules. Telephone numbers alone are of the same tables, Google's, but for those
that Faker draws for the United States, many of which are in no use. The detectors were tuned on other seeds than the one that is kept.
Secrets are written with their first character escaped (\\u0041KIA…), so that no scanner of repositories takes them for real.
"""

import argparse
import json
import random
import re
import string
from pathlib import Path

import phonenumbers
from faker import Faker
from freezegun import freeze_time

LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "en_IN", "sv_SE"]
rng = random.Random()
fakers = {locale: Faker(locale) for locale in LOCALES}
ALNUM = string.ascii_letters + string.digits


def fake(locale=None):
    return fakers[locale or rng.choice(LOCALES)]


def chars(alphabet, length):
    return "".join(rng.choice(alphabet) for _ in range(length))


def digits(length):
    return rng.choice("123456789") + chars("0123456789", length - 1)


def token(length):
    """Letters and digits; never without a digit, as a key of that length hardly is."""
    while True:
        made = chars(ALNUM, length)
        if any(c.isdigit() for c in made):
            return made


# Values --------------------------------------------------------------------------------------------------------------


def email():
    f = fake()
    kind = rng.randrange(6)
    first, last = (re.sub(r"[^a-z]", "", x.lower()) for x in (fakers["en_US"].first_name(), fakers["en_GB"].last_name()))
    domain = fakers[rng.choice(["en_US", "de_DE", "fr_FR"])].domain_name()
    if kind == 0:
        return f"{first}.{last}+{rng.choice(['news', 'shop', '2024'])}@{domain}"
    if kind == 1:
        return f"{first[0].upper()}{last.title()}@{domain.upper() if rng.random() < 0.3 else domain}"
    if kind == 2:
        return f"{first}_{last}{rng.randrange(100)}@mail.{rng.choice(['uni-bonn.de', 'example.co.uk', 'corp.example.org'])}"
    if kind == 3:
        return f"{last}-{first}@{rng.choice(['gmail.com', 'outlook.com', 'proton.me', 'web.de', 'orange.fr'])}"
    return f.email()


def phone_international():
    region = rng.choice(["US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "IN", "SE", "BR", "AU", "JP", "CH"])
    number = phone_of(region)
    written = phonenumbers.format_number(
        number, rng.choice([phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.INTERNATIONAL])
    )
    return written.replace(" ", rng.choice([" ", " ", "-", "."])) if rng.random() < 0.3 else written


def phone_of(region):
    """A valid number: the example of the region with its last digits drawn anew."""
    kind = rng.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    example = phonenumbers.example_number_for_type(region, kind)
    while True:
        national = phonenumbers.national_significant_number(example)
        keep = len(national) - 6
        number = phonenumbers.parse(national[:keep] + chars("0123456789", 6), region)
        if phonenumbers.is_valid_number(number):
            return number


def phone_national():
    if rng.random() < 0.35:
        # As people of the United States write theirs, extensions left out; many of these are in no numbering plan.
        return re.sub(r"x\d+$", "", fakers["en_US"].phone_number())
    region = rng.choice(["US", "GB"])
    written = phonenumbers.format_number(phone_of(region), phonenumbers.PhoneNumberFormat.NATIONAL)
    return written.replace(" ", "") if region == "GB" and rng.random() < 0.3 else written


def luhn(body):
    total = sum(d if i % 2 else d * 2 - 9 * (d > 4) for i, d in enumerate(int(c) for c in reversed(body)))
    return body + str(-total % 10)


def card():
    prefix, length = rng.choice([("4", 16), ("4", 16), ("52", 16), ("2305", 16), ("37", 15), ("6011", 16), ("3530", 16)])
    number = luhn(prefix + chars("0123456789", length - 1 - len(prefix)))
    separator = rng.choice(["", " ", " ", "-"])
    groups = [4, 6, 5] if length == 15 else [4, 4, 4, 4]
    out, at = [], 0
    for size in groups:
        out.append(number[at : at + size])
        at += size
    return separator.join(out)


def iban():
    made = fake(rng.choice(["de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "en_GB", "sv_SE"])).iban()
    style = rng.randrange(4)
    if style == 0:
        return made
    if style == 1:
        return made.lower()
    return " ".join(made[i : i + 4] for i in range(0, len(made), 4))


def dni(number):
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]


def steuer_id():
    """Ten digits, one of them twice and one missing; check digit by ISO 7064, MOD 11,10."""
    while True:
        pool = rng.sample(range(10), 9)
        body = pool + [rng.choice(pool)]
        rng.shuffle(body)
        if body[0] != 0:
            break
    product = 10
    for digit in body:
        total = (digit + product) % 10 or 10
        product = total * 2 % 11
    number = "".join(map(str, body)) + str((11 - product) % 10)
    return number if rng.random() < 0.5 else f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}"


def nir():
    body = f"{rng.choice('12')}{rng.randrange(40, 99)}{rng.randrange(1, 13):02}{rng.randrange(1, 96):02}{rng.randrange(1, 990):03}{rng.randrange(1, 999):03}"
    key = 97 - int(body) % 97
    if rng.random() < 0.5:
        return f"{body}{key:02}"
    return f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {key:02}"


def bsn():
    while True:
        number = digits(9)
        if (sum(int(c) * w for c, w in zip(number, range(9, 1, -1))) - int(number[8])) % 11 == 0:
            return number


def cpf():
    body = [rng.randrange(10) for _ in range(9)]
    for _ in range(2):
        body.append(sum(d * w for d, w in zip(body, range(len(body) + 1, 1, -1))) * 10 % 11 % 10)
    n = "".join(map(str, body))
    return f"{n[:3]}.{n[3:6]}.{n[6:9]}-{n[9:]}"


def ahv():
    body = "756" + chars("0123456789", 9)
    check = -sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(body)) % 10
    return f"756.{body[3:7]}.{body[7:11]}.{body[11]}{check}"


def nino():
    first, second = rng.choice("ABCEGHJKLMPRSTWXYZ"), rng.choice("ABCEGHJKLMPRSTWXYZ")
    if first + second in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}:
        return nino()
    n = chars("0123456789", 6)
    return f"{first}{second}{rng.choice(['', ' '])}{n[:2]}{n[2:4]}{n[4:]}{rng.choice('ABCD')}"


def ssn():
    area = rng.choice([a for a in range(1, 900) if a != 666])
    return f"{area:03}-{rng.randrange(1, 100):02}-{rng.randrange(1, 10000):04}"


def pesel():
    return fakers["pl_PL"].pesel()


def codice_fiscale():
    return fakers["it_IT"].ssn()


def es_id():
    if rng.random() < 0.5:
        n = rng.randrange(10_000_000, 100_000_000)
        return f"{n}{rng.choice(['', '-'])}{dni(n)}"
    n = rng.randrange(3)
    body = chars("0123456789", 7)
    return f"{'XYZ'[n]}{body}{dni(int(str(n) + body))}"


def personnummer():
    n = f"{rng.randrange(50, 99)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{rng.randrange(1000):03}"
    return f"{n[:6]}-{luhn(n)[6:]}"


def ipv4():
    while True:
        address = fakers["en_US"].ipv4() if rng.random() < 0.6 else fakers["en_US"].ipv4_private()
        if address.split(".")[0] not in {"0", "127", "255"}:
            return address


def ipv6():
    full = fakers["en_US"].ipv6()
    style = rng.randrange(3)
    if style == 0:
        return full
    if style == 1:
        return f"2001:db8::{rng.randrange(1, 65536):x}"
    return f"fe80::{rng.randrange(1, 65536):x}:{rng.randrange(1, 65536):x}:{rng.randrange(1, 65536):x}:{rng.randrange(1, 65536):x}"


def mac():
    made = fakers["en_US"].mac_address()
    style = rng.randrange(4)
    if style == 0:
        return made.upper()
    if style == 1 and re.search("[a-f]", made):
        return made.upper().replace(":", "-")
    if style == 2 and re.search("[a-f]", made):
        plain = made.replace(":", "")
        return f"{plain[:4]}.{plain[4:8]}.{plain[8:]}"
    return made


def password():
    return rng.choice([f"{fakers['en_US'].word().title()}{rng.randrange(10, 9999)}!", token(12), f"{chars(ALNUM, 5)}#{digits(3)}$x"])


def base64url(length):
    return token(length)


SECRETS = [
    lambda: "AKIA" + chars(string.ascii_uppercase + "234567", 16),
    lambda: rng.choice(["ghp_", "gho_", "ghs_"]) + token(36),
    lambda: "github_pat_" + token(22) + "_" + token(59),
    lambda: "glpat-" + token(20),
    lambda: f"xoxb-{digits(12)}-{digits(12)}-{token(24)}",
    lambda: rng.choice(["sk_live_", "sk_test_", "rk_live_"]) + token(24),
    lambda: "AIza" + token(35),
    lambda: "GOCSPX-" + token(28),
    lambda: f"eyJhbGciOiJIUzI1NiJ9.eyJ{base64url(40)}.{base64url(43)}",
    lambda: "hf_" + token(34),
    lambda: "npm_" + token(36),
    lambda: f"SG.{token(22)}.{token(43)}",
    lambda: "-----BEGIN RSA PRIVATE KEY-----\n" + "\n".join(token(64) for _ in range(4)) + "\n-----END RSA PRIVATE KEY-----",
    lambda: "-----BEGIN OPENSSH PRIVATE KEY-----\n" + token(70) + "\n" + token(30) + "\n-----END OPENSSH PRIVATE KEY-----",
]


def person():
    f = fake()
    return rng.choice([f"{f.first_name()} {f.last_name()}"] * 3 + [f.first_name()])


# Sentences -----------------------------------------------------------------------------------------------------------

VALUES = {
    "email": email,
    "phone+": phone_international,
    "phone": phone_national,
    "card": card,
    "iban": iban,
    "ssn": ssn,
    "nino": nino,
    "steuer": steuer_id,
    "nir": nir,
    "es": es_id,
    "cf": codice_fiscale,
    "bsn": bsn,
    "pesel": pesel,
    "cpf": cpf,
    "ahv": ahv,
    "pnr": personnummer,
    "ipv4": ipv4,
    "ipv6": ipv6,
    "mac": mac,
    "userinfo": lambda: f"{rng.choice(['admin', 'deploy', 'anna', 'root'])}:{token(rng.randrange(8, 16))}",
    "param": lambda: token(rng.randrange(16, 41)),
    "secret": lambda: rng.choice(SECRETS)(),
    "password": password,
    "key": lambda: token(rng.choice([24, 32, 40])),
    "person": person,
}
ENTITY = {
    "phone+": "phone", "ipv4": "ip", "ipv6": "ip", "userinfo": "url-credentials", "param": "url-credentials",
    "password": "secret", "key": "secret",
    **{name: "national-id" for name in ("ssn", "nino", "steuer", "nir", "es", "cf", "bsn", "pesel", "cpf", "ahv", "pnr")},
}  # fmt: skip

POSITIVE = {
    60: [
        "Please write to {email} if the parcel does not come.",
        "My new address is {email}.",
        "From: <{email}>",
        "cc {email}, {email}; thanks!",
        "Bitte antworten Sie an {email}, nicht an mich.",
        "mailto:{email}?subject=Refund",
        "Reach us ({email}) or visit https://www.example.com/contact.",
        "email={email}&newsletter=yes",
        "\"{email}\" is not confirmed yet",
    ],
    50: [
        "Call me at {phone+} after 10:30.",
        "tel:{phone+}",
        "Meine Nummer: {phone+} (mobil)",
        "You can send it by WhatsApp to {phone+}, or not at all.",
        "{phone+} rang three times on 2024-05-11.",
        "Signature: Head of Sales | {phone+} | Berlin",
    ],
    51: [
        "Call me at {phone} after 10:30.",
        "My number is {phone}, and the order is 4711.",
        "Phone: {phone}",
        "You can reach the office on {phone} from 9 to 5.",
        "Fax {phone}, please.",
        "{phone} is where I am on weekdays.",
        "Ring {phone} or {phone} and ask for me",
    ],
    40: [
        "My card {card} was charged twice.",
        "Card number: {card}, expires 04/27",
        "Please refund 49.90 EUR to {card}.",
        "Kreditkarte {card} wurde abgelehnt",
        "paid with {card} CVV 123",
    ],
    41: [
        "Transfer it to {iban} by Friday.",
        "IBAN: {iban}",
        "Mein Konto ist {iban}, BIC unbekannt.",
        "The account ({iban}) is not mine.",
        "Merci de virer la somme sur {iban} avant le 12/03/2025",
    ],
    20: ["My SSN is {ssn}.", "Employee {ssn} starts on 2025-01-07.", "social security number {ssn}, please check"],
    12: ["NI number {nino}, tax year 2023/24.", "My National Insurance number is {nino}."],
    13: ["Steuer-ID: {steuer}", "Meine Steueridentifikationsnummer lautet {steuer}, danke."],
    14: ["Mon numéro de sécurité sociale est le {nir}.", "NIR {nir}"],
    15: ["Mi DNI es {es}.", "Con NIE {es}, residente en Valencia."],
    16: ["Il mio codice fiscale è {cf}.", "CF: {cf}"],
    10: ["Mijn BSN is {bsn}.", "burgerservicenummer {bsn}, geboren in Utrecht"],
    11: ["Mój numer PESEL to {pesel}.", "PESEL {pesel}"],
    9: ["Meu CPF é {cpf}.", "CPF {cpf}, São Paulo"],
    8: ["AHV-Nummer {ahv}", "Meine AHV-Nr. ist {ahv}."],
    7: ["Mitt personnummer är {pnr}.", "personnummer {pnr}"],
    42: [
        "Failed login from {ipv4} at 03:12:55.",
        "The server {ipv4} does not answer pings.",
        "{ipv4} - - [12/Mar/2025:10:01:22 +0000] \"GET / HTTP/1.1\" 200 512",
        "My router has {ipv4}/24, the printer {ipv4}.",
        "blocked: {ipv6}",
        "It listens on [{ipv6}]:8443, and nothing answers.",
        "Traffic from {ipv6} doubled in an hour",
    ],
    21: ["Device {mac} joined the network.", "MAC: {mac}", "the card with address {mac} drops frames at 10:20"],
    30: [
        "git clone https://{userinfo}@git.example.com/team/app.git fails",
        "DATABASE_URL=postgres://{userinfo}@db.example.com:5432/shop",
        "Open https://files.example.com/report.pdf?token={param} in a browser.",
        "GET https://api.example.com/v2/users?page=2&api_key={param}&limit=50",
        "The link https://shop.example.com/reset?session_id={param}. expired",
    ],
    43: [
        "I committed {secret} by mistake.",
        "Here is the key: {secret}",
        "curl -H 'X-Auth: {secret}' https://api.example.com",
        "It answers 401 with {secret}, and I don't know why.",
    ],
    31: [
        "password: {password}",
        "The Wi-Fi password is {password}, don't tell.",
        "export API_KEY={key}",
        "client_secret = \"{key}\"",
        "{{\"access_token\": \"{key}\", \"expires_in\": 3600}}",
        "Authorization: Bearer {key}",
    ],
    44: [
        "I spoke with {person} about the invoice.",
        "{person} has not answered yet.",
        "Dear {person}, thank you for your letter.",
        "Please forward this to {person} and {person}.",
        "Best regards, {person}",
        "My colleague {person} works in the Berlin office.",
        "The contract was signed by {person} on 3 May.",
        "Is {person} still with your company?",
    ],
    45: ["{person} can be reached at {email} or {phone+}.", "{person}, IBAN {iban}, wants a refund to {card}."],
}


def ean13(body):
    return body + str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(body)) % 10)


def not_card():
    while True:
        number = digits(16)
        if number != luhn(number[:-1]):
            return " ".join(number[i : i + 4] for i in range(0, 16, 4)) if rng.random() < 0.5 else number


def not_iban():
    made = fakers["de_DE"].iban()
    return f"DE{(int(made[2:4]) + 7) % 90 + 10:02}{made[4:]}"


NEGATIVE_VALUES = {
    "order": lambda: rng.choice([digits(8), digits(9), digits(10), f"{digits(3)}-{digits(7)}-{digits(7)}", f"A-{digits(6)}", f"{rng.randrange(2020, 2026)}-{digits(6)}"]),
    "version": lambda: ".".join(str(rng.randrange(30)) for _ in range(rng.choice([2, 3, 3, 4]))),
    "date": lambda: fake("en_US").date(rng.choice(["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %B %Y", "%Y%m%d"])),
    "time": lambda: fake("en_US").time(rng.choice(["%H:%M", "%H:%M:%S", "%H.%M"])),
    "isbn13": lambda: fakers["en_US"].isbn13(),
    "isbn10": lambda: fakers["en_US"].isbn10(),
    "sha": lambda: rng.choice([fakers["en_US"].sha1(), fakers["en_US"].sha256(), fakers["en_US"].md5(), fakers["en_US"].sha1()[:8]]),
    "uuid": lambda: fakers["en_US"].uuid4(),
    "price": lambda: rng.choice([f"${rng.randrange(1, 9999):,}.99", f"{rng.randrange(1000, 9999999):,}.00 USD".replace(",", rng.choice([",", "."])), f"{rng.randrange(1, 999)},50 €", f"EUR {rng.randrange(1000, 99999)}"]),
    "tracking": lambda: rng.choice([f"1Z{chars(string.ascii_uppercase + string.digits, 16)}", f"RR{digits(9)}DE", digits(12), digits(20)]),
    "coordinates": lambda: f"{rng.uniform(-80, 80):.6f}, {rng.uniform(-170, 170):.6f}",
    "notcard": not_card,
    "notiban": not_iban,
    "ean": lambda: ean13("40" + chars("0123456789", 10)),
    "big": lambda: f"{rng.randrange(10**6, 10**10):,}",
    "fingerprint": lambda: ":".join(chars("0123456789abcdef", 2) for _ in range(20)),
    "colour": lambda: "#" + chars("0123456789abcdef", 6),
}  # fmt: skip

NEGATIVE = [
    "Order {order} was shipped on {date}.",
    "Where is my order {order}? I paid {price}.",
    "Order number {order}, invoice {order}.",
    "Ticket #{order} is closed.",
    "Please upgrade from version {version} to {version}.",
    "It broke with firmware {version} on {date} at {time}.",
    "v{version} was released on {date}",
    "The meeting is on {date} at {time}, not at {time}.",
    "{date} {time} INFO started",
    "ISBN {isbn13}, 2nd edition",
    "ISBN-10: {isbn10}",
    "See commit {sha} for the fix.",
    "sha256:{sha}",
    "The request id is {uuid}.",
    "It cost {price} last year and {price} now.",
    "Tracking number {tracking}",
    "We are at {coordinates}.",
    "Serial number {notcard}",
    "The reference {notcard} is not known.",
    "{notiban} is no valid account, says the bank.",
    "EAN {ean}, out of stock",
    "{big} people live there, {big} fewer than in {year}.",
    "The certificate's fingerprint is {fingerprint}.",
    "The button should be {colour}, or {colour} when pressed.",
    "The ratio is 16:9 at 60 fps, 1920x1080.",
    "Scores: 3-1, 2-2, 0-4, 10-8.",
    "Use std::vector and a::b, not new[].",
    "Chapter 1.2.3.4 says otherwise.",
    "npm i @types/node@24.1.0 fails, @nestjs/core@12 works.",
    "The file icon@2x.png is missing.",
    "Follow @temper on the usual networks, or meet me @ the station.",
    "password: required",
    "Your password is wrong, the token expired, and the secret is safe.",
    "api_key: ${{API_KEY}}",
    "Set token=<your token> in the file.",
    "Forgot your password? Reset it at https://example.com/reset?lang=en&page=2",
    "https://example.com:8080/path?key=name&sort=asc",
    "It took 1 2 3 4 5 6 7 8 9 10 tries.",
    "Dial 112 or 911 in an emergency.",
    "Room 1204, floor 12, building 7, seat 34-36",
    "Sizes: 10-12, 14-16, 18-20 and 22-24.",
    "Part no. 4711-0815-12 replaces 4711-0815-11.",
    "The years 1914-1918 and 1939-1945",
    "x = 3.14159265358979, y = 2.718281828459045",
    "It has 65536 rows, 1048576 cells and 4294967296 values.",
    "Loss 0.0012345678 after 1000000 steps",
    "localhost:3000 and 127.0.0.1:8080 are the same here.",
    "The netmask is 255.255.255.0.",
    "Batch 2024-11-0042 of 2024-11-03 was recalled.",
    "Volkswagen, Siemens and Deutsche Bank report in May.",
    "Paris, Washington and Sydney are sold out in April.",
    "The Amazon is longer than the Rhine.",
    "Windows, Android and Ubuntu users are affected.",
    "Thanks, the Basic plan is enough for the Marketing team.",
    "Summer sale: Grace period ends on Monday, June 3.",
    "Mark the box, bill the client, and will the order go out?",
]


def fill(template, values):
    text, spans, at = "", [], 0
    for match in re.finditer(r"\{\{|\}\}|\{([^{}]+)\}", template):
        text += template[at : match.start()]
        at = match.end()
        if match[1] is None:
            text += match[0][0]
            continue
        start = len(text.encode("utf-16-le")) // 2
        text += values[match[1]]()
        if match[1] in VALUES:
            end = len(text.encode("utf-16-le")) // 2
            spans.append({"start": start, "end": end, "label": ENTITY.get(match[1], match[1])})
    return {"text": text + template[at:], "spans": spans}


def escaped(row):
    """JSON of the row, with the first character of each secret written as its code."""
    marked, at = "", 0
    for span in row["spans"]:
        if span["label"] in ("secret", "url-credentials"):
            marked += row["text"][at : span["start"]] + "\ue000"
            at = span["start"]
    marked += row["text"][at:]
    line = json.dumps({**row, "text": marked}, ensure_ascii=False)
    return re.sub("\ue000(.)", lambda m: f"\\u{ord(m[1]):04x}", line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "anonymizing.jsonl")
    options = parser.parse_args()
    rng.seed(options.seed)
    for locale, f in fakers.items():
        f.seed_instance(f"{options.seed} {locale}")
    rows = []
    for count, templates in POSITIVE.items():
        rows += [fill(templates[i % len(templates)], VALUES) for i in range(count)]
    negatives = {**NEGATIVE_VALUES, "year": lambda: str(rng.randrange(1990, 2025))}
    rows += [fill(template, negatives) for template in NEGATIVE for _ in range(6 if "{" in template.replace("{{", "") else 1)]
    options.out.write_text("".join(escaped(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} sentences, {sum(len(row['spans']) for row in rows)} pieces to find")


# Faker counts dates from today.
with freeze_time("2026-01-01"):
    main()
