from collections.abc import Callable

from validation.reporting import Floor, Material
from validation.responses import Exclusion


def test_the_floor_is_ten_unless_said_otherwise(material_of: Callable[..., Material]) -> None:
    material = material_of()
    plain = Material(material.study, material.questionnaire, material.assessment, ())
    assert plain.floor == Floor(10)


def test_every_exclusion_has_its_reason(material_of: Callable[..., Material]) -> None:
    exclusions = (Exclusion(2, None, "weight 0"), Exclusion(5, "b", "answered nothing"))
    assert list(material_of(exclusions=exclusions).left_out()) == ["weight 0", "answered nothing"]
