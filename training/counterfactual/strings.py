"""Answers of every kind that a user may type, for exact copying: scripts, ids, code, addresses, sentences, two lines."""

import functools
import string

from ..scope.names import CITY, FIRST, LAST, NOUN, SYL, WORD, answer, coined, company, person

LETTERS = {
    "latin": "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýþÿāăąćčďđēėęěğīįłńňőœřśşšťūůűųźżžșț",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ", "greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς", "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةءأئ",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת", "kana": "あいうえおかきくけこさしすせそたちつてとなにのはひふまみむもやゆよらりるれろわをんアイウエオカキクケコサシスセソタチツテトナニノハヒフマミムメモラリルレロン",
    "hangul": "가나다라마바사아자차카타파하고노도로모보소오조호구누두무부수우주후기니디리미비시이지히", "hindi": "अआइईउऊएऐओकखगघचछजझटठडतथदधनपफबभमयरलवशसह", "thai": "กขคงจชซดตถทนบปผพฟมยรลวสหอ",
    "han": "天地人大小中上下日月山水火木金土東西南北春夏秋冬学校生年時間本国語電車新聞花鳥風雨雪空海川石田町村市長高安明白黒赤青王子女男父母手足目口心体力",
}  # fmt: skip
BLOCKS = [(0x0D05, 0x0D3A), (0x0C05, 0x0C3A), (0x13A0, 0x13F0), (0x2D30, 0x2D60), (0x2200, 0x2300), (0x2500, 0x2580), (0x3400, 0x4DB0), (0x3400, 0x4DB0), (0xA000, 0xA48C), (0x2701, 0x27BF), (0x1F680, 0x1F6C5), (0x1F900, 0x1F9FF), (0x1780, 0x17B3), (0x00A1, 0x0180), (0x0400, 0x0482), (0xFF01, 0xFF5E)]
MARKS = {"hindi": "ािीुूेैोौ्ं"}
EMOJI = list("😀😎🎉🚀🔥✅❌🐶🐱🌍🍕👍⭐📦🔒💡🧪🎂🌈🍀") + ["⚠️", "❤️", "👩‍💻", "🇩🇪", "👍🏽", "☕️"]
CODE = (
    "print({a!r})|x = {a}[{n}]|for (const {a} of {b}) {{ {b}.push({a}); }}|SELECT {a} FROM {b} WHERE id = {n};|git checkout -b {a}/{b}|docker run -p {n}:{n} {a}:latest|"
    "curl -X POST https://{a}.io/{b}?id={n} -d '{{\"{b}\": {n}}}'|{{\"{a}\": [{n}, null, \"{b}\"]}}|<{a} class=\"{b}\">{n}</{a}>|if ({a} != {n}) return {b};|lambda {a}: {a} ** {n}|"
    "chmod 755 ./{a}.sh && ./{a}.sh --{b}={n}|{a}::{b}<T>({n})|#include <{a}.h>|const {a} = await {b}({n});|^[{a}]+-\\d{{{m}}}$|sudo systemctl restart {a}|kubectl get pods -n {a}|{a} | grep -v '{b}' > {a}.txt|"
    "export {a}=\"{b}-{n}\"|\\frac{{{n}}}{{{m}}}|@{a}(\"{b}\")|{a}_{b}[{n}:-{m}]|$E = mc^{m}$|!important; #{a} > .{b} {{ top: -{n}px }}|0 {m} * * 1-{m} /usr/bin/{a}|[{a}](https://{b}.org)"
).split("|")
SENTENCES = (
    "Call {p} at extension {n}, and only then restart the {w} {k}.|No. {p} left {c} in {n}; ask {q} instead.|It depends: {n} in {c}, but {m} elsewhere.|Turn left after the {w} bridge, then walk {n} metres to the {k} office.|"
    "We don't offer that any more - please use \"{w} {k}\" until {c} is ready.|Press Ctrl+{l}, wait {n} seconds; if it fails, email {w}@{k}.org.|{p} and {q} (both from {c})|\"{w}\", said {p}, 'is not {k}'.|the {w} one, not the {k} one|"
    "First {w}, second {k}, third {c}!|About {n} people, according to {p} & {q}|Yes, but only with {p}'s written permission.|I'm not allowed to say.|between {m} and {n} (±{m}%)|Use {w}-{k} v{m}.{n} or later; older ones break on {c} time.|"
    "Because the {w} {k} was moved to {c} on the {m}th.|{p}, {q}, and {c}'s mayor|Nobody knows; see page {n}.|Never on a Sunday, {p}!|never before {n}:00, always after {m}:30"
).split("|")


def letters(rng, script=None):
    """One to five nonsense words of a script, each of two to nine letters."""
    script = script or rng.choice(list(LETTERS))
    alphabet, words = LETTERS[script], []
    for _ in range(rng.randint(1, 5 if script in ("latin", "cyrillic", "greek") else 3)):
        word = "".join(rng.choice(alphabet) + (rng.choice(MARKS[script]) if script in MARKS and rng.random() < 0.4 else "") for _ in range(rng.randint(2, 9)))
        words.append(word.title() if rng.random() < 0.3 else word)
    return ("" if script in ("han", "kana") and rng.random() < 0.7 else " ").join(words)


def symbols(rng):
    """Characters of the keyboard in no order, in one to three runs."""
    pool = rng.choice((string.ascii_letters + string.digits, string.hexdigits.lower()[:16], string.digits, string.printable[:94], string.ascii_uppercase + string.digits))
    joint = rng.choice((" ", "-", "_", ".", "", ":", "/"))
    return joint.join("".join(rng.choices(pool, k=rng.randint(2, 12))) for _ in range(rng.randint(1, 3))).strip() or "x"


def code(rng):
    a, b = rng.choice((coined(rng), rng.choice(NOUN), rng.choice(WORD))), rng.choice(WORD + NOUN)
    return rng.choice(CODE).format(a=a, b=b, n=rng.randint(0, 9999), m=rng.randint(1, 12))


def sentence(rng):
    names = {"p": person(rng), "q": rng.choice((person(rng), company(rng))), "c": rng.choice(CITY), "w": rng.choice(WORD), "k": rng.choice(NOUN)}
    return rng.choice(SENTENCES).format(**names, n=rng.randint(2, 5000), m=rng.randint(1, 12), l=rng.choice(string.ascii_uppercase))


def words(rng):
    """A few plain and coined words, in any case, with any punctuation."""
    chosen = [rng.choice((rng.choice(WORD), rng.choice(NOUN), coined(rng), rng.choice(FIRST), rng.choice(LAST), rng.choice(CITY))) for _ in range(rng.randint(1, 14))]
    text = rng.choice((" ", " ", " ", ", ", "; ", " - ")).join(chosen)
    return rng.choice((str, str, str.title, str.upper, str.capitalize, str.lower))(text) + rng.choice(("", "", "", ".", "!", "?", "...", ")", ":"))


def blocks(rng):
    """Characters of one or two wide Unicode blocks, up to a dozen."""
    chosen = rng.sample(BLOCKS, rng.choice((1, 1, 2)))
    return "".join(" " if rng.random() < 0.12 else chr(rng.randrange(*rng.choice(chosen))) for _ in range(rng.randint(2, 14))).strip() or "x"


def shreds(rng):
    """Pieces of words glued together with no sense, in any case, with marks and digits between."""
    pieces = []
    for _ in range(rng.randint(2, 22)):
        word = rng.choice(rng.choice((WORD, NOUN, FIRST, LAST, CITY, SYL)))
        piece = word[rng.randrange(len(word)) :][: rng.randint(1, 7)] or "a"
        pieces.append(rng.choice((str, str, str.upper, str.title, str.lower))(piece) + rng.choice(("", " ", " ", " ", rng.choice(string.punctuation), str(rng.randint(0, 99)))))
    return "".join(pieces).strip() or "a"


@functools.cache
def vocabulary():
    """What each token of the model stands for, those left out that are no whole characters."""
    from ..lib.smollm2 import load_tokenizer

    tokenizer = load_tokenizer()
    return [text for text in (tokenizer.decode([i]) for i in range(20, 49000)) if text and "\ufffd" not in text]


def tokens(rng):
    """Up to forty tokens of the vocabulary in no order."""
    return " ".join("".join(rng.choices(vocabulary(), k=rng.randint(1, 40))).split()) or "x"


WIDE = [(0x0370, 0x03FF), (0x0530, 0x058F), (0x0590, 0x05EA), (0x0620, 0x064A), (0x0900, 0x0939), (0x0980, 0x09B9), (0x0A05, 0x0A39), (0x0B85, 0x0BB9), (0x0E01, 0x0E2E),
        (0x0E81, 0x0EB0), (0x10A0, 0x10FF), (0x1200, 0x1360), (0x1400, 0x1600), (0x1E00, 0x1EFF), (0x2010, 0x2040), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x214F),
        (0x2190, 0x21FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x25A0, 0x26FF), (0x3041, 0x30FF), (0x3105, 0x312F), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1F300, 0x1F64F)]  # fmt: skip


def scripts(rng):
    """One to four words of one wide range of Unicode, whatever it holds."""
    low, high = rng.choice(WIDE)
    word = lambda: "".join(chr(rng.randrange(low, high)) for _ in range(rng.randint(1, 7)))
    return " ".join(word() for _ in range(rng.randint(1, 4))).strip() or "x"


def plain(rng):
    """One short or middling thing of a random kind."""
    kind = rng.choice("num person dur ver date path size url cmd env money price org code email phone hours time addr pw weight ip title".split())
    return rng.choice((letters, letters, symbols, symbols, code, code, sentence, words, words, blocks, blocks, shreds, shreds, tokens, tokens, tokens, scripts, scripts, lambda r: answer(kind, r)))(rng)


def random_string(rng):
    """Any string, mostly of one kind, sometimes with quotes, emoji, a second line or two kinds side by side."""
    text = plain(rng)
    r = rng.random()
    if r < 0.08:
        text = rng.choice(('"{}"', "'{}'", "«{}»", "“{}”", "({})", "`{}`", "**{}**", "<{}>", "[{}]", "{}.", "{}!", "- {}", "#{}", "@{}", "~{}", "...{}", "= {}", "{},")).format(text)
    elif r < 0.16:
        mark = "".join(rng.choices(EMOJI, k=rng.randint(1, 3)))
        text = rng.choice(("{} {}", "{}{}")).format(*rng.sample((text, mark), 2))
    elif r < 0.23:
        text = f"{text}{rng.choice((chr(10), chr(10), chr(10) * 2))}{plain(rng)}"
    elif r < 0.29:
        text = f"{text} {plain(rng)}"
    elif r < 0.31:
        text = " ".join(text[i : i + 1] for i in range(min(len(text), 14))) if len(text) < 15 else text.replace(" ", "  ", 1)
    return text.strip()[:160].strip() or "0"
