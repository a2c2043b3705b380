"""What each country costs: all of them are measured, and none takes more room than China."""

from glasshouse.benchmark.societies import YARDSTICK, countries, describe_society, society_costs


def test_every_country_that_ships_is_measured_and_takes_as_much_room() -> None:
    found = list(society_costs("nothing", citizens=2_560, rounds=1))
    assert [each.society for each in found] == countries()
    assert countries()[0] == YARDSTICK
    assert set(countries()) == {"china", "china-1978", "germany", "netherlands", "united-states"}
    assert {each.size for each in found} == {found[0].size}
    assert all(min(each.founding, each.day, each.founding_ratio, each.day_ratio) > 0 for each in found)


def test_a_row_says_what_a_society_costs() -> None:
    (china, *_) = society_costs("nothing", citizens=256, rounds=1)
    cells = describe_society(china).strip("| ").split(" | ")
    assert cells[0] == "`china`"
    assert float(cells[3]) == round(china.size)
