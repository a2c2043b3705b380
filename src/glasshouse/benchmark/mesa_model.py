"""The micro-model in Mesa 3: one Python object for each citizen, as Mesa's own examples are written.

Twins in meaning, not in luck, of `glasshouse.benchmark.numpy_model`. Needs the package ``mesa`` (extra ``bench``).
"""

from __future__ import annotations

import mesa

from glasshouse.benchmark.micro import Means, band_starts, base_levels, kinds_of, people_of
from glasshouse.engine.world import World
from glasshouse.schema.codes import DOMAINS, EFFORT, EVASION, PUBLIC
from glasshouse.schema.limits import DIMENSIONS

_DOMAINS = range(len(DOMAINS))


class Citizen(mesa.Agent):
    """A citizen of the micro-model."""

    def __init__(self, model: MesaModel, i: int) -> None:
        """Take over person `i`."""
        super().__init__(model)
        people = model.people
        self.factors = [float(kind.factor[i]) for kind in model.kinds]
        self.within = [float(row[i]) for row in people.within]
        self.exposed = [float(x) for x in people.exposed[:, i]]
        self.conforms = 0.5 * (1 + float(people.traits["conformity"][i]))
        self.averse = 0.5 * (1 + float(people.traits["risk aversion"][i]))
        self.online = 0.5 * (1 + float(people.traits["online"][i]))
        self.states = [0.0, 0.0, float(people.salience[i]), 0.0, float(people.grievance[i])]
        self.perceived_risk, self.guards = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        self.burden_in, self.shows = [0.0, 0.0, 0.0], [False, False, False]
        self.levels, self.base = [0.0] * DIMENSIONS, [float(row[i]) for row in model.base]
        self.contacts: list[Citizen] = []
        self.score = self.attraction = self.burden = self.benefit = self.public = 0.0

    def act(self) -> None:
        """What this citizen does today, who sees it, and what it adds to the score's areas."""
        model, states, draw = self.model, self.states, self.model.random.random
        for k, kind in enumerate(model.kinds):
            opened = 1.0
            for state, weight in kind.leans:
                opened += weight * states[state]
            rate = min(
                self.factors[k] * max(opened + kind.self_censorship * self.guards[kind.domain], 0.0), kind.ceiling
            )
            u = draw()
            if u < rate:
                model.happened[k] += 1
                sight = self.within[kind.channel] * (1 - model.loss_to_evasion[kind.channel] * states[EVASION])
                if u < rate * sight * kind.sensitivity:
                    model.recorded[k] += 1
                    self.levels[kind.dimension] += kind.gain
            elif kind.self_censorship < 0 and u < min(self.factors[k] * opened, kind.ceiling):
                model.withheld[k] += 1

    def look(self) -> None:
        """What contacts showed yesterday."""
        contacts = self.contacts
        share = 1 / len(contacts)
        self.near_effort = sum(other.states[EFFORT] for other in contacts) * share
        self.near_self_censorship = sum(other.guards[PUBLIC] for other in contacts) * share
        self.near_sanction = [sum(other.shows[d] for other in contacts) * share for d in _DOMAINS]

    def respond(self) -> None:
        """How this citizen changes."""
        r, (effort, _, salience, evasion, grievance) = self.model.number, self.states
        self._fear(r)
        guards = []
        for d, (felt, guard) in enumerate(zip(self.perceived_risk, self.guards, strict=True)):
            target = felt * (r["self_censorship_reach"] * self.averse - r["reactance"] * (1 - self.conforms))
            if d == PUBLIC:
                target += r["conformity"] * self.conforms * (self.near_self_censorship - target)
            guards.append(min(max(guard + r["self_censorship_speed"] * (target - guard), -1.0), 1.0))
        minded = salience + r["reward_lasting"] * (1 - salience)
        drawn = max(r["reward"] * r["awareness"] * minded * self.attraction - r["cost"] * effort, 0.0)
        target = drawn + r["conformity"] * self.conforms * (self.near_effort - drawn)
        effort = min(max(effort + r["effort_speed"] * (target - effort), 0.0), 1.0)
        grievance += r["grievance_sanction"] * self.burden
        grievance -= r["grievance_relief"] * salience * self.benefit
        evasion += r["evasion_speed"] * max(self.perceived_risk) * self.online * (1 - evasion)
        self.guards = guards
        self.states = [effort, guards[PUBLIC], salience * r["salience_keep"], evasion, min(max(grievance, 0.0), 1.0)]

    def _fear(self, r: dict[str, float]) -> None:
        """Perceived risk, domain by domain, and a draw whether contacts learn of a sanction."""
        opaque = 1 + r["opacity"]
        arises = [
            opaque * (r["risk_sanction"] * self.burden_in[d] + r["risk_exposure"] * self.exposed[d])
            + r["risk_contacts"] * self.near_sanction[d]
            for d in _DOMAINS
        ]
        for d in _DOMAINS:
            more = arises[d] + r["risk_spill"] * (sum(arises) - arises[d])
            felt = self.perceived_risk[d] * r["risk_keep"] + more * (1 - self.perceived_risk[d])
            self.perceived_risk[d] = min(max(felt, 0.0), 1.0)
        learned = self.model.random.random() < self.public
        self.shows = [learned and burden > 0 for burden in self.burden_in]

    def meet_friends(self) -> None:
        """Let contacts' scores enter the area of relationships."""
        mean = sum(other.score for other in self.contacts) / len(self.contacts)
        self.levels[self.model.friends] = float(self.model.system["contacts"]) * (2 * mean - 1)

    def publish(self) -> None:
        """The monthly score, and what follows from it."""
        model = self.model
        self.levels = [level * model.keep for level in self.levels]
        self.score = model.score_of(self)
        model.treat(self)


class MesaModel(mesa.Model):
    """The micro-model in Mesa, with the people of a world that has just been founded."""

    def __init__(self, world: World, *, seed: int = 1) -> None:
        """Take over people and numbers."""
        super().__init__(seed=seed)
        self.people = people_of(world)
        self.kinds, self.base = kinds_of(world, self.people), base_levels(world, self.people)
        self.starts, self.system = [float(start) for start in band_starts(world)], world.systems[0]
        self.last = len(self.starts) - 1
        self.worth = [float(worth) for worth in self.system["worth"]]
        self.follows = [[float(x) for x in self.system[name]] for name in ("burden", "benefit", "public")]
        self.felt = [[float(x) for x in row] for row in self.system["burden_in"]]
        self.number = {
            name: float(world.parameters[name])
            for name in world.parameters.dtype.names
            if not world.parameters[name].ndim
        }
        self.loss_to_evasion = [float(share) for share in world.parameters["loss_to_evasion"]]
        self.weight = [float(weight) for weight in self.system["weight"]]
        self.friends, self.keep = int(self.system["contacts_dimension"]), float(self.system["keep"])
        self.happened, self.recorded, self.withheld = [0] * 8, [0] * 8, [0] * 8
        self.day, self.every, self.on = 0, int(self.system["publish_every"]), int(self.system["publish_on"])
        citizens = Citizen.create_agents(self, self.people.number, list(range(self.people.number)))
        everyone, n = list(citizens), self.people.number
        near, far = [int(d) for d in world.society["near"][0]], 2 * (n // 5) + 1
        for i, citizen in enumerate(everyone):
            citizen.contacts = [everyone[(i + shift) % n] for d in (*near, far) for shift in (d, -d)]
            citizen.score = self.score_of(citizen)
            self.treat(citizen)

    def score_of(self, citizen: Citizen) -> float:
        """The weighted sum of the areas' levels."""
        levels = zip(self.weight, citizen.base, citizen.levels, strict=True)
        return sum(weight * min(max(base + level, 0.0), 1.0) for weight, base, level in levels)

    def treat(self, citizen: Citizen) -> None:
        """What follows from a citizen's band until the next publication."""
        band = sum(citizen.score >= start for start in self.starts[1:])
        citizen.burden, citizen.benefit, citizen.public = (row[band] for row in self.follows)
        citizen.burden_in = self.felt[band]
        citizen.attraction = self._pull(citizen.score, band)

    def _pull(self, score: float, band: int) -> float:
        """The pull of the next band and the fear of falling."""
        start, end = self.starts[band], self.starts[band + 1] if band < self.last else 1.0
        gain = max(self.worth[band + 1] - self.worth[band], 0.0) if band < self.last else 0.0
        fall = max(self.worth[band] - self.worth[band - 1], 0.0) * self.number["loss"] if band else 0.0
        near = (score - start) / (end - start)
        return gain * near + fall * (1 - near)

    def step(self) -> None:
        """One day."""
        self.agents.do("act")
        self.agents.do("look")
        self.agents.do("respond")
        if self.day % self.every == self.on:
            self.agents.do("meet_friends")
            self.agents.do("publish")
        self.day += 1

    def means_of(self, lived: int) -> Means:
        """Live so many days and say what came of it."""
        for k in range(8):
            self.happened[k] = self.recorded[k] = 0
        for _ in range(lived):
            self.step()
        n, citizens = self.people.number, list(self.agents)
        mean = sum(c.score for c in citizens) / n
        spread = (sum((c.score - mean) ** 2 for c in citizens) / n) ** 0.5
        guard, effort = sum(c.guards[PUBLIC] for c in citizens) / n, sum(c.states[EFFORT] for c in citizens) / n
        felt = sum(c.perceived_risk[PUBLIC] for c in citizens) / n
        return Means(sum(self.happened) / n / lived, sum(self.recorded) / n / lived, mean, spread, guard, effort, felt)
