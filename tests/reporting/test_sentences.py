from collections.abc import Callable
from dataclasses import replace

import pytest

from validation.claims import ChangeClaim, Claim, TrendClaim
from validation.reporting.readings import reading_of
from validation.reporting.sentences import verdict_notes, verdict_sentence
from validation.reporting.setting import Setting
from validation.verdicts import HypothesisVerdict, Shortage, Verdict

Verdicts = Callable[..., HypothesisVerdict]
Settings = Callable[..., Setting]
MOVES = {"item": "quality", "of": "share", "from": 4}
RISE = ChangeClaim.model_validate({"kind": "change", **MOVES})
CLIMB = TrendClaim.model_validate({"kind": "trend", **MOVES})


def told(setting: Setting) -> str:
    [line] = setting.lines
    return verdict_sentence(line, setting).replace("\xa0", " ")


def notes(setting: Setting) -> list[str]:
    [line] = setting.lines
    return [note.replace("\xa0", " ") for note in verdict_notes(line, setting)]


@pytest.mark.parametrize(
    ("language", "verdict", "sentence"),
    [
        ("en", Verdict.SUPPORTED,
         ("This holds: the claim is that the share is at least 50%, and the answers give 70% "
         "(interval 64–76%).")),
        ("fi", Verdict.SUPPORTED,
         ("Pitää paikkansa: väitteen mukaan osuus on vähintään 50 %, ja vastausten mukaan se on "
         "70 % (luottamusväli 64–76 %).")),
        ("sv", Verdict.SUPPORTED,
         ("Stämmer: enligt påståendet är andelen minst 50 %, och svaren ger 70 % "
         "(konfidensintervall 64–76 %).")),
        ("en", Verdict.REFUTED,
         ("This does not hold: the claim is that the share is at least 50%, but the answers give "
         "70% (interval 64–76%).")),
        ("fi", Verdict.REFUTED,
         ("Ei pidä paikkaansa: väitteen mukaan osuus on vähintään 50 %, mutta vastausten mukaan se "
         "on 70 % (luottamusväli 64–76 %).")),
        ("sv", Verdict.REFUTED,
         ("Stämmer inte: enligt påståendet är andelen minst 50 %, men svaren ger 70 % "
         "(konfidensintervall 64–76 %).")),
        ("en", Verdict.INCONCLUSIVE,
         ("This stays open: the share is 70% (interval 64–76%), which does not settle "
         "whether it is at least 50%.")),
        ("fi", Verdict.INCONCLUSIVE,
         ("Jää avoimeksi: osuus on 70 % (luottamusväli 64–76 %), eivätkä vastaukset ratkaise, "
         "onko se vähintään 50 %.")),
        ("sv", Verdict.INCONCLUSIVE,
         ("Förblir öppet: andelen är 70 % (konfidensintervall 64–76 %), och svaren avgör inte om "
         "den är minst 50 %.")),
    ],
)  # fmt: skip
def test_each_verdict_is_one_sentence_in_each_language(
    verdict_of: Verdicts, setting_of: Settings, language: str, verdict: Verdict, sentence: str
) -> None:
    assert told(setting_of(verdict_of(verdict=verdict), language=language)) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This cannot be said yet: nobody has answered it."),
        ("fi", "Tästä ei voi vielä sanoa mitään: kukaan ei ole vastannut siihen."),
        ("sv", "Det kan ännu inte sägas: ingen har svarat på det."),
    ],
)
def test_what_nobody_answered_cannot_be_said(
    unheard_of: HypothesisVerdict, setting_of: Settings, language: str, sentence: str
) -> None:
    assert told(setting_of(unheard_of, language=language)) == sentence


def test_too_few_answers_of_a_group_are_told_with_its_words(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    few = Shortage(group="channel shop", what="n", found=21, must=30)
    verdict = verdict_of("shops", verdict=Verdict.TOO_FEW, shortages=(few,))
    assert told(setting_of(verdict, language="fi")) == (
        "Tästä ei voi vielä sanoa mitään: ryhmän ”Myymälä” vastausten määrä on 21, ja niitä "
        "tarvitaan 30."
    )


def test_a_number_of_answers_below_the_floor_is_not_told(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    lacks = [
        Shortage(group="all", what=what, found=found, must=30)
        for what, found in (("n", 7.0), ("n_effective", 6.4))
    ]
    verdict = verdict_of(n=7, verdict=Verdict.TOO_FEW, shortages=tuple(lacks))
    setting = setting_of(verdict)
    assert "is fewer than 10, and 30" in told(setting)
    assert notes(setting) == [
        (
            "This cannot be said yet: after weighting the answers are worth fewer than 10, "
            "and 30 are needed."
        )
    ]


def test_a_share_that_rounds_to_its_bound_has_a_decimal(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    verdict = verdict_of(estimate=0.482, ci_low=0.467, ci_high=0.498, verdict=Verdict.REFUTED)
    assert "48.2% (interval 46.7–49.8%)" in told(setting_of(verdict))


def test_a_mean_is_told_as_one(verdict_of: Verdicts, setting_of: Settings) -> None:
    verdict = verdict_of("dear", estimate=2.1, ci_low=1.9, ci_high=2.3, low=None, high=2.5)
    assert "the mean is at most 2.5, and the answers give 2.10 (interval 1.90–2.30)" in told(
        setting_of(verdict)
    )


def test_an_open_claim_beside_its_bound_is_explained_by_its_family(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    verdict = verdict_of(verdict=Verdict.INCONCLUSIVE, answers_needed=1234)
    assert notes(setting_of(verdict)) == [
        (
            "On its own, its interval would settle this; judged together with the other claims "
            "(4 in all), the answers are not clear enough."
        ),
        (
            "A new wave would need about 1,234 answers to detect a distance of "
            "5.0 percentage points from the bound (80% power)."
        ),
    ]


def test_an_open_claim_with_answers_enough_lies_near_its_bound(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    verdict = verdict_of(
        estimate=0.51, ci_low=0.45, ci_high=0.57, verdict=Verdict.INCONCLUSIVE, answers_needed=200
    )
    [note] = notes(setting_of(verdict))
    assert note.startswith(
        "There were enough answers to detect a distance of 5.0 percentage points"
    )


def test_caveats_and_wide_intervals_are_said(verdict_of: Verdicts, setting_of: Settings) -> None:
    verdict = verdict_of(caveat={"en": "Recalled.", "fi": "Muisteltu."}, wide=True)
    assert notes(setting_of(verdict, language="fi"))[0] == "Muisteltu."
    assert "NCHS" in notes(setting_of(verdict))[1]


def test_the_interval_of_sameness_is_said_to_be_another(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    wider = notes(setting_of(verdict_of(interval=1 - 2 * (1 - 0.95))))
    assert wider == ["The interval is the one at 90%, by which sameness is shown."]
    assert notes(setting_of(verdict_of(interval=0.95))) == []


@pytest.mark.parametrize(
    ("claim", "language", "sentence"),
    [
        (RISE, "en",
         ("This stays open: the change since the earlier wave is 0.9 percentage points (interval "
         "−1.6 to 3.4 percentage points), which does not settle whether it is above 0.")),
        (RISE, "sv",
         ("Förblir öppet: förändringen sedan den tidigare omgången är 0,9 procentenheter "
         "(konfidensintervall −1,6 till 3,4 procentenheter), och svaren avgör inte om den är över "
         "0.")),
        (CLIMB, "en",
         ("This stays open: the change per year is 0.9 percentage points (interval −1.6 to 3.4 "
         "percentage points), which does not settle whether it is above 0.")),
        (CLIMB, "fi",
         ("Jää avoimeksi: muutos vuodessa on 0,9 prosenttiyksikköä (luottamusväli −1,6 … 3,4 "
         "prosenttiyksikköä), eivätkä vastaukset ratkaise, onko se yli 0.")),
    ],
)  # fmt: skip
def test_what_moved_over_waves_keeps_its_decimals(
    verdict_of: Verdicts, setting_of: Settings, claim: Claim, language: str, sentence: str
) -> None:
    verdict = verdict_of(
        verdict=Verdict.INCONCLUSIVE, estimate=0.009, ci_low=-0.016, ci_high=0.034, low=0.0
    )
    setting = setting_of(verdict, language=language)
    hypothesis = setting.lines[0].hypothesis.model_copy(update={"claim": claim})
    line = replace(setting.lines[0], hypothesis=hypothesis, reading=reading_of(claim))
    setting.lines = (line,)

    assert told(setting) == sentence
