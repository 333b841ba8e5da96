"""What users do to a question without changing what is asked: typos, case, politeness, contexts, honorifics, aliases."""

import re

from ..lib.split import normal

POLITE = (
    "Could you tell me: {}|Can you tell me {}|Please tell me: {}|Do you know {}|I'd like to know: {}|I was wondering, {}|"
    "quick question: {}|Hi! {}|Hello, {}|Hey, {}|Excuse me, {}|{} please|{} Thanks!|{} Thank you.|Answer this: {}|Question: {}|"
    "Tell me, {}|So, {}|ok so {}|I need to know {}|Just checking: {}|Any idea {}|Remind me, {}|My question is: {}|{} (short answer)|"
    "Q: {}|Q: {} A:|Please answer: {}|I forgot, {}|Would you mind telling me {}|sorry, {}|Help me out: {}"
).split("|")
CONTEXT = (
    "The weather in {city} was mild that day.|{person} moved to {city} in {year}.|The match ended in a draw.|{person} (born {year}) is an engineer from {city}.|"
    "The museum reopened after a long renovation.|It was published in {year}.|We had lunch at noon.|{city} lies on a river.|Sales rose by 4 percent.|"
    "The train to {city} was late again.|She studied law in {city}.|The film received mixed reviews.|I just came back from {city}.|{person}, {age}, teacher, heart failure.|"
    "The committee met on Tuesday.|My printer is broken.|There are many species of beetles.|He finished third in {year}.|See also the list of bridges in {city}."
).split("|")
HONOR = {
    "P": "the celebrated {}|the famous {}|Mr. {}|Dr. {}|Dr {}|Sir {}|Professor {}|the late {}|Mrs. {}|Ms {}|President {}|Captain {}|the great {}|the well-known {}|Lord {}|Saint {}",
    "W": "the film {}|the book {}|the song {}|the work {}|\"{}\"|'{}'|the famous {}|the work called {}|the classic {}",
    "L": "the city of {}|the place called {}|beautiful {}|the region of {}|the town of {}",
    "O": "the company {}|the organization {}|the firm {}|the famous {}|{} Inc.",
    "*": "the famous {}|\"{}\"|'{}'|the thing called {}|the well-known {}|{} itself",
}
ALIASES = {kind: [set(line.split("|")) for line in text.split("\n")] for kind, text in {
    "place": """the United Kingdom|United Kingdom|the UK|UK|Britain|Great Britain|the U.K.
the United States|United States|the US|the USA|USA|U.S.|America|the United States of America|United States of America
the European Union|European Union|the EU|EU
the United Arab Emirates|United Arab Emirates|UAE|the UAE
the Netherlands|Netherlands|Holland
the Czech Republic|Czech Republic|Czechia
South Korea|Republic of Korea|Korea (South)
North Korea|DPRK
Russia|Russian Federation
China|People's Republic of China|PRC
Germany|Federal Republic of Germany
New York City|NYC|New York
Los Angeles|LA|L.A.
San Francisco|SF
Soviet Union|USSR|the Soviet Union
New Zealand|NZ
South Africa|RSA
Saudi Arabia|KSA
Saint Petersburg|St. Petersburg|St Petersburg
Washington, D.C.|Washington DC|DC
Switzerland|Swiss Confederation
Turkey|Türkiye
Ivory Coast|Côte d'Ivoire
Burma|Myanmar
Democratic Republic of the Congo|DR Congo|DRC
Philippines|the Philippines|PH
the Vatican|Vatican City|the Holy See
Cape Verde|Cabo Verde
East Timor|Timor-Leste
Swaziland|Eswatini
Macedonia|North Macedonia
Papua New Guinea|PNG
Bosnia and Herzegovina|Bosnia|BiH
Trinidad and Tobago|Trinidad
German Democratic Republic|East Germany|GDR|the GDR
the Ottoman Empire|Ottoman Empire
Hong Kong|HK
Washington State|WA
California|CA|Calif.
Texas|TX
Florida|FL
Pennsylvania|PA
Massachusetts|MA
Philadelphia|Philly
Las Vegas|Vegas
Mumbai|Bombay
Istanbul|Constantinople
Kolkata|Calcutta
Beijing|Peking
Ho Chi Minh City|Saigon
Rio de Janeiro|Rio
Mexico City|CDMX
Kuala Lumpur|KL""",
    "organisation": """United Nations|the UN|UN
World Health Organization|WHO|the WHO
International Business Machines|IBM
British Broadcasting Corporation|BBC|the BBC
Massachusetts Institute of Technology|MIT
University of California, Los Angeles|UCLA
National Aeronautics and Space Administration|NASA
European Space Agency|ESA|the ESA
Federal Bureau of Investigation|FBI|the FBI
Central Intelligence Agency|CIA|the CIA
North Atlantic Treaty Organization|NATO
International Monetary Fund|IMF|the IMF
International Olympic Committee|IOC|the IOC
European Central Bank|ECB|the ECB
the Federal Reserve|the Fed|Federal Reserve
New York Times|NYT|The New York Times
Bayerische Motoren Werke|BMW
General Motors|GM
Volkswagen|VW
Hewlett-Packard|HP
Amazon Web Services|AWS
Google Cloud Platform|GCP
Procter & Gamble|P&G
Manchester United|Man United|Man Utd
Manchester City|Man City
Paris Saint-Germain|PSG
Real Madrid|Real Madrid CF""",
    "person": """John F. Kennedy|JFK
Martin Luther King Jr.|MLK|Martin Luther King
Franklin D. Roosevelt|FDR|Franklin Roosevelt""",
    "word": """prime minister|PM|premier
chief executive officer|CEO|chief executive
chief financial officer|CFO
chief technology officer|CTO
database|DB|db
World War II|WW2|WWII|the Second World War
World War I|WW1|WWI|the First World War
Kubernetes|k8s|K8s
JavaScript|JS
TypeScript|TS
PostgreSQL|Postgres
Visual Studio Code|VS Code
Internet Explorer|IE
artificial intelligence|AI
machine learning|ML
human resources|HR
research and development|R&D
headquarters|HQ|head office
vice president|VP
secretary general|sec-gen
chief operating officer|COO
chief marketing officer|CMO
date of birth|DOB|birth date
estimated time of arrival|ETA
frequently asked questions|FAQ
service level agreement|SLA
end of life|EOL
user interface|UI
operating system|OS
virtual machine|VM
central processing unit|CPU
gross domestic product|GDP
member of parliament|MP
air conditioning|AC|A/C
phone number|phone no.|tel. no.
telephone|phone
department|dept.
government|govt|gov't
association|assoc.
company|co.
university|uni
professor|prof.
doctor|Dr.
apartment|apt
versus|vs|vs.
television|TV
kilometres|km
maximum|max
minimum|min
number|no.|#
documentation|docs
repository|repo
application|app
configuration|config
password|pw
and|&""",
}.items()}
"""Names of one thing, by kind of thing."""
GROUP = {name: group for groups in ALIASES.values() for group in groups for name in group}
KNOWN_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(GROUP, key=len, reverse=True))})(?!\w)")


def typo(text, rng, subject=None):
    """One slip of the finger in a word of four letters or more (of the subject, when given); figures are left alone."""
    area = subject if subject and subject in text else text
    words = [m for m in re.finditer(r"[^\W\d_]{4,}", area)]
    if not words:
        return text
    word = rng.choice(words)
    old, i = word.group(), rng.randrange(1, len(word.group()) - 1)
    near = rng.choice("abcdefghijklmnopqrstuvwxyz")
    new = rng.choice((old[:i] + old[i + 1 :], old[:i] + old[i + 1] + old[i] + old[i + 2 :], old[:i] + old[i] + old[i:], old[:i] + near + old[i + 1 :], old[:i] + near + old[i:]))
    return text.replace(area, area[: word.start()] + new + area[word.end() :], 1)


def slip(a, b):
    """Do two texts differ by so little (two letters, no figure) that one may be the other mistyped?"""
    a, b = a.lower(), b.lower()
    head = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    tail = next((i for i, (x, y) in enumerate(zip(a[head:][::-1], b[head:][::-1])) if x != y), min(len(a), len(b)) - head)
    changed = a[head : len(a) - tail], b[head : len(b) - tail]
    return max(map(len, changed)) <= 2 and not any(c.isdigit() for part in changed for c in part)


def polite(text, rng):
    form = rng.choice(POLITE)
    inner = text if form.startswith("{") or rng.random() < 0.5 else text[:1].lower() + text[1:]
    return form.format(inner)


def context(rng, lines=()):
    """An unrelated sentence; from `lines` half of the time when there are any."""
    if lines and rng.random() < 0.6:
        return rng.choice(lines)
    from .names import CITY, person

    return rng.choice(CONTEXT).format(city=rng.choice(CITY), person=person(rng), year=rng.randint(1900, 2026), age=rng.randint(40, 99))


def aliased(text, rng):
    """The text with one known abbreviation or alias exchanged; the text itself when none is in it."""
    found = max(KNOWN_NAME.finditer(text), key=lambda f: len(f.group()), default=None)
    if not found:
        return text
    name = found.group()
    return text[: found.start()] + rng.choice(sorted(GROUP[name] - {name})) + text[found.end() :]


def shortened(subject, human, rng):
    """A name as people shorten it: a person's last name alone, initials, no middle name, acronym; the subject itself when nothing applies."""
    words = subject.split()
    if human and len(words) > 1 and all(w[:1].isupper() for w in words) and rng.random() < 0.5:
        return words[-1]
    if len(words) == 2 and all(w[:1].isupper() for w in words):
        return rng.choice((f"{words[0][0]}. {words[1]}", f"{words[1]}, {words[0]}", f"{words[1]} {words[0]}"))
    if len(words) == 3 and len(words[1]) <= 2:
        return f"{words[0]} {words[2]}"
    if len(words) >= 3 and all(w[:1].isupper() or w in ("of", "the", "and", "for") for w in words):
        return "".join(w[0] for w in words if w[:1].isupper())
    return subject


def honoured(subject, kind, rng):
    return rng.choice(HONOR.get(kind, HONOR["*"]).split("|")).format(subject)


def disturbed(text, rng, subject=None, lines=()):
    """A question as typed: each change with its own chance; what is asked stays."""
    r = rng.random
    if r() < 0.35:
        text = aliased(text, rng)
    if r() < 0.16:
        text = typo(text, rng, subject if r() < 0.7 else None)
    if r() < 0.12:
        text = polite(text, rng)
    if r() < 0.15:
        text = text.lower()
    if r() < 0.15:
        text = text.rstrip("?. ")
    if r() < 0.02:
        text = text.upper()
    if r() < 0.02:
        text = text.rstrip("?") + rng.choice(("??", " ?", "...", "!"))
    if r() < 0.08:
        text = f"{context(rng, lines)} {text}"
    return text


def same(a, b):
    """Are two texts the same but for case, accents and punctuation?"""
    strip = lambda t: re.sub(r"\W+", " ", normal(t)).strip()
    return strip(a) == strip(b)
