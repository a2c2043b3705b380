"""Everything about one citizen's day, copied into the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import GUARD_NONE, IN_DEFAULT, SHARE_TOP
from glasshouse.schema.limits import FIRMS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U4,
        U8,
        Conduct,
        Decision,
        Flag,
        Index,
        Note,
        Parameters,
        Records,
        Response,
        Row,
        Society,
        Truth,
    )

_ZERO = np.float32(0.0)
_SHARE = np.float32(1.0 / SHARE_TOP)
_GUARD, _GUARD_NONE = np.float32(1.0 / GUARD_NONE), np.float32(GUARD_NONE)


@kernel_function
def _note_frequent(truth: Truth, records: Records, parameters: Parameters, note: Note, i: Index) -> None:
    for j in range(parameters.frequent):
        # One bit for each kind.
        bit = np.uint64(np.uint64(1) << np.uint64(j))
        if truth.happened[j, i]:
            note.acts |= bit
        if parameters.self_censorship_weight[j] < _ZERO and truth.withheld[j, i]:
            note.withheld |= bit
        _note_record(records.recorded[j, i], truth.happened[j, i] != np.uint8(0), parameters, note, bit)


@kernel_function
def _note_record(channels: U4, happened: Flag, parameters: Parameters, note: Note, bit: U8) -> None:
    for ch in range(parameters.channels):
        if (channels >> np.uint32(ch)) & np.uint32(1):
            if happened:
                note.seen[ch] |= bit
            else:
                note.false[ch] |= bit


@kernel_function
def _note_rare(truth: Truth, records: Records, parameters: Parameters, note: Note, i: Index) -> None:
    for e in range(truth.n):
        # Events pack kind << 8 | lane.
        if (truth.code[e] & np.uint32(255)) == i:
            note.acts |= np.uint64(np.uint64(1) << np.uint64(truth.code[e] >> np.uint32(8)))
    for e in range(truth.n_withheld):
        if (truth.withheld_code[e] & np.uint32(255)) == i:
            note.withheld |= np.uint64(np.uint64(1) << np.uint64(truth.withheld_code[e] >> np.uint32(8)))
    for e in range(truth.n_hindered):
        if (truth.hindered[e] & np.uint32(255)) == i:
            note.hindered |= np.uint64(np.uint64(1) << np.uint64(truth.hindered[e] >> np.uint32(8)))
    for e in range(records.n):
        if (records.code[e] & np.uint32(255)) == i:
            bit = np.uint64(np.uint64(1) << np.uint64(records.code[e] >> np.uint32(8)))
            _note_record(records.channels[e], (note.acts & bit) != np.uint64(0), parameters, note, bit)


@kernel_function
def _note_firm(truth: Truth, records: Records, parameters: Parameters, row: Society, note: Note, i: Index) -> None:
    """Acts and records of the firm where the citizen works; what firms do is of kinds of their own."""
    f = np.uint32(row.workplace[i])
    if f < np.uint32(FIRMS):
        note.acts |= truth.firm_did[f]
        for e in range(records.firm_n):
            if (records.firm_code[e] & np.uint32(255)) == f:
                k = records.firm_code[e] >> np.uint32(8)
                bit = np.uint64(np.uint64(1) << np.uint64(k))
                _note_record(records.firm_channels[e], (truth.firm_did[f] & bit) != np.uint64(0), parameters, note, bit)


@kernel_function
def _note_ends(truth: Truth, parameters: Parameters, note: Note, i: Index) -> None:
    for k in range(parameters.kinds):
        bit = np.uint64(np.uint64(1) << np.uint64(k))
        if (note.acts & bit) and parameters.attempt[k]:
            if truth.treatment[i] & parameters.denies[k]:
                note.denied |= bit
            elif truth.treatment[i] & parameters.worsens[k]:
                note.worsened |= bit
            elif truth.treatment[i] & parameters.eases[k]:
                note.eased |= bit


@kernel_function
def _note_decisions(truth: Truth, decisions: Row[Decision], note: Note, i: Index) -> None:
    note.decided = note.refused = np.uint64(0)
    for d in range(truth.first_decision, truth.last_decision):
        if np.uint32(decisions[d].citizen & np.uint64(LANES - 1)) == i:
            note.decided = decisions[d].done | decisions[d].left
            note.refused = decisions[d].unable | decisions[d].full


def note_person(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    society: Row[Society],
    response: Row[Response],
    conduct: Row[Conduct],
    decisions: Row[Decision],
    note: Note,
    c: U4,
    i: Index,
) -> None:
    """Copy everything about one citizen's day into the panel."""
    note.acts = np.uint64(0)
    note.withheld = np.uint64(0)
    note.hindered = np.uint64(0)
    note.denied = np.uint64(0)
    note.eased = np.uint64(0)
    note.worsened = np.uint64(0)
    for ch in range(parameters.channels):
        note.seen[ch] = np.uint64(0)
        note.false[ch] = np.uint64(0)
    _note_frequent(truth, records, parameters, note, i)
    _note_rare(truth, records, parameters, note, i)
    _note_ends(truth, parameters, note, i)
    _note_decisions(truth, decisions, note, i)
    if parameters.firms:
        _note_firm(truth, records, parameters, society[c], note, i)
    row = response[c]
    note.effort = np.float32(row.effort[i]) * _SHARE
    note.self_censorship = (np.float32(row.self_censorship[i]) - _GUARD_NONE) * _GUARD
    note.self_censorship_money = (np.float32(row.self_censorship_money[i]) - _GUARD_NONE) * _GUARD
    note.self_censorship_life = (np.float32(row.self_censorship_life[i]) - _GUARD_NONE) * _GUARD
    note.perceived_risk = np.float32(row.perceived_risk[i]) * _SHARE
    note.perceived_risk_money = np.float32(row.perceived_risk_money[i]) * _SHARE
    note.perceived_risk_life = np.float32(row.perceived_risk_life[i]) * _SHARE
    note.grievance = np.float32(row.grievance[i]) * _SHARE
    note.salience = np.float32(row.salience[i]) * np.float32(1.0 / 255.0)
    note.evasion = np.float32(row.evasion[i]) * np.float32(1.0 / 255.0)
    note.treatment = truth.treatment[i]
    note.ties = np.uint32(truth.ties[i])
    note.in_default = conduct[c].situation[i] & IN_DEFAULT
    note.wrongly_sanctioned = truth.wrongly_sanctioned[i]
    note.income = np.float32(society[c].income[i]) * np.float32(1.0 / 255.0)
