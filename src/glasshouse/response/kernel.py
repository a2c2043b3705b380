"""How people change today: felt risk, guard, effort, salience, evasion, grievance; ties, appeals, chances.

The equations stand in ``docs/model.md``. With `responds` off nothing here moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.influence import pulled
from glasshouse.mechanisms.speech import voiced_dissent
from glasshouse.mechanisms.ties import drops
from glasshouse.response.appeals import consider_appeals
from glasshouse.response.decided import decide_accounts, decide_ties, keep_evasion, remember_morning
from glasshouse.response.membership import consider_accounts
from glasshouse.response.opt_out import close_accounts
from glasshouse.response.play import feel_games
from glasshouse.response.sanction_spells import count_spells
from glasshouse.response.signals import show
from glasshouse.response.wrongful import note_copied_wrongs, note_wrongs
from glasshouse.schema.codes import (
    CONFORMITY,
    EFFORT,
    EVASION,
    FACE_REFERS,
    GRIEVANCE,
    GUARD,
    GUARD_NONE,
    ONLINE,
    REFERS,
    RISK_AVERSION,
    SALIENCE,
    SHARE_TOP,
)
from glasshouse.schema.limits import FIRMS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U4,
        Ledger,
        Parameters,
        Provenance,
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
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
_U2 = np.float32(SHARE_TOP)


@scalar
def _feel(desk: Truth, rules: Parameters) -> None:
    """Felt risk fades and grows with one's own, contacts' and published sanctions and with being seen."""
    own = rules.risk_sanction * (_ONE + rules.opacity)
    seen = rules.risk_exposure * (_ONE + rules.opacity)
    for i in range(LANES):
        more = own * desk.burden[i] + rules.risk_contacts * desk.near_sanction[i]
        more += rules.risk_publicity * desk.near_public[i] + seen * desk.exposed[i]
        felt = desk.felt[i] * rules.risk_keep + more * (_ONE - desk.felt[i])
        desk.felt[i] = min(max(felt, _ZERO), _ONE)
    for m in range(desk.n_arrested):
        lane = np.uint32(desk.arrested[m])
        desk.felt[lane] = min(desk.felt[lane] + rules.risk_arrest, _ONE)


@scalar
def _weigh_speech(desk: Truth, rules: Parameters) -> None:
    """Where people weigh what they say: the share of their dissent that is not worth the punishment to be expected."""
    for i in range(LANES):
        boldness = np.float32(1.5) - _HALF * (_ONE + desk.traits[RISK_AVERSION, i])
        dissent, punishment = desk.states[GRIEVANCE, i], rules.punishment * desk.felt[i]
        voiced = voiced_dissent(
            dissent, boldness, desk.exposed[i], rules.tolerance, punishment, rules.proportional != np.uint8(0)
        )
        silent = _ONE - voiced / dissent if dissent > _ZERO else _ZERO
        desk.open[i] = pulled(desk.open[i], silent, rules.weighing)


@scalar
def _hold_back(desk: Truth, rules: Parameters) -> None:
    """Guard moves towards risk aversion times felt risk, and towards contacts' guard; some get louder instead."""
    for i in range(LANES):
        aversion = _HALF * (_ONE + desk.traits[RISK_AVERSION, i])
        conforms = _HALF * (_ONE + desk.traits[CONFORMITY, i])
        desk.open[i] = desk.felt[i] * (rules.guard_reach * aversion - rules.reactance * (_ONE - conforms))
    if rules.weighing > _ZERO:
        _weigh_speech(desk, rules)
    for i in range(LANES):
        conforms = _HALF * (_ONE + desk.traits[CONFORMITY, i])
        target = pulled(desk.open[i], desk.near_guard[i], rules.conformity * conforms)
        guard = desk.states[GUARD, i] + rules.guard_speed * (target - desk.states[GUARD, i])
        desk.target[i] = min(max(guard, -_ONE), _ONE)


@scalar
def _strive(desk: Truth, rules: Parameters) -> None:
    """Effort moves towards the worth of the next band, less its cost, and towards contacts' effort."""
    for i in range(LANES):
        conforms = _HALF * (_ONE + desk.traits[CONFORMITY, i])
        drawn = (
            rules.reward * desk.states[SALIENCE, i] * desk.pull[i] * rules.awareness
            - rules.cost * desk.states[EFFORT, i]
        )
        drawn = max(drawn - rules.licensing * desk.burden[i], _ZERO)
        target = pulled(drawn, desk.near_effort[i], rules.conformity * conforms)
        effort = desk.states[EFFORT, i] + rules.effort_speed * (target - desk.states[EFFORT, i])
        desk.factor[i] = min(max(effort, _ZERO), _ONE)


@scalar
def _resent(desk: Truth, rules: Parameters) -> None:
    for i in range(LANES):
        wrong = np.float32(desk.wronged[i])
        heavier = desk.burden[i] * (rules.grievance_injustice * wrong + rules.grievance_sanction * (_ONE - wrong))
        lighter = rules.grievance_relief * desk.states[SALIENCE, i] * desk.boon[i]
        desk.open[i] = min(max(desk.states[GRIEVANCE, i] + heavier - lighter, _ZERO), _ONE)


@scalar
def _encode(desk: Truth, rules: Parameters, row: Response) -> None:
    """Back into codes. The two coarse fields round by a keyed draw, so that slow changes do not stick."""
    for i in range(LANES):
        row.felt[i] = np.uint16(np.int32(desk.felt[i] * _U2 + _HALF))
    for i in range(LANES):
        # From -1 … 1 to 0 … 65,534; + 0.5 rounds, since the cast cuts off.
        row.guard[i] = np.uint16(np.int32((desk.target[i] + _ONE) * _GUARD_NONE + _HALF))
    for i in range(LANES):
        row.effort[i] = np.uint16(np.int32(desk.factor[i] * _U2 + _HALF))
    for i in range(LANES):
        row.grievance[i] = np.uint16(np.int32(desk.open[i] * _U2 + _HALF))
    for i in range(LANES):
        desk.draw[i] = np.float32(np.int32(randomness.derived(desk.words[0, 0, i], np.uint32(77)))) * np.float32(
            2.0**-16
        )
    for i in range(LANES):
        salience = desk.states[SALIENCE, i] * rules.salience_keep + rules.salience_prize * np.float32(desk.prized[i])
        if rules.games > np.uint32(0):
            salience = max(salience + desk.game[i], _ZERO)
        row.salience[i] = np.uint8(np.int32(min(salience, _ONE) * np.float32(255.0) + desk.draw[i]))
    for i in range(LANES):
        online = _HALF * (_ONE + desk.traits[ONLINE, i])
        drawn = rules.evasion_speed * desk.felt[i] + rules.evasion_contacts * desk.near_evades[i]
        evasion = desk.states[EVASION, i] * rules.evasion_keep + drawn * online * (_ONE - desk.states[EVASION, i])
        row.evasion[i] = np.uint8(np.int32(min(evasion, _ONE) * np.float32(255.0) + desk.draw[i]))


@scalar
def _cut_ties(desk: Truth, rules: Parameters, sheet: Records, row: Response, day: U4) -> None:
    """Where contacts count, cut the tie to the near contact who stands lowest, by the gap and the worth of rising."""
    for i in range(LANES):
        # Who has no account stands nowhere, so nobody gains by leaving them.
        none = np.float32(9.0) * np.float32(desk.counted[i] == _ZERO)
        desk.ring_standing[i] = desk.standing[i] / max(desk.counted[i], _ONE) + none
        desk.ring_standing[i + LANES] = desk.ring_standing[i]
    for i in range(LANES):
        desk.draw[i] = np.float32(np.int32(randomness.derived(desk.words[0, 0, i], np.uint32(78)))) * np.float32(
            2.0**-16
        )
    for i in range(LANES):
        most = rules.ties_cut * rules.tie_weight
        if desk.draw[i] < most and desk.counted[i] > _ZERO:
            # 9 is above every standing; 8 is no tie.
            lowest, worst = np.float32(9.0), np.uint32(8)
            for j in range(8):
                # Tie 2m leads ahead by distance m, tie 2m + 1 behind.
                m = np.uint32(j) >> np.uint32(1)
                near = sheet.near[m] if j % 2 == 0 else np.uint32(LANES) - sheet.near[m]
                if (desk.ties[i] >> np.uint16(j)) & np.uint16(1) and desk.ring_standing[i + near] < lowest:
                    lowest, worst = desk.ring_standing[i + near], np.uint32(j)
            gap = desk.ring_standing[i] - lowest
            if worst < np.uint32(8) and drops(gap, most, desk.draw[i]):
                row.cut[i] = row.cut[i] | np.uint8(np.uint8(1) << np.uint8(worst))


@scalar
def _change_chances(desk: Truth, rules: Parameters, row: Society) -> None:
    """A post denied or eased moves income by a step of its scale."""
    steps = np.int32(rules.chances * np.float32(255.0) + _HALF)
    for e in range(desk.n):
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        if k == rules.chances_kind:
            income = np.int32(row.income[i])
            if desk.treatment[i] & rules.denies[k]:
                income = max(income - steps, np.int32(0))
            elif desk.treatment[i] & rules.eases[k]:
                income = min(income + steps, np.int32(255))
            row.income[i] = np.uint8(income)


@scalar
def _lose_wages(desk: Truth, rules: Parameters, row: Society) -> None:
    """Whoever works where wages are withheld today loses a step of income."""
    steps = np.int32(rules.chances * np.float32(255.0) + _HALF)
    for i in range(np.uint32(row.people)):
        f = np.uint32(row.workplace[i])
        if f < np.uint32(FIRMS) and desk.unpaid[f]:
            row.income[i] = np.uint8(max(np.int32(row.income[i]) - steps, np.int32(0)))


@scalar
def _show_referrals(desk: Truth, rules: Parameters, face: Any) -> None:
    """Whoever recruited today is remembered by contacts tomorrow."""
    for e in range(desk.n):
        if rules.mark[desk.code[e] >> np.uint32(8)] == REFERS:
            i = desk.code[e] & np.uint32(255)
            face.flags[i] = np.uint8(face.flags[i] | np.uint8(FACE_REFERS))


_consider_accounts = scalar(consider_accounts)
_feel_games = scalar(feel_games)


@scalar
def _note_harm(
    desk: Truth,
    rules: Parameters,
    systems: Row[System],
    row: Any,
    ledgers: Rows[Ledger],
    book: Any,
    truth: Provenance,
    c: U4,
) -> None:
    """Who is wronged today, and for how many days in a row each has been under sanction."""
    note_wrongs(desk, rules, systems, ledgers, book, truth, c)
    if rules.holders > np.uint32(0):
        note_copied_wrongs(desk, rules, systems, ledgers, book, truth, c)
    if rules.most_days:
        count_spells(desk, row)


@scalar
def _change_standing(
    desk: Truth,
    sheet: Records,
    rules: Parameters,
    systems: Row[System],
    here: Society,
    row: Any,
    faces: Rows[Signals],
    ledgers: Rows[Ledger],
    c: U4,
    day: U4,
) -> None:
    """What changes outside people's minds: income, ties, accounts."""
    _change_chances(desk, rules, here)
    if rules.firms:
        _lose_wages(desk, rules, here)
    if rules.tie_weight * rules.ties_cut > _ZERO:
        _cut_ties(desk, rules, sheet, row, day)
    if rules.leave > _ZERO:
        close_accounts(desk, rules, systems, ledgers, c, np.uint32(here.people), day)
    if rules.markets > np.uint32(0):
        _consider_accounts(desk, sheet, rules, systems, faces, ledgers, here, c, day)


def respond(world: World, day: U4, c: U4) -> None:
    """How the people of one community change today, and what they show tomorrow."""
    desk, sheet, rules, systems, society = world.desk, world.sheet, world.rules, world.systems, world.society
    conduct, response, faces, ledgers = world.conduct, world.response, world.faces, world.ledgers
    cases, provenance, tally, decisions = world.cases, world.provenance, world.tally, world.decisions
    decided = desk.first_decision < desk.last_decision
    row, here, book, truth = response[c], society[c], cases[c], provenance[c]
    if rules.treats:
        _note_harm(desk, rules, systems, row, ledgers, book, truth, c)
    if decided:
        remember_morning(desk, rules, decisions, ledgers, row, c)
    if rules.responds or decided:
        consider_appeals(desk, rules, systems, decisions, book, truth, tally, day)
    if rules.responds:
        _feel(desk, rules)
        _hold_back(desk, rules)
        _strive(desk, rules)
        _resent(desk, rules)
        if rules.games > np.uint32(0):
            _feel_games(desk, sheet, rules, systems, ledgers, c)
        _encode(desk, rules, row)
        if decided:
            keep_evasion(desk, decisions, row)
        _change_standing(desk, sheet, rules, systems, here, row, faces, ledgers, c, day)
    if decided:
        decide_accounts(desk, rules, systems, decisions, ledgers, here, c)
        decide_ties(desk, decisions, row)
    show(desk, sheet, rules, row, conduct[c].situation, faces[day & np.uint32(1), c], day)
    if rules.markets > np.uint32(0):
        _show_referrals(desk, rules, faces[day & np.uint32(1), c])
