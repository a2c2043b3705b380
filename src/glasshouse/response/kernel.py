"""How people change today: perceived risk, self-censorship, effort, salience, evasion, grievance; ties, appeals, chances.

The equations stand in ``docs/model.md``. With `responds` off nothing here moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import inlined, kernel_function
from glasshouse.mechanisms.fear import greatest_risk, spilled
from glasshouse.mechanisms.influence import pulled
from glasshouse.mechanisms.speech import voiced_dissent
from glasshouse.mechanisms.ties import drops
from glasshouse.response.appeals import consider_appeals
from glasshouse.response.decided import decide_accounts, decide_ties, keep_evasion, remember_morning
from glasshouse.response.membership import consider_accounts
from glasshouse.response.opt_out import close_accounts
from glasshouse.response.play import feel_games
from glasshouse.response.sanction_spells import count_spells
from glasshouse.response.signals import update_signals
from glasshouse.response.trust import change_trust, comply
from glasshouse.schema.codes import (
    CONFORMITY,
    EFFORT,
    EVASION,
    GRIEVANCE,
    GUARD,
    GUARD_NONE,
    GUARDS,
    LIFE,
    MONEY,
    ONLINE,
    PUBLIC,
    REFERS,
    RISK_AVERSION,
    SALIENCE,
    SHARE_TOP,
    SIGNAL_REFERS,
)
from glasshouse.schema.limits import FIRMS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        U2,
        U4,
        Ledger,
        Parameters,
        Records,
        Response,
        Row,
        Rows,
        Signals,
        Society,
        System,
        Truth,
        World,
    )

_GUARD_NONE = np.float32(GUARD_NONE)
_MONEY, _LIFE = GUARDS[MONEY], GUARDS[LIFE]
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
_U2 = np.float32(SHARE_TOP)


@inlined
def _felt(before: F4, more: F4, keep: F4) -> F4:
    """Perceived risk fades, and grows by what arises, the less the more there is of it."""
    return min(max(before * keep + more * (_ONE - before), _ZERO), _ONE)


@kernel_function
def _feel(truth: Truth, parameters: Parameters) -> None:
    """Perceived risk, domain by domain: own and contacts' sanctions felt there, and being seen there; some of it spills over.

    An arrest frightens in public. The three domains stand in one loop, so that each row is read once.
    """
    own = parameters.risk_sanction * (_ONE + parameters.opacity)
    seen = parameters.risk_exposure * (_ONE + parameters.opacity)
    near, keep, spill = parameters.risk_contacts, parameters.risk_keep, parameters.risk_spill
    for i in range(LANES):
        public = (
            own * truth.burden_in[PUBLIC, i] + near * truth.near_sanction[PUBLIC, i] + seen * truth.exposed[PUBLIC, i]
        )
        money = own * truth.burden_in[MONEY, i] + near * truth.near_sanction[MONEY, i] + seen * truth.exposed[MONEY, i]
        life = own * truth.burden_in[LIFE, i] + near * truth.near_sanction[LIFE, i] + seen * truth.exposed[LIFE, i]
        truth.perceived_risk[PUBLIC, i] = _felt(
            truth.perceived_risk[PUBLIC, i], spilled(public, money, life, spill), keep
        )
        truth.perceived_risk[MONEY, i] = _felt(
            truth.perceived_risk[MONEY, i], spilled(money, public, life, spill), keep
        )
        truth.perceived_risk[LIFE, i] = _felt(truth.perceived_risk[LIFE, i], spilled(life, public, money, spill), keep)
    for m in range(truth.n_arrested):
        lane = np.uint32(truth.arrested[m])
        truth.perceived_risk[PUBLIC, lane] = min(truth.perceived_risk[PUBLIC, lane] + parameters.risk_arrest, _ONE)


@kernel_function
def _weigh_speech(truth: Truth, parameters: Parameters) -> None:
    """Where people weigh what they say: the share of their dissent that is not worth the punishment to be expected."""
    for i in range(LANES):
        boldness = np.float32(1.5) - _HALF * (_ONE + truth.traits[RISK_AVERSION, i])
        dissent, punishment = truth.states[GRIEVANCE, i], parameters.punishment * truth.perceived_risk[PUBLIC, i]
        voiced = voiced_dissent(
            dissent,
            boldness,
            truth.exposed[PUBLIC, i],
            parameters.tolerance,
            punishment,
            parameters.proportional != np.uint8(0),
        )
        silent = _ONE - voiced / dissent if dissent > _ZERO else _ZERO
        truth.open[i] = pulled(truth.open[i], silent, parameters.weighing)


@inlined
def _guarded(now: F4, target: F4, speed: F4) -> U2:
    """Self-censorship moves towards where it is drawn; as a code, from -1 … 1 to 0 … 65,534."""
    guard = min(max(now + speed * (target - now), -_ONE), _ONE)
    # + 0.5 rounds, since the cast cuts off.
    return np.uint16(np.int32((guard + _ONE) * _GUARD_NONE + _HALF))


@kernel_function
def _hold_back(truth: Truth, parameters: Parameters, row: Response) -> None:
    """Self-censorship moves towards risk aversion times perceived risk, and in public towards contacts'; some get louder.

    Contacts see who is silent in public; what others leave undone about money or at work shows little.
    """
    for i in range(LANES):
        aversion = _HALF * (_ONE + truth.traits[RISK_AVERSION, i])
        conforms = _HALF * (_ONE + truth.traits[CONFORMITY, i])
        truth.factor[i] = parameters.self_censorship_reach * aversion - parameters.reactance * (_ONE - conforms)
    for i in range(LANES):
        truth.open[i] = truth.perceived_risk[PUBLIC, i] * truth.factor[i]
    if parameters.weighing > _ZERO:
        _weigh_speech(truth, parameters)
    speed = parameters.self_censorship_speed
    for i in range(LANES):
        conforms = _HALF * (_ONE + truth.traits[CONFORMITY, i])
        target = pulled(truth.open[i], truth.near_self_censorship[i], parameters.conformity * conforms)
        row.self_censorship[i] = _guarded(truth.states[GUARD, i], target, speed)
    for i in range(LANES):
        money, life = truth.perceived_risk[MONEY, i], truth.perceived_risk[LIFE, i]
        row.self_censorship_money[i] = _guarded(truth.states[_MONEY, i], money * truth.factor[i], speed)
        row.self_censorship_life[i] = _guarded(truth.states[_LIFE, i], life * truth.factor[i], speed)


@kernel_function
def _strive(truth: Truth, parameters: Parameters) -> None:
    """Effort moves towards the worth of the next band, less its cost, and towards contacts' effort."""
    for i in range(LANES):
        conforms = _HALF * (_ONE + truth.traits[CONFORMITY, i])
        # What lasts of a reward pulls whoever has forgotten the game.
        minded = pulled(truth.states[SALIENCE, i], _ONE, parameters.reward_lasting)
        drawn = (
            parameters.reward * minded * truth.attraction[i] * parameters.awareness
            - parameters.cost * truth.states[EFFORT, i]
        )
        drawn = max(drawn - parameters.licensing * truth.burden[i], _ZERO)
        target = pulled(drawn, truth.near_effort[i], parameters.conformity * conforms)
        effort = truth.states[EFFORT, i] + parameters.effort_speed * (target - truth.states[EFFORT, i])
        truth.factor[i] = min(max(effort, _ZERO), _ONE)


@kernel_function
def _resent(truth: Truth, parameters: Parameters) -> None:
    for i in range(LANES):
        wrong = np.float32(truth.wrongly_sanctioned[i])
        heavier = truth.burden[i] * (
            parameters.grievance_injustice * wrong + parameters.grievance_sanction * (_ONE - wrong)
        )
        lighter = parameters.grievance_relief * truth.states[SALIENCE, i] * truth.benefit[i]
        truth.open[i] = min(max(truth.states[GRIEVANCE, i] + heavier - lighter, _ZERO), _ONE)


@kernel_function
def _encode_risk(truth: Truth, row: Response) -> None:
    for i in range(LANES):
        row.perceived_risk[i] = np.uint16(np.int32(truth.perceived_risk[PUBLIC, i] * _U2 + _HALF))
    for i in range(LANES):
        row.perceived_risk_money[i] = np.uint16(np.int32(truth.perceived_risk[MONEY, i] * _U2 + _HALF))
    for i in range(LANES):
        row.perceived_risk_life[i] = np.uint16(np.int32(truth.perceived_risk[LIFE, i] * _U2 + _HALF))


@kernel_function
def _encode(truth: Truth, parameters: Parameters, row: Response) -> None:
    """Back into codes. The two coarse fields round by a keyed draw, so that slow changes do not stick."""
    _encode_risk(truth, row)
    for i in range(LANES):
        row.effort[i] = np.uint16(np.int32(truth.factor[i] * _U2 + _HALF))
    for i in range(LANES):
        row.grievance[i] = np.uint16(np.int32(truth.open[i] * _U2 + _HALF))
    for i in range(LANES):
        truth.draw[i] = np.float32(np.int32(randomness.derived(truth.words[0, 0, i], np.uint32(77)))) * np.float32(
            2.0**-16
        )
    for i in range(LANES):
        salience = truth.states[SALIENCE, i] * parameters.salience_keep + parameters.salience_prize * np.float32(
            truth.prized[i]
        )
        if parameters.games > np.uint32(0):
            salience = max(salience + truth.game[i], _ZERO)
        row.salience[i] = np.uint8(np.int32(min(salience, _ONE) * np.float32(255.0) + truth.draw[i]))
    for i in range(LANES):
        online = _HALF * (_ONE + truth.traits[ONLINE, i])
        drawn = parameters.evasion_speed * greatest_risk(truth, i) + parameters.evasion_contacts * truth.near_evades[i]
        evasion = truth.states[EVASION, i] * parameters.evasion_keep + drawn * online * (
            _ONE - truth.states[EVASION, i]
        )
        row.evasion[i] = np.uint8(np.int32(min(evasion, _ONE) * np.float32(255.0) + truth.draw[i]))


@kernel_function
def _cut_ties(truth: Truth, parameters: Parameters, records: Records, row: Response, day: U4) -> None:
    """Where contacts count, cut the tie to the near contact who stands lowest, by the gap and the worth of rising."""
    for i in range(LANES):
        # Who has no account stands nowhere, so nobody gains by leaving them.
        none = np.float32(9.0) * np.float32(truth.counted[i] == _ZERO)
        truth.ring_standing[i] = truth.standing[i] / max(truth.counted[i], _ONE) + none
        truth.ring_standing[i + LANES] = truth.ring_standing[i]
    for i in range(LANES):
        truth.draw[i] = np.float32(np.int32(randomness.derived(truth.words[0, 0, i], np.uint32(78)))) * np.float32(
            2.0**-16
        )
    for i in range(LANES):
        most = parameters.ties_cut * parameters.tie_weight
        if truth.draw[i] < most and truth.counted[i] > _ZERO:
            # 9 is above every standing; 8 is no tie.
            lowest, worst = np.float32(9.0), np.uint32(8)
            for j in range(8):
                # Tie 2m leads ahead by distance m, tie 2m + 1 behind.
                m = np.uint32(j) >> np.uint32(1)
                near = records.near[m] if j % 2 == 0 else np.uint32(LANES) - records.near[m]
                if (truth.ties[i] >> np.uint16(j)) & np.uint16(1) and truth.ring_standing[i + near] < lowest:
                    lowest, worst = truth.ring_standing[i + near], np.uint32(j)
            gap = truth.ring_standing[i] - lowest
            if worst < np.uint32(8) and drops(gap, most, truth.draw[i]):
                row.cut[i] = row.cut[i] | np.uint8(np.uint8(1) << np.uint8(worst))


@kernel_function
def _change_chances(truth: Truth, parameters: Parameters, row: Society) -> None:
    """A post denied or eased moves income by a step of its scale."""
    steps = np.int32(parameters.chances * np.float32(255.0) + _HALF)
    for e in range(truth.n):
        k, i = truth.code[e] >> np.uint32(8), truth.code[e] & np.uint32(255)
        if k == parameters.chances_kind:
            income = np.int32(row.income[i])
            if truth.treatment[i] & parameters.denies[k]:
                income = max(income - steps, np.int32(0))
            elif truth.treatment[i] & parameters.eases[k]:
                income = min(income + steps, np.int32(255))
            row.income[i] = np.uint8(income)


@kernel_function
def _lose_wages(truth: Truth, parameters: Parameters, row: Society) -> None:
    """Whoever works where wages are withheld today loses a step of income."""
    steps = np.int32(parameters.chances * np.float32(255.0) + _HALF)
    for i in range(np.uint32(row.people)):
        f = np.uint32(row.workplace[i])
        if f < np.uint32(FIRMS) and truth.unpaid[f]:
            row.income[i] = np.uint8(max(np.int32(row.income[i]) - steps, np.int32(0)))


@kernel_function
def _signal_referrals(truth: Truth, parameters: Parameters, signals: Signals) -> None:
    """Whoever recruited today is remembered by contacts tomorrow."""
    for e in range(truth.n):
        if parameters.effect[truth.code[e] >> np.uint32(8)] == REFERS:
            i = truth.code[e] & np.uint32(255)
            signals.flags[i] = np.uint8(signals.flags[i] | np.uint8(SIGNAL_REFERS))


_consider_accounts = kernel_function(consider_accounts)
_feel_games = kernel_function(feel_games)


@kernel_function
def _change_standing(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    systems: Row[System],
    here: Society,
    row: Response,
    signals: Rows[Signals],
    ledgers: Rows[Ledger],
    c: U4,
    day: U4,
) -> None:
    """What changes outside people's minds: income, ties, accounts."""
    _change_chances(truth, parameters, here)
    if parameters.firms:
        _lose_wages(truth, parameters, here)
    if parameters.tie_weight * parameters.ties_cut > _ZERO:
        _cut_ties(truth, parameters, records, row, day)
    if parameters.leave > _ZERO:
        close_accounts(truth, parameters, systems, ledgers, c, np.uint32(here.people), day)
    if parameters.markets > np.uint32(0):
        _consider_accounts(truth, records, parameters, systems, signals, ledgers, here, c, day)


def respond(world: World, day: U4, c: U4) -> None:
    """How the people of one community change today, and what they show tomorrow."""
    truth, records, parameters, systems, society = (
        world.truth,
        world.records,
        world.parameters,
        world.systems,
        world.society,
    )
    conduct, response, signals, ledgers = world.conduct, world.response, world.signals, world.ledgers
    cases, provenance, day_counts, decisions = world.cases, world.provenance, world.day_counts, world.decisions
    decided = truth.first_decision < truth.last_decision
    row, people, here, behind = response[c], society[c], cases[c], provenance[c]
    if parameters.treats and parameters.most_days:
        count_spells(truth, row)
    if decided:
        remember_morning(truth, parameters, decisions, ledgers, row, c)
    if parameters.responds or decided:
        consider_appeals(truth, parameters, systems, decisions, here, behind, day_counts, day)
    if parameters.responds:
        _feel(truth, parameters)
        _hold_back(truth, parameters, row)
        _strive(truth, parameters)
        if parameters.trusts:
            comply(truth, parameters)
            change_trust(truth, parameters, here, world.trust[c], np.int64(people.people), day_counts)
        _resent(truth, parameters)
        if parameters.games > np.uint32(0):
            _feel_games(truth, records, parameters, systems, ledgers, c)
        _encode(truth, parameters, row)
        if decided:
            keep_evasion(truth, decisions, row)
        _change_standing(truth, records, parameters, systems, people, row, signals, ledgers, c, day)
    if decided:
        decide_accounts(truth, parameters, systems, decisions, ledgers, people, c)
        decide_ties(truth, decisions, row)
    update_signals(truth, records, parameters, row, conduct[c].situation, signals[day & np.uint32(1), c], day)
    if parameters.markets > np.uint32(0):
        _signal_referrals(truth, parameters, signals[day & np.uint32(1), c])
