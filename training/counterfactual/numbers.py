"""Statements with a number or a date, asked for it and judged by comparison: more, fewer, at least, before, after, between."""

from ..scope.names import CITY, COUNTRY, MONTH, NOUN, WORD, coined, company, person
from . import prompt
from .pack import Pack

COUNTS = (
    "{s} has sold {v} copies|copies that {s} has sold|How many copies has {s} sold?;{s} has {v} inhabitants|inhabitants of {s}|How many inhabitants does {s} have?;{v} people died in {s}|people who died in {s}|How many people died in {s}?;"
    "{s} employs {v} people|people employed by {s}|How many people does {s} employ?;{s} has been viewed {v} times|views of {s}|How often has {s} been viewed?;{s} scored {v} goals|goals scored by {s}|How many goals did {s} score?;"
    "{s} has {v} students|students at {s}|How many students does {s} have?;There were {v} confirmed cases in {s}|confirmed cases in {s}|How many confirmed cases were there in {s}?;{s} won {v} awards|awards won by {s}|How many awards did {s} win?;"
    "{s} grossed ${v} worldwide|dollars grossed by {s}|How much did {s} gross worldwide?;{s} is based on {v} reviews|reviews behind {s}|On how many reviews is {s} based?;{s} is {v} metres tall|metres of height of {s}|How tall is {s}?;"
    "{s} weighs {v} kilograms|kilograms that {s} weighs|How heavy is {s}?;{s} covers {v} square kilometres|square kilometres covered by {s}|How large is {s}?;{s} seats {v} people|seats in {s}|How many people does {s} seat?;"
    "{s} has {v} subscribers|subscribers of {s}|How many subscribers does {s} have?;{s} holds a rating of {v} percent|percent of rating of {s}|What is the rating of {s}?;{s} has played {v} matches|matches played by {s}|How many matches has {s} played?;"
    "{s} takes {v} minutes|minutes that {s} takes|How long does {s} take?;{s} costs {v} euros|euros that {s} costs|How much does {s} cost?;{s} runs for {v} kilometres|kilometres that {s} runs for|How long is {s}?"
)
COUNTS = [line.split("|") for line in COUNTS.split(";")]
DATES = (
    "{s} was released on {v}|was released|When was {s} released?;{s} was founded in {v}|was founded|When was {s} founded?;{s} opened on {v}|opened|When did {s} open?;{s} died on {v}|died|When did {s} die?;{s} was born on {v}|was born|When was {s} born?;"
    "{s} ended in {v}|ended|When did {s} end?;{s} was signed on {v}|was signed|When was {s} signed?;{s} took office in {v}|took office|When did {s} take office?;{s} premiered on {v}|premiered|When did {s} premiere?;{s} was built in {v}|was built|When was {s} built?;"
    "{s} won the title in {v}|won the title|When did {s} win the title?;{s} was announced on {v}|was announced|When was {s} announced?;{s} retired in {v}|retired|When did {s} retire?;{s} arrived on {v}|arrived|When did {s} arrive?"
)
DATES = [line.split("|") for line in DATES.split(";")]
UNITS = {"metres": "m", "kilograms": "kg", "minutes": "minutes", "euros": "euros", "kilometres": "km", "percent": "%"}


def name(rng):
    return rng.choice((lambda: person(rng), lambda: company(rng), lambda: f"The {rng.choice(WORD).title()} of {rng.choice(CITY)}", lambda: rng.choice(CITY), lambda: rng.choice(COUNTRY), lambda: coined(rng).title(), lambda: f"{rng.choice(WORD).title()} {rng.choice(NOUN).title()}"))()


def shown(n, rng):
    if n >= 10**6 and n % 10**5 == 0 and rng.random() < 0.7:
        return f"{n / 10**6:.1f}".removesuffix(".0") + " million"
    return f"{n:,}" if n >= 1000 and rng.random() < 0.75 else str(n)


def near(n, rng):
    """A number not equal to n, near it in the way that claims are: rounded, a little off, or of another size."""
    r = rng.random()
    if r < 0.4:
        far = n * rng.choice((rng.uniform(0.2, 0.8), rng.uniform(1.25, 4)))
        step = 10 ** max(0, len(str(int(far))) - rng.choice((1, 2)))
        return max(1, round(far / step) * step)
    step = 10 ** max(0, len(str(n)) - rng.choice((1, 2, 2, 3)))
    return rng.choice((n // step * step or 1, (n // step + 1) * step)) if r < 0.75 else max(1, n + rng.choice((-1, 1)) * rng.randint(1, 9)) if r < 0.92 else n


def count_claims(n, m, thing, s, v, form, rng):
    """(claim, truth) that compares the true n (a half off when only a bound is known) with m, or gives it."""
    shown_m = shown(m, rng)
    more = rng.choice(("more than", "over", "above", "in excess of", "greater than"))
    less = rng.choice(("fewer than", "less than", "under", "below"))
    say = lambda word: form.replace("{s}", s).replace("{v}", f"{word} {shown_m}").replace("$" + word, word + " $") + "."
    rows = [(say(more), n > m), (say(less), n < m), (say(rng.choice(("at least", "no fewer than"))), n >= m), (say(rng.choice(("at most", "no more than", "up to"))), n <= m), (say("exactly"), n == m), (f"The number of {thing} is {more} {shown_m}.", n > m), (f"The number of {thing} is {less} {shown_m}.", n < m)]
    low, high = sorted((m, near(m, rng)))
    if low < high:
        rows.append((form.replace("{s}", s).replace("{v}", f"between {low:,} and {high:,}") + ".", low <= n <= high))
    if shown_m != v and m != n:
        rows.append((form.replace("{s}", s).replace("{v}", shown_m) + ".", False))
    rows.append((form.replace("{s}", s).replace("{v}", v) + ".", True))
    rows.append((form.replace("{s}", s).replace("{v}", "not " + v) + ".", False))
    return rows


def balanced(rows, count, rng):
    """`count` of the rows, as many true as false as far as there are both."""
    sides = [[r for r in rows if r[1] is truth] for truth in (True, False)]
    return [rng.choice(sides[(i + k) % 2] or rows) for k in [rng.randint(0, 1)] for i in range(count)]


def counted(rng):
    form, thing, asked = rng.choice(COUNTS)
    n = int(10 ** rng.uniform(0.7, rng.choice((3, 3, 7)))) if not any(u in form for u in UNITS) else int(10 ** rng.uniform(0.7, 3))
    if n > 99 and rng.random() < 0.5:
        n = n // 10 * 10
    if n >= 10**6 and rng.random() < 0.6:
        n = round(n, -5)
    s, v = name(rng), shown(n, rng)
    qualifier = rng.choice(("", "", "", "more than ", "over ", "fewer than ", "about ")) if n > 20 else ""
    text = form.replace("{s}", s).replace("{v}", qualifier + v).replace("$" + qualifier, qualifier + "$") + "."
    rows = []
    for _ in range(4):
        m = near(n, rng)
        if qualifier in ("more than ", "over "):
            rows += [r for r in count_claims(n + 0.5, min(m, n), thing.format(s=s), s, v, form, rng) if "more" in r[0] or "over " in r[0] or "at least" in r[0] or "above" in r[0] or (("fewer" in r[0] or "less" in r[0] or "under" in r[0]) and "no fewer" not in r[0])][:3]
        elif qualifier == "fewer than ":
            rows += [r for r in count_claims(n - 0.5, max(m, n), thing.format(s=s), s, v, form, rng) if "fewer than" in r[0] or "less than" in r[0] or "more than" in r[0] or "over " in r[0]][:3] if m >= n else []
        elif qualifier == "about ":
            rows += [(form.replace("{s}", s).replace("{v}", word) + ".", truth) for word, truth in ((f"around {v}", True), (f"roughly {v}", True), (f"around {shown(int(n * rng.uniform(1.6, 4)), rng)}", False), (f"more than {shown(n * 2, rng)}", False))]
        else:
            rows += count_claims(n, m, thing.format(s=s), s, v, form, rng)
    unit = form.split("{v}")[1].strip(".")
    told = f"{v}{unit}" if any(u in unit for u in ("metres", "kilograms", "minutes", "euros", "kilometres", "percent")) else f"${v}" if "${v}" in form else v
    queries = [(prompt.claim(c), str(t), "number claim") for c, t in balanced(rows, 4, rng)] if rows else []
    ask = (prompt.ask(asked.replace("{s}", s)), (qualifier + told).strip(), "statement asked")
    return Pack(prompt.statement_edit(text) if rng.random() < 0.8 else prompt.answer_edit(asked.replace("{s}", s), ask[1]), (*queries, ask))


def dated(rng):
    form, did, asked = rng.choice(DATES)
    s, y, m, d = name(rng), rng.randint(1850, 2030), rng.randint(1, 12), rng.randint(1, 28)
    full = " on " in form
    v = f"{d} {MONTH[m - 1]} {y}" if full and rng.random() < 0.6 else f"{MONTH[m - 1]} {d}, {y}" if full else str(y) if rng.random() < 0.7 else f"{MONTH[m - 1]} {y}"
    text = form.replace("{s}", s).replace("{v}", v) + "."
    claims = []
    for _ in range(3):
        z = y + rng.choice((-1, 1)) * rng.choice((1, 1, 2, 3, 5, 10, 20, 50))
        claims += [(f"{s} {did} {rng.choice(('before', 'earlier than', 'prior to'))} {z}.", y < z), (f"{s} {did} {rng.choice(('after', 'later than'))} {z}.", y > z), (f"{s} {did} in {z}.", False), (f"{s} {did} in {y}.", True), (f"{s} {did} in the {y // 10 * 10}s.", True), (f"{s} {did} in the {z // 10 * 10}s.", z // 10 == y // 10)]
        low, high = sorted((z, z + rng.randint(1, 12)))
        claims += [(f"{s} {did} between {low} and {high}.", low <= y <= high), (f"{s} {did} no later than {z}.", y <= z), (f"{s} {did} not in {y}.", False), (f"{s} {did} by {z}.", y <= z)]
        if full:
            k = rng.randint(1, 12)
            claims += [(f"{s} {did} in {MONTH[k - 1]} {y}.", k == m), (f"{s} {did} before {MONTH[k - 1]} {y}.", m < k), (f"{s} {did} after {MONTH[k - 1]} {y}.", m > k)] if k != m else [(f"{s} {did} in {MONTH[k - 1]}.", True)]
    queries = [(prompt.claim(c), str(t), "date claim") for c, t in balanced(claims, 4, rng)]
    ask = (prompt.ask(asked.replace("{s}", s)), v, "statement asked")
    return Pack(prompt.statement_edit(text) if rng.random() < 0.75 else prompt.answer_edit(asked.replace("{s}", s), v), (*queries, ask))


def pack(rng):
    """One statement with four claims and a question."""
    return (counted if rng.random() < 0.6 else dated)(rng)
