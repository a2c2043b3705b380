"""The micro-model written by hand in NumPy, as somebody would who knows it well: one thread, float32, in place.

What helps NumPy is allowed: a fast generator of its own, rates of traits worked out once, one draw for an act and its
record, contacts as shifted views of flat arrays, everything that changes with the published score worked out on the day
of publishing only, no rounding, no cap or floor that can be shown never to bite. It keeps no digests, no dossiers and
no counts by group and place. `block` lets it work through citizens in blocks that stay in the cache.
"""

from __future__ import annotations

import numpy as np
from numpy.random import SFC64, Generator  # noqa: TID251 (the model that we compare with brings its own generator)

from glasshouse.benchmark.micro import Kind, Means, band_starts, base_levels, contacts_of, kinds_of, people_of
from glasshouse.engine.world import World
from glasshouse.schema.codes import (
    DOMAINS,
    EFFORT,
    EVASION,
    GRIEVANCE,
    GUARD,
    GUARDS,
    LIFE,
    MONEY,
    PUBLIC,
    SALIENCE,
    STATE_ROWS,
)
from glasshouse.schema.limits import DIMENSIONS


class NumpyModel:
    """The micro-model in NumPy, with the people of a world that has just been founded."""

    def __init__(self, world: World, *, seed: int = 1, block: int | None = None, same_ties: bool = False) -> None:
        """Take over people and numbers.

        Args:
            world: whose people and numbers to take.
            seed: the luck of the run.
            block: how many citizens are worked on at a time; by default all.
            same_ties: take over the world's own ties too, as indices. Otherwise everybody's ten contacts live at the
                same ten distances in one ring, so that each is a shifted view, which is faster.
        """
        people = people_of(world)
        self.n = n = people.number
        self.block = min(block or n, n)
        self.rng = Generator(SFC64(seed))
        self.r, self.system = world.parameters, world.systems[0]
        self.kinds = kinds_of(world, people)
        self.bites = [_bites(kind) for kind in self.kinds]
        self.within, self.exposed = people.within, people.exposed
        # Self-censorship in public is one of the states; the two other domains follow them, as in `GUARDS`.
        self.states = [np.zeros(n, "f4") for _ in STATE_ROWS]
        self.states[SALIENCE] += people.salience
        self.states[GRIEVANCE] += people.grievance
        # Effort and self-censorship twice, since contacts are seen as they were yesterday.
        self.tomorrow = [np.zeros(n, "f4") for _ in range(2)]
        self.perceived_risk = np.zeros((len(DOMAINS), n), "f4")
        conforms, averse = ((people.traits[name] + 1) * np.float32(0.5) for name in ("conformity", "risk aversion"))
        self.drawn_by_risk = (self.r["self_censorship_reach"] * averse - self.r["reactance"] * (1 - conforms)).astype(
            "f4"
        )
        self.follows = (self.r["conformity"] * conforms).astype("f4")
        self.hides = (self.r["evasion_speed"] * np.float32(0.5) * (people.traits["online"] + 1)).astype("f4")
        self.levels, self.base = np.zeros((DIMENSIONS, n), "f4"), base_levels(world, people)
        near, far = [int(d) for d in world.society["near"][0]], 2 * (n // 5) + 1
        self.shifts = [shift % n for d in (*near, far) for shift in (d, -d)]
        self.ties = contacts_of(world) if same_ties else None
        self.starts = band_starts(world)
        self.happened, self.recorded, self.withheld = (np.zeros(8, "i8") for _ in range(3))
        self.totals = np.zeros(3)
        self.scratch = [np.empty(self.block, "f4") for _ in range(5)]
        self.sight, self.hit = np.empty((len(self.within), self.block), "f4"), np.empty(self.block, bool)
        self.day, self.score = 0, np.zeros(n, "f4")
        self.risk = np.zeros((len(DOMAINS), n), "f4")
        self.attraction, self.sourness, self.relief = (np.zeros(n, "f4") for _ in range(3))
        self._publish(fade=False)

    def step(self) -> None:
        """One day."""
        self.totals[:] = 0
        for first in range(0, self.n, self.block):
            at = slice(first, min(first + self.block, self.n))
            self._look(at)
            for k in range(8):
                self._act(k, at)
            self._respond(at)
        for state in (EFFORT, GUARD):
            self.states[state], self.tomorrow[state] = self.tomorrow[state], self.states[state]
        if self.day % int(self.system["publish_every"]) == int(self.system["publish_on"]):
            self._publish(fade=True)
        self.day += 1

    def _look(self, at: slice) -> None:
        """How well each channel sees each person today."""
        sight = self.sight[:, : at.stop - at.start]
        for ch, within in enumerate(self.within):
            np.multiply(self.states[EVASION][at], -self.r["loss_to_evasion"][ch], out=sight[ch])
            sight[ch] += 1
            sight[ch] *= within[at]

    def _act(self, k: int, at: slice) -> None:
        """One kind for everybody: its rate, who draws below it, and who is seen: the low part of the same draw."""
        kind, (floor, cap) = self.kinds[k], self.bites[k]
        u, rate, work, _, _ = (row[: at.stop - at.start] for row in self.scratch)
        hit = self.hit[: at.stop - at.start]
        self.rng.random(dtype=np.float32, out=u)
        factor = kind.factor[at]
        if kind.leans:
            for m, (state, weight) in enumerate(kind.leans):
                np.multiply(self.states[state][at], np.float32(weight), out=work if m else rate)
                if m:
                    rate += work
            rate += 1
        else:
            rate[:] = 1
        if kind.self_censorship < 0:
            np.multiply(rate, factor, out=work)
            np.less(u, work, out=hit)
            self.withheld[k] += np.count_nonzero(hit)  # whoever would have acted; the acts are taken off below
        if kind.self_censorship:
            np.multiply(self.states[GUARDS[kind.domain]][at], np.float32(kind.self_censorship), out=work)
            rate += work
        if floor:
            np.maximum(rate, 0, out=rate)
        rate *= factor
        if cap:
            np.minimum(rate, np.float32(kind.ceiling), out=rate)
        np.less(u, rate, out=hit)
        happened = np.count_nonzero(hit)
        self.happened[k] += happened
        if kind.self_censorship < 0:
            self.withheld[k] -= happened
        rate *= self.sight[kind.channel, : len(rate)]
        rate *= np.float32(kind.sensitivity)
        np.less(u, rate, out=hit)
        self.recorded[k] += np.count_nonzero(hit)
        np.multiply(hit, np.float32(kind.gain), out=work)
        self.levels[kind.dimension, at] += work

    def _mean_of_contacts(self, row: np.ndarray, at: slice, out: np.ndarray, shared: float) -> None:
        """Sum over ten contacts, each a shifted view, times `shared`."""
        out[:] = 0
        size = at.stop - at.start
        if self.ties is not None:
            work = self.scratch[4][:size] if size <= self.block else np.empty(size, "f4")
            for contact in self.ties:
                np.take(row, contact[at], out=work, mode="clip")
                out += work
            out *= np.float32(shared)
            return
        for shift in self.shifts:
            first = (at.start + shift) % self.n
            straight = min(size, self.n - first)
            out[:straight] += row[first : first + straight]
            if straight < size:
                out[straight:] += row[: size - straight]
        out *= np.float32(shared)

    def _respond(self, at: slice) -> None:
        r, states = self.r, [state[at] for state in self.states]
        more, target, work, others, _ = (row[: at.stop - at.start] for row in self.scratch)
        follows, speed = self.follows[at], r["self_censorship_speed"]
        # Perceived risk by domain: fades, and grows with sanctions and with being seen (both worked out when published).
        for felt, risk in zip(self.perceived_risk[:, at], self.risk[:, at], strict=True):
            np.subtract(1, felt, out=more)
            more *= risk
            felt *= r["risk_keep"]
            felt += more
            np.clip(felt, 0, 1, out=felt)
        # Self-censorship: towards risk, and in public towards contacts.
        self._mean_of_contacts(self.states[GUARD], at, others, 0.1)
        np.multiply(self.perceived_risk[PUBLIC, at], self.drawn_by_risk[at], out=target)
        self._move(target, others, states[GUARD], speed, self.tomorrow[GUARD][at], work, follows, -1)
        for domain in (MONEY, LIFE):
            guard = states[GUARDS[domain]]
            np.multiply(self.perceived_risk[domain, at], self.drawn_by_risk[at], out=target)
            target -= guard
            target *= speed
            guard += target
            np.clip(guard, -1, 1, out=guard)
        # Effort: towards the next band and contacts.
        self._mean_of_contacts(self.states[EFFORT], at, others, 0.1)
        np.multiply(states[SALIENCE], 1 - r["reward_lasting"], out=target)
        target += r["reward_lasting"]
        target *= self.attraction[at]
        np.multiply(states[EFFORT], r["cost"], out=work)
        target -= work
        np.maximum(target, 0, out=target)
        self._move(target, others, states[EFFORT], r["effort_speed"], self.tomorrow[EFFORT][at], work, follows, 0)
        # Grievance, salience, evasion.
        states[GRIEVANCE] += self.sourness[at]
        np.multiply(states[SALIENCE], self.relief[at], out=work)
        states[GRIEVANCE] -= work
        np.clip(states[GRIEVANCE], 0, 1, out=states[GRIEVANCE])
        states[SALIENCE] *= r["salience_keep"]
        np.subtract(1, states[EVASION], out=work)
        work *= self.perceived_risk[:, at].max(0)
        work *= self.hides[at]
        states[EVASION] += work
        self.totals += (
            self.tomorrow[GUARD][at].sum(),
            self.tomorrow[EFFORT][at].sum(),
            self.perceived_risk[PUBLIC, at].sum(),
        )

    @staticmethod
    def _move(
        target: np.ndarray,
        others: np.ndarray,
        now: np.ndarray,
        speed: np.ndarray,
        out: np.ndarray,
        work: np.ndarray,
        follows: np.ndarray,
        low: int,
    ) -> None:
        """Towards `target`, and towards `others` by how far each follows them."""
        np.subtract(others, target, out=work)
        work *= follows
        target += work
        target -= now
        target *= speed
        np.add(target, now, out=out)
        np.clip(out, low, 1, out=out)

    def _publish(self, *, fade: bool) -> None:
        """The monthly score, and all that follows from it until the next."""
        r, system = self.r, self.system
        friends = int(system["contacts_dimension"])
        if fade:
            follows = float(system["contacts"])
            self._mean_of_contacts(self.score, slice(0, self.n), self.levels[friends], 0.2 * follows)
            self.levels[friends] -= follows
            self.levels *= system["keep"]
        self.score[:] = 0
        for d in range(DIMENSIONS):
            level = self.base[d] + self.levels[d]
            np.clip(level, 0, 1, out=level)
            level *= system["weight"][d]
            self.score += level
        band = np.digitize(self.score, self.starts[1:]).astype("u1")
        burden, benefit, public = (system[name][: len(self.starts)][band] for name in ("burden", "benefit", "public"))
        arises = np.empty_like(self.risk)
        for d, felt in enumerate(system["burden_in"][: len(self.starts)].T):
            # Contacts learn of a sanction by how public it is; on the average of days, by that share.
            shown = (public * (felt[band] > 0)).astype("f4")
            self._mean_of_contacts(shown, slice(0, self.n), arises[d], 0.1 * float(r["risk_contacts"]))
            own = r["risk_sanction"] * felt[band] + r["risk_exposure"] * self.exposed[d]
            arises[d] += (1 + r["opacity"]) * own
        self.risk[:] = arises + r["risk_spill"] * (arises.sum(0) - arises)
        self.sourness[:] = r["grievance_sanction"] * burden
        self.relief[:] = r["grievance_relief"] * benefit
        self.attraction[:] = r["reward"] * r["awareness"] * attraction(self.score, band, self.starts, system, r["loss"])

    def means_of(self, lived: int) -> Means:
        """Live so many days and say what came of it."""
        self.happened[:] = self.recorded[:] = 0
        for _ in range(lived):
            self.step()
        guard, effort, felt = self.totals / self.n
        events, records = (float(kinds.sum()) / self.n / lived for kinds in (self.happened, self.recorded))
        return Means(events, records, float(self.score.mean()), float(self.score.std()), guard, effort, felt)

    @property
    def bytes_per_citizen(self) -> float:
        """Bytes per citizen of all arrays that live from day to day."""
        rows = [
            *self.states,
            *self.tomorrow,
            self.perceived_risk,
            self.exposed,
            self.drawn_by_risk,
            self.follows,
            self.hides,
        ]
        rows += [
            self.within,
            self.levels,
            self.base,
            self.score,
            self.attraction,
            self.risk,
            self.sourness,
            self.relief,
        ]
        rows += [kind.factor for kind in self.kinds]
        rows += [] if self.ties is None else [self.ties]
        return float(sum(row.nbytes for row in rows)) / self.n


def attraction(
    score: np.ndarray, band: np.ndarray, starts: np.ndarray, system: np.ndarray, loss: np.ndarray
) -> np.ndarray:
    """The pull of the next band and the fear of falling, for scores as shares of the scale."""
    pull = np.zeros_like(score)
    last = len(starts) - 1
    for b in range(last + 1):
        start, end = starts[b], starts[b + 1] if b < last else np.float32(1)
        gain = max(system["worth"][b + 1] - system["worth"][b], 0) if b < last else 0
        fall = max(system["worth"][b] - system["worth"][b - 1], 0) * loss if b else 0
        near = (score - start) / (end - start)
        pull += (band == b) * (gain * near + fall * (1 - near))
    return pull


def _bites(kind: Kind) -> tuple[bool, bool]:
    """Whether the floor at nothing and the ceiling can ever matter for anybody, whatever the states."""
    least = 1 + sum(min(weight, 0) for _, weight in kind.leans) - abs(kind.self_censorship)
    most = 1 + sum(max(weight, 0) for _, weight in kind.leans) + abs(kind.self_censorship)
    return bool(least < 0), bool(float(kind.factor.max()) * most > kind.ceiling)
