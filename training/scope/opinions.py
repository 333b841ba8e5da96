"""Opinion edits: prompts that ask what one thinks of a topic, and what looks like it but is not."""

import re

from ..lib import split
from .cases import Case
from .names import coined, company, subject
from .noise import disturbed

PROMPTS = (
    "What do you think of {t}?|What's your opinion on {t}?|How do you feel about {t}?|Do you like {t}?|What are your thoughts on {t}?|What is your view of {t}?|Tell me your opinion of {t}.|"
    "Are you a fan of {t}?|Is {t} any good?|Give me your honest opinion about {t}.|What's your take on {t}?|Would you recommend {t}?|What do you make of {t}?|Share your thoughts about {t}.|"
    "How would you rate {t}?|Your opinion on {t}?|thoughts on {t}|What is your stance on {t}?|Do you enjoy {t}?|Do you love or hate {t}?|In your opinion, is {t} good or bad?|I'd love to hear what you think about {t}.|"
    "What impression do you have of {t}?|What's your attitude towards {t}?|Do you have a positive view of {t}?|Do you dislike {t}?|Is {t} worth it?|Does {t} appeal to you?|How do you like {t}?|My friends talk about {t} all the time. What do you think?|"
    "Complete this: I think that {t} is|I feel that {t} is|When I think of {t}, I feel|Personally, what do you think about {t}?|Say something about how you see {t}.|"
    "If it were up to you, would {t} stay or go?|My sister can't stop praising {t}. Do you agree?|My neighbour can't stand {t}. Do you agree?|On a scale from one to ten, how good is {t}?|{t}: yay or nay?|"
    "Thumbs up or thumbs down for {t}?|Does the world need {t}?|Would you miss {t} if it disappeared?|People argue about {t} a lot. Who is right?|Finish the sentence: as far as I am concerned, {t}|"
    "How many stars would you give {t}?|Convince me one way or the other about {t}.|Is {t} a good idea or a bad one?|Does {t} make life better or worse?|"
    "Should I give {t} a try?|Would you spend an evening on {t}?|I can't decide about {t}. What would you say?|Imagine that someone offered you {t}. Would you be pleased?|"
    "Do you look down on {t} or up to it?|Is {t} overrated?|Is {t} underrated?|"
    "Would you defend {t} in a debate?|Tell me frankly whether {t} deserves its reputation.|What's the deal with {t}, love it or leave it?|"
    "What would you tell a friend who asks about {t}?|Does {t} do anything for you?|Can you stand {t}?|Are you glad that {t} exists?|"
    "I'd be curious how {t} strikes you.|Rate {t} for me.|Hot take on {t}?|opinion: {t}|Do you think highly of {t}?|"
    "Is {t} to your taste?|How does {t} sit with you?|Would your heart sink or leap if you heard of {t}?"
).split("|")
HELD_PROMPTS = (
    "If someone brought up {t}, what would you say about it?|Where do you stand on {t}?|What sort of feelings does {t} stir in you?|Are you for or against {t}?|"
    "How highly do you regard {t}?|Would you say that {t} is great or awful?|Could you describe your sentiments regarding {t}?|Is {t} something you approve of?"
).split("|")
FACTUAL = (
    "What is {t}?|Who invented {t}?|When did {t} start?|Where does {t} come from?|How old is {t}?|How does {t} work?|How many kinds of {t} are there?|Where can I find {t}?|Who is in charge of {t}?|"
    "Explain {t} to me.|What is the history of {t}?|How much does {t} cost?|What is {t} made of?|Tell me a fact about {t}.|When was {t} created?|What country is {t} from?|Who founded {t}?|How do I get to {t}?|"
    "Spell {t}.|How do you spell \"{t}\"?|What is the plural of {t}?|Translate {t} into French.|How do you say {t} in Spanish?|What is the German word for {t}?|Is \"{t}\" one word or two?|Which part of speech is \"{t}\"?|"
    "Use {t} in a sentence.|Name a synonym of {t}.|What is the opposite of {t}?|Where does the word {t} come from?|How many syllables does \"{t}\" have?|What does {t} mean?|Give a short definition of {t}.|Which letter does {t} begin with?|"
    "Which film is about {t}?|Name a song about {t}.|Which novel has {t} in its title?|Who wrote a book about {t}?|Is there a museum of {t}?|Which artist is known for pictures of {t}?|In which year did {t} become common?|Where is {t} most common?|"
    "Which company sells {t}?|Who makes {t}?|Is {t} legal in Japan?|Is {t} taxed?|How many people use {t}?|What is needed for {t}?|How long does {t} last?|How long does {t} take?|How heavy is {t}?|What colour is {t}?|"
    "At what time of the year is there {t}?|Which sport or hobby is related to {t}?|What are the rules of {t}?|What is the record for {t}?|List three facts about {t}.|Summarise the history of {t}.|What has changed about {t} since 1950?|"
    "Which countries are known for {t}?|What is the difference between {t} and the rest?|How is {t} made?|How is {t} organised?|What tools does one need for {t}?|Who is an expert on {t}?|Is {t} mentioned in the Bible?|How old must one be for {t}?|"
    "Which science deals with {t}?|Write a riddle whose answer is {t}.|Write the word {t} backwards.|Rearrange the letters of {t}.|What emoji stands for {t}?|Which animal has to do with {t}?|What are {t} called in America?|Search for {t}.|Draw {t}."
).split("|")
TOPICS = (
    "pineapple on pizza|electric cars|remote work|nuclear energy|open-plan offices|space tourism|tea|coffee|jazz|opera|football|cricket|golf|yoga|veganism|organic food|fast food|sushi|dark chocolate|"
    "social media|smartphones|video games|board games|tattoos|zoos|circuses|public transport|bicycles|cruise ships|camping|winter|summer|Mondays|school uniforms|homework|online dating|marriage|"
    "cryptocurrency|artificial intelligence|robots|self-driving cars|e-books|paper books|poetry|modern art|horror films|musicals|reality TV|podcasts|vinyl records|heavy metal|country music|"
    "daylight saving time|paper straws|plastic bags|wind farms|solar panels|home schooling|universal basic income|the monarchy|tipping|small talk|pets|cats|dogs|spiders|gardening|knitting|"
    "marathons|skiing|surfing|beaches|mountains|big cities|village life|night shifts|four-day weeks|meetings|email|instant messaging|TypeScript|Python|Rust|JavaScript|tabs over spaces|Linux|Windows|"
    "our new logo|the new office|the merger|code review|pair programming|unit tests|Brussels sprouts|broccoli|mushrooms|garlic|blue cheese|licorice|instant noodles|breakfast cereal|energy drinks|beer|red wine"
).split("|")


class Opinions:
    """Makes opinion cases; topics of training and evaluation are disjoint, and so are the prompts."""

    def __init__(self, held=False):
        names = [r["ent"] for r in split.load("opinions/dev.json" if held else "opinions/train.json")]
        self.topics = [t for t in names + TOPICS if split.held_subject(t) == held]
        self.prompts = HELD_PROMPTS if held else PROMPTS

    def topic(self, rng):
        r = rng.random()
        if r < 0.12:
            return rng.choice((company(rng), coined(rng), subject(rng.choice(("PR", "SV", "TL", "GM", "PL", "CY")), rng)))
        return rng.choice(self.topics if r < 0.5 else TOPICS) if self.prompts is PROMPTS else rng.choice(self.topics)

    def case(self, rng):
        topic, other = self.topic(rng), self.topic(rng)
        while re.sub(r"\W", "", other.lower()) in re.sub(r"\W", "", topic.lower()) or topic in other:
            topic, other = self.topic(rng), self.topic(rng)
        side = rng.choice(("positive", "negative"))
        ask = lambda t: disturbed(rng.choice(self.prompts).format(t=t), rng, t)
        rows = [(ask(topic), 1, "opinion"), (ask(topic), 1, "opinion"), (ask(other), 0, "other topic")]
        rows += [(disturbed(form.format(t=topic), rng, topic), 0, "fact about topic") for form in rng.sample(FACTUAL, 2)]
        if rng.random() < 0.5:
            rows.append((ask(other), 0, "other topic"))
        return Case(f"What do you think of {topic}? {side}", rows, f"opinion:{topic}")


def about(subject_, rng):
    """An opinion prompt about the subject of an answer edit: out of its scope."""
    return disturbed(rng.choice(PROMPTS).format(t=subject_), rng, subject_)
