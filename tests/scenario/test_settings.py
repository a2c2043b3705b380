from glasshouse import scenario


def test_nothing_set_is_an_empty_list() -> None:
    assert scenario.overrides("rongcheng", scenario.load("rongcheng", citizens=1000)) == []


def test_what_was_set_leads_back_to_the_same_scenario() -> None:
    given = [
        "response.conformity=0.0",
        "conduct.jaywalk.rate=0.01",
        "response.enabled=false",
        "systems.rongcheng.publish_every=31",
    ]
    changed = scenario.load("rongcheng", given)
    found = scenario.overrides("rongcheng", changed)
    assert found is not None
    assert sorted(found) == sorted(given)
    assert scenario.digest(scenario.load("rongcheng", found)) == scenario.digest(changed)


def test_another_world_cannot_be_told_by_settings() -> None:
    assert scenario.overrides("rongcheng", scenario.variant(scenario.load("rongcheng"), "nothing")) is None


def test_an_unknown_name_cannot_be_told() -> None:
    assert scenario.overrides("nowhere", scenario.load("rongcheng")) is None
