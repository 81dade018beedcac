"""Worked examples of books on sampling and of tables of sample sizes, to their printed digits."""

import numpy as np
import pytest

from tests.proof.samples import with_moments
from validation import stats


def test_acres_of_farms_in_a_simple_random_sample() -> None:
    # Lohr, S. L. (2010). Sampling: Design and Analysis, 2nd ed., example 2.6 (agsrs): 300 of 3,078
    # counties, mean 297,897 acres, s = 344,551.9; standard error 18,898, interval 260,706 to
    # 335,088; total 916,927,110 with standard error 58,169,381. Any data with these moments will do
    acres = with_moments(297_897.0467, 344_551.9, 300)
    design = stats.Design(300, population=np.full(300, 3078))
    mean, total = stats.mean(design, acres), stats.total(design, acres)
    assert (round(mean.se), round(mean.ci_low), round(mean.ci_high)) == (18_898, 260_706, 335_088)
    assert total.estimate == pytest.approx(916_927_110, abs=100)
    assert total.se == pytest.approx(58_169_381, abs=10)


# Lohr (2010), examples 3.2 and 3.3 (agstrat): region, counties, sampled, mean, variance
AGSTRAT = [
    ("Northeast", 220, 21, 97_629.8, 7_647_472_708),
    ("North Central", 1054, 103, 300_504.2, 29_618_183_543),
    ("South", 1382, 135, 211_315.0, 53_587_487_856),
    ("West", 422, 41, 662_295.5, 396_185_950_266),
]


def test_acres_of_farms_in_a_stratified_sample() -> None:
    # total 909,736,035 with standard error 50,417,248; mean 295,561 with standard error 16,380;
    # interval of the total 810,514,350 to 1,008,957,721
    region = np.repeat([row[0] for row in AGSTRAT], [row[2] for row in AGSTRAT])
    counties = np.repeat([row[1] for row in AGSTRAT], [row[2] for row in AGSTRAT])
    acres = np.concatenate([with_moments(m, v**0.5, n) for _, _, n, m, v in AGSTRAT])
    design = stats.Design(300, strata=region, population=counties)
    mean, total = stats.mean(design, acres), stats.total(design, acres)
    assert (round(mean.estimate), round(mean.se), mean.df) == (295_561, 16_380, 296)
    # the means are printed to a tenth of an acre
    assert total.estimate == pytest.approx(909_736_035, abs=100)
    assert total.se == pytest.approx(50_417_248, abs=1)
    assert total.ci_low == pytest.approx(810_514_350, abs=100)
    assert total.ci_high == pytest.approx(1_008_957_721, abs=100)


def test_grades_in_five_of_a_hundred_suites() -> None:
    # Lohr (2010), example 5.2: all four persons of 5 of 100 suites; total 1130.4, mean 2.826 with
    # standard error 0.164
    grades = [
        3.08, 2.60, 3.44, 3.04, 2.36, 3.04, 3.28, 2.68, 2.00, 2.56, 2.52, 1.88,
        3.00, 2.88, 3.44, 3.64, 2.68, 1.92, 3.28, 3.20,
    ]  # fmt: skip
    suites = np.repeat(np.arange(5), 4)
    design = stats.Design(20, clusters=suites, population=np.full(20, 100))
    mean = stats.mean(design, grades)
    assert round(stats.total(design, grades).estimate, 1) == 1130.4
    assert (round(mean.estimate, 3), round(mean.se, 3), mean.df) == (2.826, 0.164, 4)


def test_signatures_on_a_petition() -> None:
    # Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 2.8: 50 of 676 sheets; 19,888
    # signatures, 80 % limits 18,107 and 21,669 at 1.28 standard errors
    signatures = [42, 41, 36, 32, 29, 27, 23, 19, 16, 15, 14, 11, 10, 9, 7, 6, 5, 4, 3]
    sheets = [23, 4, 1, 1, 1, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 3, 2, 1, 1]
    found = stats.total(
        stats.Design(50, population=np.full(50, 676)), np.repeat(signatures, sheets)
    )
    assert round(found.estimate) == 19_888
    # he rounds s to 15.13 on the way
    assert found.estimate - 1.28 * found.se == pytest.approx(18_107, abs=2)
    assert found.estimate + 1.28 * found.se == pytest.approx(21_669, abs=2)


# Cochran (1977), table 6.1: inhabitants in thousands of 49 of 196 cities of the United States
CITIES_1920 = [
    138, 93, 61, 179, 48, 37, 29, 23, 30, 2, 38, 46, 71, 25, 298, 74, 50, 76, 381, 387, 78, 60,
    507, 50, 77, 64, 40, 136, 243, 256, 94, 36, 45, 67, 120, 172, 66, 46, 121, 44, 64, 56, 40, 116,
    87, 43, 43, 161, 36,
]  # fmt: skip
CITIES_1930 = [
    143, 104, 69, 260, 75, 63, 50, 48, 111, 50, 52, 53, 79, 57, 317, 93, 58, 80, 464, 459, 106, 57,
    634, 64, 89, 77, 60, 139, 291, 288, 85, 46, 53, 67, 115, 183, 86, 65, 113, 58, 63, 142, 64,
    130, 105, 61, 50, 232, 54,
]  # fmt: skip


def test_growth_of_cities() -> None:
    # Cochran (1977), chapter 6: ratio 6262 / 5054 = 1.239; with 22,919 inhabitants in 1920 the
    # total of 1930 is 28,397 by the ratio, with a standard error of 604
    design = stats.Design(49, population=np.full(49, 196))
    found = stats.ratio(design, CITIES_1930, CITIES_1920)
    assert round(found.estimate, 3) == 1.239
    assert round(found.estimate * 22_919) == 28_397
    expanded = stats.total(design, CITIES_1920).estimate
    assert round(found.se * expanded) == 604


def test_sizes_for_blood_pressure_of_rosner() -> None:
    # Rosner, B. (2011). Fundamentals of Biostatistics, 7th ed., chapter 8: means 132.86 and
    # 127.44, SD 15.34 and 18.23; 152 in each group, or 108 and 216
    effect = 132.86 - 127.44
    assert stats.required_n_difference(effect, 15.34, 18.23) == (152, 152)
    assert stats.required_n_difference(effect, 15.34, 18.23, ratio=2) == (108, 216)


def test_sizes_for_one_group_of_rosner() -> None:
    # Rosner (2011), chapter 7: breast cancer 0.05 against 0.02, power 0.9: 341 women; birthweight
    # 115 against 120 ounces, SD 24, one-sided: 143 births, and 100 births have a power of 0.669
    assert stats.required_n_share(0.05, 0.02, power=0.9) == 341
    assert stats.required_n(5, 24, sides=1) == 143
    assert stats.power(5, 24, 100, sides=1) == pytest.approx(0.669, abs=5e-4)


@pytest.mark.parametrize(("effect", "printed"), [(0.2, 393), (0.5, 64), (0.8, 26)])
def test_sizes_of_cohen(effect: float, printed: int) -> None:
    # Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, table 2.4.1 (n in
    # each of two groups, two-sided 0.05, power 0.8). He takes t, which needs one answer more or so
    found, _ = stats.required_n_difference(effect, 1.0, 1.0)
    assert 0 <= printed - found <= 1
