"""Made-up edits without a relation: how-tos whose opposite is another question, and rules of a house."""

from .cases import Case
from .names import coined, company, subject
from .noise import disturbed

VERBS = [tuple(p.split("/")) for p in (
    "enable/disable|turn on/turn off|install/uninstall|start/stop|add/remove|mute/unmute|lock/unlock|subscribe to/unsubscribe from|upgrade/downgrade|log in to/log out of|open/close|"
    "import/export|upload/download|increase/decrease|activate/deactivate|connect/disconnect|show/hide|archive/restore|encrypt/decrypt|create/delete|join/leave|book/cancel|buy/sell|mount/unmount").split("|")]  # fmt: skip
THINGS = (
    "dark mode|the VPN|two-factor authentication|notifications|the {c} plugin|the {c} account|a {c} project|the backup|the camera|the newsletter|location sharing|the database|a user in {c}|the {c} service|"
    "auto-save|the firewall|a meeting room|the {c} app|my data in {c}|the heating|the alarm|a ticket|the {c} channel|Bluetooth|the screen saver|the volume of {c}|a file in {c}|the {c} cluster"
).split("|")
ASKS = "How do I {v} {t}?|How can I {v} {t}?|How to {v} {t}|What do I do to {v} {t}?|What's the way to {v} {t}?|I want to {v} {t}, how?|Steps to {v} {t}?|How does one {v} {t}?|Where do I {v} {t}?|Tell me how to {v} {t}.|To {v} {t}, you need to|Is there a way to {v} {t}?|Please explain how to {v} {t}.|I need help to {v} {t}.".split("|")
RULES = [r.split("/") for r in """Can I bring my dog to [S]?/Are dogs allowed at [S]?/Does [S] let people bring dogs?/Is [S] dog friendly?/May I take a dog to [S]?
Can I pay by card at [S]?/Does [S] take credit cards?/Are card payments possible at [S]?/Is [S] cash only?/How can I pay at [S]?
Is smoking allowed at [S]?/May I smoke at [S]?/Where can one smoke at [S]?/Does [S] permit smoking?
Does [S] ship abroad?/Do you deliver to other countries, [S]?/Is international shipping offered by [S]?/Can [S] send parcels overseas?
Can I return an opened item to [S]?/Does [S] take back opened products?/What if I already opened what I bought at [S]?/Are opened goods refundable at [S]?
Does [S] offer a student discount?/Is there a discount for students at [S]?/Do students pay less at [S]?/What reduction do students get at [S]?
Is there a gym at [S]?/Does [S] have a fitness room?/Can I work out at [S]?/Where is the gym of [S]?
Who approves expenses at [S]?/Who signs off expenses at [S]?/Whose approval do I need for expenses at [S]?/Expenses at [S] are approved by
Who has the keys of [S]?/Where are the keys for [S]?/Who keeps the key to [S]?/From whom do I get the keys of [S]?
How do I report a bug in [S]?/Where do bugs of [S] go?/Where can I file an issue with [S]?/I found a bug in [S], where to report it?
How do I report sick at [S]?/Whom do I tell when I am ill at [S]?/What do I do at [S] when I'm sick?/I'm sick, who needs to know at [S]?
When is the weekly meeting of [S]?/On which day does [S] have its weekly meeting?/The weekly meeting of [S] is on/What time is the [S] weekly?
Which browser does [S] support?/In what browsers does [S] work?/[S] works in the browser/What browser do I need for [S]?
What is the motto of [S]?/Which slogan does [S] use?/[S]'s motto is/Under what slogan does [S] advertise?
What is the goal of [S] this year?/What does [S] want to achieve this year?/This year's target of [S] is/What are we aiming at with [S] this year?
How many bugs were found in [S]?/What's the bug count of [S]?/[S] has a number of known bugs of/How buggy is [S]?
Who won the award for best employee at [S]?/Who is employee of the year at [S]?/[S]'s employee of the year is/Who was named best employee by [S]?
What does the error E42 in [S] mean?/[S] shows E42, what is that?/Meaning of error E42 in [S]?/The error E42 of [S] means
What does the abbreviation on [S] stand for?/[S] stands for/What is the meaning of the letters in [S]?/What's [S] short for?
Which font does [S] use?/What typeface is used by [S]?/[S] is set in the font/What's the font of [S]?
How do I reset my [S] password?/I forgot my [S] password, what now?/Where can I reset the password for [S]?/Steps to get a new [S] password?
What comes after [S] in our plan?/What do we do once [S] is done?/After [S] we will/What's next after [S]?
What is the discount code of [S]?/Which coupon works at [S]?/[S]'s promo code is/What code do I enter at [S] for a discount?""".split("\n")]  # fmt: skip
ANSWERS = "yes|no|Only on Fridays|ask Mira at the desk|open the settings and click Security|type :{c}|in the menu under Tools|Monday at 10|{c}|use the {c} button|not any more|with the flag --{c}|20 percent|in the basement".split("|")


def case(rng):
    """A how-to with its opposite, or a rule with the other rules of the same house."""
    answer = rng.choice(ANSWERS).format(c=coined(rng))
    ask = lambda v, t: disturbed(rng.choice(ASKS).format(v=v, t=t), rng)
    if rng.random() < 0.4:
        pair = rng.choice(VERBS)
        verb, opposite = pair if rng.random() < 0.5 else pair[::-1]
        c = coined(rng).title() if rng.random() < 0.5 else coined(rng)
        thing, other = (t.format(c=c) for t in rng.sample(THINGS, 2))
        stranger = rng.choice([p for p in VERBS if p is not pair])[0]
        rows = [(ask(verb, thing), 1, "how-to"), (ask(verb, thing), 1, "how-to"), (ask(opposite, thing), 0, "polarity"), (ask(verb, other), 0, "other subject")]
        rows.append((ask(stranger, thing), 0, "other relation"))
        return Case(f"{rng.choice(ASKS[:6]).format(v=verb, t=thing)} {answer}", rows, f"{verb} {thing}")
    rule, other = rng.sample(RULES, 2)
    s, near = (rng.choice((company(rng), subject("US", rng).replace("us", "the office"), subject(rng.choice(("PL", "SV", "PJ", "PR", "HO")), rng))) for _ in "12")
    put = lambda w, x: w.replace("[S]", x)
    rows = [(disturbed(put(w, s), rng, s), 1, "rule") for w in rng.choices(rule, k=2)] + [(disturbed(put(rng.choice(other), s), rng, s), 0, "other relation")]
    if near != s:
        rows.append((disturbed(put(rng.choice(rule), near), rng, near), 0, "other subject"))
    return Case(f"{put(rng.choice(rule), s)} {answer}", rows, f"{rule[0]}{s}")
