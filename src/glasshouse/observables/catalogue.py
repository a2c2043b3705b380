"""What became of society, as numbers with a unit and a title; what cannot be told is None, with the reason.

Every observable is a quotient of exact counts. Rates are means over all people and days of a run, scores and spreads
are taken at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from glasshouse.measurement.snapshots import mean_and_spread
from glasshouse.measurement.totals import NO_CASES, Declared, KindLabel, SystemLabel, Totals, can_tell_unearned, sum_of
from glasshouse.observables.attributes import observe_attributes
from glasshouse.observables.copies import observe_copies
from glasshouse.observables.correlates import observe_correlates
from glasshouse.observables.debts import observe_debts
from glasshouse.observables.exposure import observe_dose
from glasshouse.observables.fitting import fitting
from glasshouse.observables.games import observe_attention, observe_game
from glasshouse.observables.goods import observe_goods
from glasshouse.observables.holders import observe_holders
from glasshouse.observables.installed import observe_installed
from glasshouse.observables.markets import observe_market, observe_membership
from glasshouse.observables.observable import Observable, share
from glasshouse.observables.patrols import observe_patrols
from glasshouse.observables.reforms import observe_reforms
from glasshouse.observables.refusals import observe_refusals
from glasshouse.observables.reviews import observe_refusal, observe_reviews, observe_suspensions
from glasshouse.observables.speech import observe_voices
from glasshouse.observables.trust import observe_trust
from glasshouse.schema.codes import GUARD_NONE, SCORE_SPAN, SHARE_TOP

_YEAR = 365
NOTHING = Declared()
"""A scenario that declares nothing."""


def observe_all(
    totals: Totals,
    kinds: Sequence[KindLabel],
    systems: Sequence[SystemLabel],
    declared: Declared = NOTHING,
) -> dict[str, Observable]:
    """Every observable of a run, by name, in a fixed order, those of other packages last.

    Args:
        totals: the run's exact counts.
        kinds: what each kind counts as, by number.
        systems: what each system's codes mean, by number.
        declared: what the scenario declares beside them.
    """
    measure = _Measure(totals, kinds, systems)
    parts = (
        measure.conduct(),
        measure.states(),
        measure.treatment(),
        measure.records(),
        measure.others(),
        measure.firms(),
    )
    found = [each for part in parts for each in part]
    found.append(observe_attention(totals, kinds))
    for market in sorted({system.market for system in systems if system.market}):
        found += observe_market(totals, market, systems)
    found += [*observe_voices(totals, kinds), *observe_patrols(totals)]
    found += [
        *observe_copies(totals, systems),
        *observe_dose(totals, systems),
        *observe_holders(totals, declared.holders),
    ]
    found += _declared(totals, declared, systems)
    found += [*observe_trust(totals), *observe_reforms(totals.reforms)]
    for s in range(len(systems)):
        found += measure.system(s)
        if systems[s].has_game:
            found += observe_game(totals, s, systems[s])
        if systems[s].market:
            found += observe_membership(totals, s, systems[s])
        found += _of_treatment(totals, s, systems[s])
    named = {each.name: each for each in found}
    return named | {each.name: each for each in observe_installed(totals, kinds, systems, named)}


def _declared(totals: Totals, declared: Declared, systems: Sequence[SystemLabel]) -> Iterator[Observable]:
    """Observables of what the scenario declares: attributes, goods, debts."""
    yield from observe_attributes(totals, declared.attributes, systems)
    yield from observe_goods(totals, declared.goods, systems)
    yield from observe_debts(totals, declared)


def _of_treatment(totals: Totals, s: int, system: SystemLabel) -> Iterator[Observable]:
    """What stands between a score and its measures, in a system that has it: review, suspension, refusal."""
    if system.has_review:
        yield from observe_reviews(totals, s, system)
    if system.suspends:
        yield observe_suspensions(totals, s, system)
    if system.has_refusal:
        yield observe_refusal(totals, s, system)


_DOMAINS = {"": "in public (below 0: people are louder)", "_money": "about money", "_life": "in work and life"}
"""Domains of fear, by what follows a state's name."""


class _Measure:
    """The observables of one set of totals."""

    def __init__(self, totals: Totals, kinds: Sequence[KindLabel], systems: Sequence[SystemLabel]) -> None:
        self.totals, self.kinds, self.systems = totals, kinds, systems
        self.day_counts, self.days = totals.day_counts, totals.person_days
        self._fitting, self._counted = fitting(kinds), dict[str, list[int]]()

    def of(self, field: str, *, context: str | None = None, law: str | None = None, **also: bool) -> int:
        """Count of one field over the kinds that fit; of citizens' kinds, unless firms' are asked for."""
        also.setdefault("by_firms", False)
        if field not in self._counted:
            self._counted[field] = self.day_counts[field].tolist()
        counted = self._counted[field]
        return sum(counted[k] for k in self._fitting.of(context, law, **also))

    def per_thousand(
        self, name: str, count: int, title: str, *, years: bool = False, group: str | None = None
    ) -> Observable:
        """A rate per thousand people and days, or years."""
        unit = "per 1,000 people and year" if years else "per 1,000 people and day"
        value = count * (1000 * _YEAR if years else 1000) / self.days
        return Observable(name, value, unit, title, group, counts=(count,))

    def conduct(self) -> Iterator[Observable]:
        happened = self.day_counts["happened"]
        yield Observable(
            "acts_per_citizen_day",
            self.of("happened") / self.days,
            "acts per person and day",
            "acts and attempts",
            counts=(self.of("happened"),),
        )
        words = self.of("happened", context="speech", law="lawful")
        yield self.per_thousand("lawful_speech_per_1000_days", words, "lawful words and searches")
        for name, kind, title in (
            ("criticism_per_1000_days", "criticise", "open criticism"),
            ("sensitive_searches_per_1000_days", "search-sensitive", "searches for something sensitive"),
        ):
            yield self._one_kind(name, kind, title)
        yield self._withheld("speech_withheld_share", "speech", "lawful words and searches withheld")
        yield self._withheld("help_withheld_share", "welfare", "asking for help withheld")
        risks = self.of("happened", context="work", law="lawful", is_attempt=False)
        yield self.per_thousand("work_risk_per_1000_days", risks, "lawful risks taken at work")
        yield self._variety()
        offences = self.of("happened", law="civil") + self.of("happened", law="unlawful")
        yield self.per_thousand("offences_per_1000_days", offences, "offences, civil and criminal")
        good = sum(self.of("happened", context=where, is_attempt=False) for where in ("civic", "family"))
        yield self.per_thousand("civic_acts_per_1000_days", good, "civic and family acts")
        defaults = sum(int(happened[k]) for k, kind in enumerate(self.kinds) if kind.effect == "starts default")
        yield self.per_thousand("defaults_per_1000_years", defaults, "defaults on a judgment", years=True)
        missed = self.of("happened", context="credit", law="civil", is_attempt=False)
        paid = self.of("happened", context="credit", law="lawful", is_attempt=False)
        yield share("bills_missed_share", missed, missed + paid, "bills missed", "no bill fell due")
        withheld = sum_of(self.day_counts["withheld"])
        title = "acts withheld in all"
        yield Observable("withheld_total", float(withheld), "acts", title, counts=(withheld,), is_total=True)

    def _variety(self) -> Observable:
        """The exponential of the entropy of lawful acts over their kinds: so many kinds, if all were as frequent."""
        name, unit, title = "lawful_variety", "kinds", "variety of lawful acts (kinds, as if all were as frequent)"
        lawful = [k for k, kind in enumerate(self.kinds) if kind.law == "lawful" and not kind.is_attempt]
        counts = self.day_counts["happened"][lawful].astype("f8")
        shares = counts[counts > 0] / max(counts.sum(), 1)
        if not len(shares):
            return Observable(name, None, unit, title, reason="nothing lawful was done")
        return Observable(name, float(np.exp(-(shares * np.log(shares)).sum())), unit, title)

    def _one_kind(self, name: str, kind: str, title: str) -> Observable:
        numbers = [k for k, each in enumerate(self.kinds) if each.name == kind]
        if not numbers:
            reason = f"the scenario has no conduct {kind!r}"
            return Observable(name, None, "per 1,000 people and day", title, reason=reason)
        return self.per_thousand(name, int(self.day_counts["happened"][numbers[0]]), title)

    def _withheld(self, name: str, context: str, title: str) -> Observable:
        withheld = self.of("withheld", context=context, law="lawful", is_self_censored=True)
        done = self.of("happened", context=context, law="lawful", is_self_censored=True)
        return share(name, withheld, withheld + done, title, "nothing of the kind was done or withheld")

    def states(self) -> Iterator[Observable]:
        day_counts, snapshot = self.day_counts, self.totals.snapshot
        for field, where in _DOMAINS.items():
            name, guard = f"mean_self_censorship{field}", int(day_counts[f"self_censorship{field}"])
            title = f"mean self-censorship {where}"
            yield Observable(name, guard / self.days / GUARD_NONE - 1, "share", title, counts=(guard,))
        for field, top, title in (
            ("effort", SHARE_TOP, "mean effort"),
            ("perceived_risk", SHARE_TOP, "mean perceived risk in public"),
            ("perceived_risk_money", SHARE_TOP, "mean perceived risk about money"),
            ("perceived_risk_life", SHARE_TOP, "mean perceived risk in work and life"),
            ("grievance", SHARE_TOP, "mean grievance"),
            ("salience", 255, "mean salience of the game"),
            ("evasion", 255, "mean evasion"),
        ):
            name, code = f"mean_{field}", int(day_counts[field])
            yield Observable(name, code / self.days / top, "share", title, counts=(code,))
        for field, top in (("self_censorship", GUARD_NONE), ("effort", SHARE_TOP)):
            sums = int(snapshot[field]), int(snapshot[f"{field}_square"])
            spread = mean_and_spread(*sums, self.totals.people)
            value = spread[1] / top if spread else None
            title = f"spread of {field.replace('_', '-')} at the end (standard deviation)"
            reason = None if spread else "nobody is there"
            yield Observable(f"{field}_spread", value, "share", title, reason=reason, counts=sums, rests_on_few=True)

    def treatment(self) -> Iterator[Observable]:
        day_counts = self.day_counts
        sanctioned, wronged = sum_of(day_counts["sanctioned"]), sum_of(day_counts["wrongly_sanctioned"])
        nobody = "nobody was under a sanction"
        yield share("sanctioned_share_of_days", sanctioned, self.days, "days under a sanction", "")
        title = "days under a sanction not earned"
        if not can_tell_unearned(self.systems, sanctioned):
            nobody = NO_CASES
            yield share("wrongly_sanctioned_share_of_days", 0, 0, title, nobody)
            sanctioned = 0
        else:
            yield share("wrongly_sanctioned_share_of_days", wronged, self.days, title, "")
        title = "part of the days under a sanction that was not earned"
        yield share("wrongly_sanctioned_share_of_sanctioned", wronged, sanctioned, title, nobody)
        denied, eased = self.of("denied"), self.of("eased")
        yield self.per_thousand("denied_attempts_per_1000_years", denied, "attempts denied", years=True)
        days_denied = sum_of(self.totals.region_counts["denied"])
        title = "days on which somebody was denied something"
        yield self.per_thousand("denied_people_per_1000_years", days_denied, title, years=True)
        for field, name, title in (
            ("ever_denied", "people_denied_share", "people who were ever denied anything"),
            ("ever_grounded", "people_denied_travel_share", "people who were ever denied a journey"),
        ):
            yield share(name, int(self.totals.snapshot[field]), self.totals.people, title, "nobody is there")
        yield self.per_thousand("eased_attempts_per_1000_years", eased, "attempts eased", years=True)
        worsened, surcharges = self.of("worsened"), self.of("surcharges")
        title = "attempts that succeeded at worse terms"
        yield self.per_thousand("worsened_attempts_per_1000_years", worsened, title, years=True)
        value, reason = (surcharges / 1000 / worsened, None) if worsened else (None, "no attempt was at worse terms")
        title = "mean surcharge of attempts at worse terms, as a part of the usual price"
        yield Observable("mean_surcharge", value, "share", title, reason=reason)

    def records(self) -> Iterator[Observable]:
        day_counts = self.day_counts
        invented = self.of("invented")
        yield self.per_thousand("false_records_per_1000_years", invented, "false records", years=True)
        yield self._error_gap()
        recorded, happened = self.of("recorded"), self.of("happened")
        yield share("recorded_share", recorded, happened, "acts that somebody recorded", "nothing happened")
        opened, appeals = sum_of(self.totals.system_counts["opened"][self._with_cases()]), int(day_counts["appeals"])
        rate = share("appeals_per_1000_cases", 1000 * appeals, opened, "appeals", "no case was opened")
        yield Observable(
            rate.name, rate.value, "per 1,000 cases", rate.title, reason=rate.reason, counts=(appeals, opened)
        )
        over, upheld = int(day_counts["overturned"]), int(day_counts["upheld"])
        yield share("overturned_share", over, over + upheld, "appeals that succeeded", "no appeal was decided")

    def _error_gap(self) -> Observable:
        """False records of the minority less those of the majority, whatever either did."""
        invented, days = (self.day_counts[field].astype("f8") for field in ("invented_group", "people"))
        name, unit = "false_records_gap", "per 1,000 people and year"
        title = "false records of the minority beyond those of the majority"
        majority, minority = days[:2].sum(), days[2:].sum()
        if not majority or not minority:
            return Observable(name, None, unit, title, reason="one of the groups is empty")
        gap = invented[2:].sum() / minority - invented[:2].sum() / majority
        counts = int(invented[2:].sum()), int(invented[:2].sum())
        return Observable(name, float(gap) * 1000 * _YEAR, unit, title, counts=counts)

    def _with_cases(self) -> list[int]:
        return [s for s, system in enumerate(self.systems) if system.capabilities.judges]

    def others(self) -> Iterator[Observable]:
        day_counts = self.day_counts
        offered, refused = int(day_counts["offered"]), int(day_counts["refused"])
        kept, broken = int(day_counts["deals_kept"]), int(day_counts["deals_broken"])
        yield self.per_thousand("deals_offered_per_1000_days", offered, "deals offered to strangers")
        yield share("deals_refused_share", refused, offered, "deals refused", "no deal was offered")
        yield share("deals_kept_share", kept, kept + broken, "deals kept, of those made", "no deal was made")
        ties = int(day_counts["ties"])
        yield Observable("ties_per_citizen", ties / self.days, "ties per person", "ties that stand", counts=(ties,))

    def firms(self) -> Iterator[Observable]:
        """Observables of firms, where there are any."""
        firm_days = int(self.day_counts["firms"])
        if not firm_days:
            return
        offences = sum(self.of("happened", law=law, by_firms=True) for law in ("civil", "unlawful"))
        unit = "per 1,000 firms and year"
        for name, count, title in (
            ("firm_offences_per_1000_years", offences, "offences of firms, civil and criminal"),
            ("firm_false_records_per_1000_years", self.of("invented", by_firms=True), "false records about firms"),
            ("bids_denied_per_1000_years", self.of("denied", by_firms=True), "bids of firms denied"),
        ):
            yield Observable(name, count * 1000 * _YEAR / firm_days, unit, title, counts=(count,))
        liable, title = int(self.day_counts["liable"]), "days under a sanction for what one's firm did"
        yield share("liable_share_of_days", liable, self.days, title, "")

    def system(self, s: int) -> Iterator[Observable]:
        can = self.systems[s].capabilities
        if not can.judges:
            return
        if can.is_list:
            yield from self._list(s)
        if can.has_scale:
            yield from self._scale(s)
        counts, system = self.totals.system_counts[s], self.systems[s]
        for field, title in (
            ("expired", "cases that ran out"),
            ("repaired", "cases repaired"),
            ("corrected", "cases corrected"),
        ):
            yield self._of_cases(s, f"{field}_per_1000_years_{system.name}", int(counts[field]), title)

    def _list(self, s: int) -> Iterator[Observable]:
        system, snapshot = self.systems[s], self.totals.snapshot
        listed, members = sum_of(snapshot["bands"][s, :, 1]), sum_of(snapshot["members"][s])
        title = f"on {system.title}, at the end"
        yield share(f"listed_share_{system.name}", listed, members, title, "nobody has an account", system.name)
        entered = int(self.totals.system_counts[s]["entered"])
        yield self._of_cases(s, f"listings_per_1000_years_{system.name}", entered, "new listings")
        kinds = self.totals.system_counts[s]["entered_kind"]
        lawful = sum(int(kinds[k]) for k, kind in enumerate(self.kinds) if kind.law == "lawful")
        name, title = f"lawful_share_of_listings_{system.name}", "new listings for lawful conduct"
        nobody = self._without_cases(s) or "nobody was listed"
        yield share(name, lawful, entered, title, nobody, system.name)
        yield from observe_refusals(self.totals, self.kinds, system, listed)

    def _without_cases(self, s: int) -> str | None:
        """Why a list that has opened no case of its own has none to count, though people are on it; None if that is no reason."""
        holder = self.systems[s].holder
        if not holder or int(self.totals.system_counts[s]["opened"]):
            return None
        return f"it acts on copies that {holder} holds of other systems' cases, and opens none of its own"

    def _of_cases(self, s: int, name: str, count: int, title: str) -> Observable:
        """A rate of what befell a system's own cases."""
        reason, group = self._without_cases(s), self.systems[s].name
        if reason:
            return Observable(name, None, "per 1,000 people and year", title, group, reason)
        return self.per_thousand(name, count, title, years=True, group=group)

    def _scale(self, s: int) -> Iterator[Observable]:
        system, snapshot, counts = self.systems[s], self.totals.snapshot, self.totals.system_counts[s]
        codes, squares, members = (sum_of(snapshot[field][s]) for field in ("codes", "squares", "members"))
        known = mean_and_spread(codes, squares, members)
        reason = None if known else "nobody has an account"
        mean = system.score(known[0]) if known else None
        spread = known[1] / SCORE_SPAN * (system.high - system.low) if known else None
        for name, value, title in (
            ("mean", mean, "mean score"),
            ("sd", spread, "standard deviation of scores"),
        ):
            title = f"{title} at the end, {system.title}"
            yield Observable(
                f"{name}_score_{system.name}",
                value,
                "points",
                title,
                system.name,
                reason,
                (codes, squares),
                rests_on_few=name == "sd",
            )
        bands = snapshot["bands"][s].sum(0)
        for b in range(1, len(system.bands)):
            line = f"{system.starts[b]:g}"
            above, title = sum_of(bands[b:]), f"at {line} or above at the end, {system.title}"
            name = f"share_above_{line}_{system.name}"
            yield share(name, above, members, title, "nobody has an account", system.name)
        for field, word, title in (("rose", "rises", "band"), ("fell", "falls", "band")):
            name = f"band_{word}_per_1000_years_{system.name}"
            title = f"{word} from one band to another"
            yield self.per_thousand(name, int(counts[field]), title, years=True, group=system.name)
        yield from observe_correlates(self.totals, s, system)
        rewards, deductions = int(counts["rewards"]), int(counts["deductions"])
        name, title = (
            f"rewards_per_deduction_{system.name}",
            "records that brought points, for each that cost some",
        )
        rate = share(name, rewards, deductions, title, "no record cost points", system.name)
        yield Observable(name, rate.value, "ratio", title, system.name, rate.reason, (rewards, deductions))
