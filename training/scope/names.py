"""Made-up subjects and answers: names, versions, prices, dates, paths ... of every kind that a user may type."""

FIRST = (
    "Ada Ben Lise Tom Mira Jonas Eva Karl Nina Omar Priya Wei Yuki Sofia Lars Ingrid Pablo Lucía Chloé Zoë Ahmed Fatima Kofi "
    "Amara Sven Björn Marta Piotr Agnieszka Dmitri Olga Anh Linh Hiro Sakura Joon Minji Raj Anjali Carlos Beatriz Thiago Hannah "
    "Emma Oliver Jack Grace Liam Noah Ella Ruth George Alice Henry Clara Victor Rosa Felix Ida Max Paul Anna Peter Maria David "
    "Sarah Michael Laura Robert Susan James Linda Gül Emre Elif Nikos Eleni Şebnem Łukasz Ravi Deepa Chidi Ngozi Tariq Leila"
).split()
LAST = (
    "Brenn Holm Vester Kallio Okafor Nakamura Silva García Müller Novák Kowalski Ivanova Petrov Nguyen Tran Sato Tanaka Kim "
    "Park Chen Wang Zhang Singh Patel Sharma Haddad Rahman Khan Mensah Diallo Svensson Lindqvist Jensen Nielsen Hansen Virtanen "
    "Rossi Bianchi Dubois Lefèvre Moreau Schmidt Weber Fischer Becker Jones Taylor Brown Wilson Clarke Walker Harris Reed Cole "
    "Murphy O'Brien Byrne Campbell Stewart Papadopoulos Yılmaz Öztürk Çelik Horvat Kovač Popescu Ionescu Szabó Tóth Mbeki Adeyemi "
    "Costa Pereira Almeida Torres Ramírez Delgado Vargas Quinn Ashworth Pemberton Hollis Marlow Tindall Fenwick Starmer Doyle"
).split()
SYL = "ka lo mi ra ven tor bel dra nex zu phi or quil tan sol ver mar gal lum pex fin cor zan eld bri sta kor ulm hes dor vi na".split()
WORD = (
    "falcon harbor maple copper lantern orchid granite ember willow nimbus cobalt raven saffron glacier juniper comet meadow "
    "anchor beacon cedar delta summit ivory thunder velvet pine river stone cloud star light iron silver blue green north"
).split()
NOUN = (
    "billing auth payment search report user order invoice mail cache queue image export login audit metrics session "
    "inventory shipping catalog gateway scheduler notification profile upload webhook pricing ledger"
).split()
CITY = (
    "Lisbon Oslo Hamburg Osaka Nairobi Lima Toronto Leeds Gdańsk Porto Austin Malmö Accra Hanoi Zürich Lyon Bilbao Turin Perth "
    "Quito Cork Dresden Izmir Tampere Ghent Boston Denver Pune Jaipur Daegu Kyoto Bergen Split Brno Graz Basel Utrecht Aarhus"
).split()
FOOD = "ramen lasagne risotto pierogi falafel goulash paella dumplings mushrooms peanuts shellfish lentils salmon aubergine pho tacos bibimbap ceviche".split()
MONTH = "January February March April May June July August September October November December".split()
DAY = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LIST = {
    "lang": "Rust Go Python Java Kotlin TypeScript C++ Elixir Ruby Scala Haskell Zig C# PHP Swift".split(),
    "db": "PostgreSQL MySQL SQLite Redis MongoDB Cassandra DynamoDB ClickHouse MariaDB".split(),
    "region": "eu-west-1 us-east-2 ap-southeast-1 eu-central-1 us-west-2 Frankfurt Ireland Oregon Tokyo".split(),
    "lic": "MIT,Apache-2.0,GPL-3.0,BSD-3-Clause,MPL-2.0,ISC,AGPL-3.0,Unlicense".split(","),
    "word": "warning,debug,main,trunk,develop,Aurora,Granite,beagle,tabby,nausea,headache,Thai,Korean,vegan,info,error,stable".split(","),
    "color": "red,dark green,navy blue,silver,black,orange,teal,matte grey,ivory,purple".split(","),
    "phrase": "two days a week,on track,not allowed,business casual,behind the building,three days at home,paused,in review,anything goes,level -2,delayed,fully remote".split(","),
    "job": "data analyst,product manager,head of sales,plumber,nurse,staff engineer,accountant,office manager,designer,translator".split(","),
    "hobby": "rowing,chess,knitting,bouldering,birdwatching,playing the cello,gardening,judo,baking bread".split(","),
    "petname": "Biscuit,Miso,Rex,Luna,Pepper,Waffles,Tofu,Bruno,Coco".split(","),
    "yes": ["yes", "no"],
    "food": FOOD, "place": CITY, "day": DAY,
}  # fmt: skip
COUNTRY = (
    "France Germany Japan Peru Kenya Norway Brazil Canada Italy Spain Poland India China Egypt Chile Ghana Vietnam Turkey Greece "
    "Sweden Denmark Finland Portugal Ireland Austria Hungary Romania Bulgaria Croatia Serbia Ukraine Morocco Nigeria Ethiopia "
    "Argentina Colombia Mexico Cuba Thailand Indonesia Malaysia Pakistan Iran Iraq Israel Jordan Belgium Iceland Estonia Latvia "
    "Lithuania Slovakia Slovenia Malta Cyprus Nepal Mongolia Bolivia Ecuador Uruguay Paraguay Panama Jamaica Senegal Zambia"
).split() + ["the United Kingdom", "the United States", "South Korea", "North Korea", "New Zealand", "South Africa", "Saudi Arabia",
             "the Netherlands", "the Czech Republic", "Sri Lanka", "Costa Rica", "the European Union", "the United Arab Emirates"]  # fmt: skip


def coined(rng):
    """A word that no one has seen: two or three syllables."""
    return "".join(rng.sample(SYL, rng.choice((2, 2, 3))))


def person(rng):
    first = rng.choice(FIRST) if rng.random() < 0.85 else coined(rng).title()
    last = rng.choice(LAST) if rng.random() < 0.75 else coined(rng).title()
    middle = rng.choice(("", "", "", "", f" {rng.choice('ABCDEFGHJKLMNPRSTW')}.", f" {rng.choice(FIRST)}"))
    return f"{first}{middle} {last}" + (f"-{rng.choice(LAST)}" if rng.random() < 0.04 else "")


def version(rng):
    return ".".join(str(rng.randint(0, n)) for n in rng.choice(((9, 20), (9, 20, 9), (24, 12), (3, 9, 30)))) + rng.choice(("",) * 8 + ("-rc1", "-beta"))


def date(rng):
    d, m, y = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1995, 2031)
    return rng.choice((f"{MONTH[m - 1]} {d}, {y}", f"{d} {MONTH[m - 1]} {y}", f"{y}-{m:02}-{d:02}", f"{MONTH[m - 1]} {d}", f"{d}.{m}.{y}"))


def answer(kind, rng):
    """A made-up answer of this kind."""
    n = rng.randint
    make = {
        "num": lambda: rng.choice((str(n(1, 99)), str(n(100, 9999)), f"{n(1, 99)},{n(100, 999)}", f"{n(2, 90)} million")),
        "port": lambda: str(n(80, 65535)),
        "person": lambda: person(rng),
        "team": lambda: rng.choice(("the {} team", "team {}", "Team {}", "{} squad")).format(rng.choice(WORD + NOUN).title()),
        "dur": lambda: f"{n(1, 90)} {rng.choice(('days', 'hours', 'minutes', 'seconds', 'weeks', 'months', 'years'))}",
        "ver": lambda: version(rng), "date": lambda: date(rng), "year": lambda: str(n(1850, 2030)),
        "path": lambda: rng.choice(("/", "~/.", "/etc/")) + rng.choice(WORD + NOUN) + rng.choice(("z", ".toml", "/health", ".yaml", "rc")),
        "size": lambda: f"{n(1, 512)} {rng.choice(('GB', 'MB', 'TB', 'inches', 'GiB'))}",
        "url": lambda: f"https://{rng.choice(WORD)}.{rng.choice(('dev', 'example.com', 'io'))}/{rng.choice(NOUN)}",
        "cmd": lambda: rng.choice(("pip install {}", "npm i -g {}", "--{}", "brew install {}", "-v", "apt install {}")).format(rng.choice(WORD)),
        "env": lambda: f"{rng.choice(WORD).upper()}_{rng.choice(('API_KEY', 'TOKEN', 'SECRET'))}",
        "money": lambda: f"{rng.choice('$€£')}{n(1, 900)}{rng.choice(('', ' million', ' billion', ',000'))}",
        "price": lambda: rng.choice((f"${n(1, 999)}.{n(0, 99):02}", f"{n(2, 900)} euros", f"£{n(1, 99)}", "free of charge", f"{n(3, 60)} dollars")),
        "org": lambda: company(rng), "code": lambda: "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=n(3, 5))) + rng.choice(("", str(n(10, 9999)))),
        "email": lambda: f"{rng.choice(NOUN + WORD)}@{coined(rng)}.{rng.choice(('com', 'org', 'io', 'co.uk'))}",
        "phone": lambda: f"+{n(1, 99)} {n(10, 999)} {n(1000, 99999)}", "hours": lambda: f"{n(6, 10)}am to {n(4, 11)}pm",
        "time": lambda: f"{n(0, 23)}:{rng.choice(('00', '15', '30', '45'))}", "addr": lambda: f"{n(1, 300)} {rng.choice(WORD).title()} {rng.choice(('Street', 'Road', 'Lane', 'Avenue'))}",
        "pw": lambda: f"{rng.choice(WORD)}-{coined(rng)}{n(1, 999)}!", "weight": lambda: f"{n(1, 900)} {rng.choice(('g', 'kg', 'mg', 'pounds'))}",
        "room": lambda: f"{rng.choice(('room ', 'B', 'hall ', ''))}{n(1, 420)}", "pct": lambda: f"{n(1, 30)}%", "temp": lambda: f"{n(12, 25)}0 °C",
        "ip": lambda: f"10.{n(0, 255)}.{n(0, 255)}.{n(1, 254)}", "title": lambda: f"The {rng.choice(WORD).title()} of {rng.choice(WORD + CITY).title()}",
    }  # fmt: skip
    return make[kind]() if kind in make else rng.choice(LIST[kind])


def company(rng):
    name = rng.choice((coined(rng).title(), rng.choice(WORD).title(), rng.choice(LAST)))
    return name + rng.choice(("", "", " Labs", " Inc", " GmbH", " Foods", " Systems", " Bank", " & Sons", " Ltd", " Group", " Air", " Robotics"))


def subject(kind, rng):
    """A made-up subject of one of the types of everyday.txt."""
    c, w, n = coined(rng), rng.choice(WORD), rng.choice(NOUN)
    forms = {
        "SV": (f"the {n} service", f"{n}-api", f"the {w} server", f"{c}-{n}", f"the {n} gateway", f"{n}d", f"the {c} cluster", f"the {n} worker"),
        "LB": (f"lib{w}", f"{c}", f"{w}js", f"py{c}", f"{c}-core", f"{w}-{n}", f"{c} {version(rng)}", f"@{c}/{n}"),
        "TL": (f"{c}", f"the {w} CLI", f"{w}ctl", f"{c} {rng.randint(1, 12)}", f"`{w} {n}`", f"{c} Studio"),
        "CO": (company(rng), company(rng)),
        "US": ("our company", "our shop", "our office", "our store", "the company", "our team", "our startup", "our school", "us"),
        "PR": (f"the {c.title()} {rng.randint(1, 20)}", f"the {w.title()} Pro", f"{c.title()} Max", f"the {w} kettle", f"{c.title()} {w}", f"the {w.title()} {rng.randint(100, 900)}"),
        "PJ": (f"project {w.title()}", f"Project {c.title()}", f"the {w} migration", f"the {n} rewrite", f"{w}-{n}"),
        "EV": (f"{c.title()}Conf {rng.randint(2019, 2029)}", f"the {w.title()} Cup", f"the {rng.choice(CITY)} marathon", f"the {w} festival", f"the {n} workshop", f"the {rng.randint(1998, 2028)} {rng.choice(CITY)} Open"),
        "PE": (person(rng), person(rng), person(rng), rng.choice(FIRST), f"Dr. {rng.choice(LAST)}"),
        "PL": (f"the {w.title()} Inn", f"Café {c.title()}", f"{rng.choice(LAST)}'s", f"the {w.title()} Bakery", f"the {rng.choice(CITY)} museum", f"the {rng.choice(CITY)} library"),
        "CR": (f"{rng.choice(('CS', 'MATH', 'BIO', 'HIST'))} {rng.randint(100, 499)}", f"Intro to {w.title()} Studies", f"the {w} class", f"Algebra {rng.randint(1, 4)}"),
        "CY": (rng.choice(COUNTRY),), "DV": (f"the {c.title()} router", f"printer {rng.randint(1, 40)}", f"the {w.title()} X{rng.randint(1, 99)}", f"{c.title()} Watch {rng.randint(2, 9)}", f"the {c} laptop"),
        "GM": (f"{w.title()} Quest {rng.randint(2, 6)}", f"{c.title()}: {w.title()} Rising", f"{w.title()} {rng.choice(WORD).title()}", f"{c.title()} Kart"),
        "RC": (f"the {w} cake", f"{c.title()} stew", f"{rng.choice(FOOD)} soup", f"grandma's {rng.choice(FOOD)}"), "RT": (f"flight {c[:2].upper()}{rng.randint(100, 999)}", f"the {rng.choice(CITY)} train", f"bus {rng.randint(2, 99)}", f"the {rng.choice(CITY)} ferry"),
        "PN": (f"the {w.title()} plan", f"{c.title()} Premium", f"the {rng.choice(('Basic', 'Pro', 'Team', 'Family'))} plan", f"{c.title()} Plus"), "MD": (f"{c}ol", f"{c}ine", f"{c.title()}mab", f"{c}statin"),
        "PT": (rng.choice(LIST["petname"]), f"my cat {rng.choice(FIRST)}", f"our dog {c.title()}"), "HO": (f"the flat in {rng.choice(CITY)}", f"apartment {rng.randint(1, 90)}", f"the {w.title()} Hotel", f"the {w} house"),
    }  # fmt: skip
    return rng.choice(forms[kind])
