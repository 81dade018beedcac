"""The package weightipy, which takes no weights to start from."""

from functools import partial
from importlib.metadata import version

import pandas as pd
import weightipy

from benchmarks.answers import Answers
from benchmarks.contest import Contestant, Values, Work, reached, run


def rake(answers: Answers) -> Work:
    """Rake equal weights to five margins, 1e-6."""
    data = pd.DataFrame({f"m{at}": codes for at, codes in enumerate(answers.margins)})
    targets = {
        f"m{at}": {level: 100 * share for level, share in enumerate(target)}
        for at, target in enumerate(answers.targets)
    }

    def work() -> partial[Values]:
        settings = {"convcrit": 1e-8, "max_iterations": 1000}
        scheme = weightipy.scheme_from_dict(targets, rim_params=settings)
        found = weightipy.weight_dataframe(data, scheme, "raked")
        return partial(_raked, answers, found)

    return work


def _raked(answers: Answers, found: pd.DataFrame) -> Values:
    return {"margins": reached(answers, found["raked"].to_numpy())["margins"]}


if __name__ == "__main__":
    run(Contestant(f"weightipy {version('weightipy')}", {"rake": rake}))
