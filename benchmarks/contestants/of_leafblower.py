"""The package leafblower."""

from functools import partial
from importlib.metadata import version

import leafblower
import numpy as np
import pandas as pd

from benchmarks.answers import Answers
from benchmarks.contest import Contestant, Values, Work, reached, run


def rake(answers: Answers) -> Work:
    """Rake to five margins, 1e-6."""
    data = pd.DataFrame({f"m{at}": codes.astype(str) for at, codes in enumerate(answers.margins)})
    targets = {
        f"m{at}": {str(level): share for level, share in enumerate(target)}
        for at, target in enumerate(answers.targets)
    }

    def work() -> partial[Values]:
        found = leafblower.harvest(
            data,
            targets,
            max_weight=1e6,
            method="raking",
            start_weights=answers.weights,
            attach_weights=False,
            convergence={"absolute": 1e-7},
        )
        return partial(reached, answers, np.asarray(found["weights"]))

    return work


if __name__ == "__main__":
    run(Contestant(f"leafblower {version('leafblower')}", {"rake": rake}))
