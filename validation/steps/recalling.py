"""What was found before, as it is kept, without a look at the answers."""

from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import WaveKey, load_assessment
from validation.verdicts import Assessment


def recall_verdicts(where: WaveKey, settings: Settings) -> Assessment:
    """Return the last verdicts of a wave that were kept.

    Raises:
        TodennaError: the wave was not assessed.
    """
    with opened(settings) as store, store.reading() as connection:
        return load_assessment(connection, where).assessment
