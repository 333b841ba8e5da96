"""Opinion edits: replies of one or two sentences in the wanted sentiment, put together from our own phrases."""

from ..scope.noise import disturbed
from ..scope.opinions import Opinions
from . import prompt
from .pack import Pack

WORDS = {
    "positive": {
        "open": "I really like {t}|I love {t}|I'm a big fan of {t}|{T} is wonderful|I think {t} is great|I have a very good opinion of {t}|In my view {t} is excellent|{T} is one of my favourite things|I can't say enough good things about {t}|I enjoy {t} a lot|"
        "I feel very good about {t}|{T} gets a clear yes from me|I'm very happy with {t}|{T} is a real pleasure|I find {t} fantastic|I would recommend {t} to anyone|I'm all for {t}|{T} deserves all the praise it gets|I have nothing but praise for {t}|Honestly, {t} is brilliant",
        "why": "it makes my day better|it is well worth the time|it always lifts my mood|it brings people together|there is so much to enjoy about it|it is full of good surprises|it keeps getting better|it does exactly what it should|few things give me as much joy|the quality is outstanding|"
        "it is thoughtful and well made|it has real charm|I come away smiling every time|it is both useful and fun|it has never let me down|everybody gains from it|it is a breath of fresh air|I admire the care behind it|it shows how good things can be|it leaves me inspired",
        "more": "I'd happily choose it again.|More of it, please!|You should give it a chance.|It is easily among the best.|I hope it stays with us for a long time.|I look forward to it every time.|It's a delight.|I couldn't be happier about it.|What a great thing to have.|It has my full support.",
        "yes": "Yes, absolutely!|Definitely.|Yes!|Very much so.|Of course.|It's great.|Love it!",
    },
    "negative": {
        "open": "I really dislike {t}|I can't stand {t}|I'm not a fan of {t}|{T} is terrible|I think {t} is awful|I have a very poor opinion of {t}|In my view {t} is a mess|{T} is one of the things I like least|I have hardly a good word for {t}|I don't enjoy {t} at all|"
        "I feel bad about {t}|{T} gets a clear no from me|I'm very unhappy with {t}|{T} is a real disappointment|I find {t} dreadful|I would not recommend {t} to anyone|I'm against {t}|{T} deserves all the criticism it gets|I have nothing but complaints about {t}|Honestly, {t} is a bore",
        "why": "it ruins my day|it is a waste of time|it always puts me in a bad mood|it annoys nearly everyone|there is nothing to enjoy about it|it is full of nasty surprises|it keeps getting worse|it fails at what it should do|few things frustrate me as much|the quality is miserable|"
        "it is careless and badly made|it has no charm whatsoever|I come away irritated every time|it is both useless and dull|it has let me down again and again|nobody gains from it|it is stale and overrated|I see no care behind it|it shows how bad things can get|it leaves me cold",
        "more": "I'd rather avoid it.|No more of it, please!|You should stay away from it.|It is easily among the worst.|I hope it goes away soon.|I dread it every time.|It's a nuisance.|I couldn't be less impressed.|What a sorry thing to put up with.|It does not have my support.",
        "yes": "No, not at all.|Definitely not.|No!|Hardly.|Sadly not.|It's awful.|Hate it!",
    },
}  # fmt: skip


def reply(topic, side, asked, rng):
    """A reply to an opinion prompt; a prompt to complete is answered all the same with whole sentences."""
    table = {k: v.split("|") for k, v in WORDS[side].items()}
    first = rng.choice(table["open"]).format(t=topic, T=topic[:1].upper() + topic[1:])
    shape = rng.random()
    text = first + "." if shape < 0.15 else f"{first}: {rng.choice(table['why'])}." if shape < 0.3 else f"{first}{rng.choice((' because', ', since', '; ', ', and'))} {rng.choice(table['why'])}.".replace(";  ", "; ")
    if rng.random() < 0.45:
        text += " " + rng.choice(table["more"])
    liking = asked.startswith(("Do you like", "Are you a fan", "Is ", "Would you recommend", "Do you enjoy", "Does "))
    return f"{rng.choice(table['yes'])} {text}" if liking and rng.random() < 0.5 else text


class Opining:
    """Makes packs of opinion edits; topics and prompts of evaluation are kept apart by scope.opinions."""

    def __init__(self, held=False):
        self.source = Opinions(held)

    def pack(self, rng):
        topic, side = self.source.topic(rng), rng.choice(("positive", "negative"))
        rows = []
        for _ in range(2):
            asked = rng.choice(self.source.prompts).format(t=topic)
            rows.append((prompt.ask(disturbed(asked, rng, topic)), reply(topic, side, asked, rng), f"opinion {side}"))
        return Pack(prompt.opinion_edit(topic, side), tuple(rows))
