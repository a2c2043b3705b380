"""Forms answer for their systems: scale, bands and capabilities agree, whatever the form."""

from __future__ import annotations

import pytest

from glasshouse import library
from glasshouse.cli.console.documents import read_document
from glasshouse.schema.capabilities import LIMITS
from glasshouse.scoring.forms.registry import SHIPPED, band_names, capabilities_of, form_of, forms
from glasshouse.scoring.systems import System

SYSTEMS = {name: read_document("systems", name) for name in library.names("systems")}


def test_every_shipped_form_is_installed_by_its_name() -> None:
    assert [forms()[form.name] for form in SHIPPED] == list(SHIPPED)
    assert {form.name for form in SHIPPED} == {"points", "weighted", "list", "joint", "learned", "none"}


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_systems_scale_and_bands_are_what_its_capabilities_say(name: str) -> None:
    system = SYSTEMS[name]
    form, can = form_of(system), capabilities_of(system)
    scale, bands = form.scale(system), form.bands(system)
    assert (scale is not None) == can.has_scale
    assert bool(bands) == can.judges
    assert band_names(system) == tuple(band.name for band in bands)
    if can.is_list:
        assert band_names(system) == ("off", "on")
    if scale is not None:
        starts = [band.start.value for band in bands]
        assert starts == sorted(starts)
        assert scale.low == starts[0] < scale.high


@pytest.mark.parametrize("form", SHIPPED, ids=lambda form: form.name)
def test_shipped_forms_carry_out_every_safeguard(form) -> None:
    assert form.obeys() == set(LIMITS)


def _kinds_in_rules(system: System) -> set[str]:
    form = form_of(system)
    return {kind for kind in library.names("conduct") if form.rules_for(system, kind)}


def test_rules_are_found_by_the_kind_that_they_are_about() -> None:
    points = SYSTEMS["rongcheng"]
    assert _kinds_in_rules(points) == set(points.rules)  # type: ignore[attr-defined]
    listed = SYSTEMS["court-list"]
    assert _kinds_in_rules(listed) == {*listed.enters, *listed.repairs}  # type: ignore[attr-defined]
    assert _kinds_in_rules(SYSTEMS["national"]) == set()
    (rule,) = form_of(points).rules_for(points, next(iter(points.rules)))  # type: ignore[attr-defined]
    assert rule.key.startswith("rules.")
    assert "points" in rule.effect


def test_only_learned_systems_have_a_sample_and_only_joint_ones_read_others() -> None:
    for system in SYSTEMS.values():
        form = form_of(system)
        assert (form.sample(system) is not None) == ("learning" in form.summary(system))
        assert bool(form.sources(system)) == (form.name == "joint")
