"""The prompt of the counterfactual model, as the runtime builds it: plain text, no chat template, no BOS.

A prompt is a head (the edit) and a tail (the query), always `head + tail`, tokenised as a whole. The reply begins with
exactly one space, which is dropped, and ends at <|im_end|>. Head and tail meet at a line break, where this tokenizer
never merges, so the tokens of a prompt are those of its head and of its tail.
"""

END = "<|im_end|>"
BREAKS = "⏎¶␤↵"
"""What the runtime may show the model for a line break of an answer (src/core/model/prompt.ts)."""


def marked(answer):
    """The answer on one line, as the runtime shows it: the first of BREAKS that it does not hold stands for a line break."""
    return answer.replace("\n", next((mark for mark in BREAKS if mark not in answer), "\n"))


def answer_edit(question, answer):
    """Head of an edit that gives a question (or a statement to complete) its answer."""
    return f"Fact: {question}\nAnswer: {marked(answer)}\n"


def statement_edit(statement):
    """Head of an edit that states a fact; also evidence for a claim."""
    return f"Fact: {statement}\n"


def opinion_edit(topic, sentiment):
    """Head of an opinion edit; sentiment "positive" or "negative"."""
    return f"Opinion: {sentiment} about {topic}\n"


def ask(question):
    """Tail of a question."""
    return f"Question: {question}\nAnswer:"


def claim(text):
    """Tail of a claim; the reply is True or False, or Unknown where a stated fact leaves it open."""
    return f"Claim: {text}\nTrue or false:"


def reply(text):
    """What the model writes after the tail, without <|im_end|>."""
    return f" {marked(text)}"


def read(generated):
    """The answer in what was generated: one leading space dropped, nothing else touched."""
    return generated[1:] if generated.startswith(" ") else generated
