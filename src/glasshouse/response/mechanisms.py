"""The parameters of how people change. Every one is an assumption with a range that includes none, or has a source.

The equations stand in ``docs/model.md``; the kernel is `glasshouse.response.kernel`.
"""

from __future__ import annotations

from pydantic import Field

from glasshouse.documents.quantity import Days, Ratio, Share, assumed, derived
from glasshouse.documents.strict import Document
from glasshouse.response.adoption import Joining
from glasshouse.response.gamification import Playing
from glasshouse.response.trusting import Trusting

SETTING = "No causal estimate for conformity, speech or trust of those who are scored; sizes come from other settings."


class Response(Document):
    """How people change under treatment.

    All speeds are shares of the remaining distance per day. `enabled` false cuts every path from treatment to conduct.

    Attributes:
        enabled: whether people react at all.
        awareness: share of the known (see a system's `known`) that a person minds from day to day.
        risk_fade: share of perceived risk that fades each day.
        risk_sanction: perceived risk added each day by a sanction of full worth.
        risk_contacts: perceived risk added each day when all contacts are known to be under sanction; a contact's sanction
            is known by how public it is.
        risk_exposure: perceived risk added each day in a domain by knowing that everything that one does there is seen.
        risk_spill: share of the risk that arises in one domain of life (in public, about money, in work and life) that is
            felt in each of the others too.
        risk_cause: share of the risk from a sanction that is felt where its system judges, so that people fear to do again
            what cost them; the rest is felt where the sanction bites.
        self_censorship_speed: how fast self-censorship moves to where it is drawn.
        self_censorship_reach: self-censorship at full perceived risk in its domain for the most risk-averse.
        conformity: pull of contacts' effort and self-censorship on the most conformist (0 none, 1 full).
        weighing: share of self-censorship that comes from weighing speech against punishment instead of from habit.
        tolerance: dissent that is let pass, as a share of the greatest grievance.
        punishment: what dissent beyond that costs at full perceived risk, in the unit of boldness.
        proportional: whether that punishment grows with the dissent; else it is the same for all.
        reactance: how far perceived risk makes the least conformist louder instead of quieter.
        effort_speed: how fast effort moves.
        reward: effort drawn by the worth of the next band at full salience.
        reward_lasting: share of a reward's pull that does not wear off with the salience of the game.
        loss: how much more a loss weighs than a gain.
        cost: effort's own price, in the same unit as `reward`.
        salience_start: salience of the score for a new member.
        salience_fade: share of salience that wears off each day.
        salience_prize: salience added by an entitlement used or a band gained.
        licensing: share of effort that a priced sanction takes away (a fine can license an act).
        grievance_injustice: grievance added each day under a sanction that one did not earn.
        grievance_sanction: grievance added each day under a sanction that one did earn.
        grievance_relief: grievance removed each day by an entitlement of full worth, at full salience.
        ties_cut: chance per day to cut a tie to a contact at the bottom of the scale, where contacts count in a score.
        evasion_speed: how fast people at full perceived risk and online life take to encryption and anonymity.
        evasion_contacts: how much faster when all contacts use it.
        evasion_fade: share of it that is given up each day, for the trouble that it takes.
        appeal: chance that a person with average means appeals against a case that they know to be wrong.
        appeal_means: how much that chance leans on income.
        appeal_right: chance that a person appeals although the case is right, as a share of `appeal`.
        neutrality: share of people who believe that algorithms are neutral and so do not appeal.
        chances: change of income rank when a post or promotion is eased or denied, as a share of the scale.
        doubt_named: chance that a stranger who was named in public is refused a deal.
        doubt_standing: chance added for a stranger at the bottom of the scale; it falls to none at its middle.
        keeps: chance that a deal, once made, is kept by a person of middling reliability.
        keeps_reliability: how far reliability moves that chance.
        keeps_effort: how far full effort raises it.
        threshold_low: lowest share of active contacts at which people join a gathering.
        threshold_high: highest such share; each citizen's own lies between the two, uniformly.
        threshold_grievance: how far grievance lowers that threshold.
        threshold_risk: how far perceived risk in public raises it.
        incidents: local incidents that concern a whole community, per year.
        incident_days: days for which such a wrong keeps a community astir.
        incident_weight: grievance that the gravest of them adds to everybody's, as far as gatherings go; evenly spread from 0.
        rest: days for which one stays away after a gathering, in the mean.
        officers: officers within reach of a community of 256.
        crackdown: share of gatherings of ten at which anybody is arrested on a day.
        crackdown_size: 0 if that share does not depend on size; up to 1 for likelier at large ones, down to -1 at small ones.
        escape: chance to get off where there are as many officers as people who gather.
        detention: days until somebody who was arrested is released, in the mean.
        risk_arrest: perceived risk in public added by being arrested.
        playing: what games with a score do to people.
        joining: how people join, change and leave providers that court them.
        trust: whom people trust, where they keep trust at all.
    """

    enabled: bool = Field(default=True)
    awareness: Share = assumed(0.5, "People mind the score some of the time.", 0, 1, Share)
    risk_fade: Share = assumed(0.03, "A scare is half gone in about three weeks.", 0.005, 0.2, Share)
    risk_sanction: Share = assumed(0.02, SETTING, 0, 0.1, Share)
    risk_contacts: Share = assumed(0.02, SETTING, 0, 0.1, Share)
    risk_exposure: Share = assumed(0.004, "Being watched alone can chill; it may do nothing.", 0, 0.05, Share)
    risk_spill: Share = assumed(
        0.1,
        "The nearest evidence found no spill: support moved only where social conduct was monitored (P. Xu et al. 2023).",
        0,
        0.5,
        Share,
    )
    risk_cause: Share = assumed(
        0.5, "No study tells fear of what was punished from fear of the punishment's own place in life.", 0, 1, Share
    )
    self_censorship_speed: Share = assumed(0.05, "Habits of speech shift in weeks.", 0, 0.5, Share)
    self_censorship_reach: Share = assumed(0.6, SETTING, 0, 1, Share)
    conformity: Share = assumed(
        0.3, "Asch: 37 % of wrong answers followed the group; field effects are weaker.", 0, 1, Share
    )
    weighing: Share = assumed(
        0.0, "A rival to self-censorship by habit (Daymude et al. 2023), off by default; size unknown.", 0, 1, Share
    )
    tolerance: Share = assumed(0.25, "No published figure.", 0, 1, Share)
    punishment: Ratio = assumed(1.0, "No published figure.", 0, 3)
    proportional: bool = False
    reactance: Share = assumed(0.1, "Some get louder when watched; rival of self-censorship.", 0, 1, Share)
    effort_speed: Share = assumed(0.03, "Habits form in weeks to months.", 0, 0.5, Share)
    reward: Share = assumed(0.4, SETTING, 0, 1, Share)
    reward_lasting: Share = assumed(
        0.5,
        "Members say that material or symbolic rewards drive what they change (Kostka and Antoine 2020).",
        0,
        1,
        Share,
    )
    loss: Ratio = assumed(
        2.0,
        "Losses weigh about twice as much as gains; members say that punishment moves them less than rewards.",
        0,
        3,
    )
    cost: Share = assumed(0.05, SETTING, 0, 0.5, Share)
    salience_start: Share = assumed(0.6, "A new game holds attention.", 0, 1, Share)
    salience_fade: Share = assumed(
        0.01, "Effects of games: large in days, small in weeks, none or less in years.", 0, 0.1, Share
    )
    salience_prize: Share = assumed(0.1, SETTING, 0, 0.5, Share)
    licensing: Share = assumed(
        0.0, "A fine doubled lateness in one study (Gneezy and Rustichini 2000); off by default.", 0, 1, Share
    )
    grievance_injustice: Share = assumed(0.004, SETTING, 0, 0.05, Share)
    grievance_sanction: Share = assumed(0.001, SETTING, 0, 0.02, Share)
    grievance_relief: Share = assumed(0.001, SETTING, 0, 0.02, Share)
    ties_cut: Share = assumed(0.01, "Direction from Wei et al. 2016; size unknown.", 0, 0.1, Share)
    evasion_speed: Share = assumed(0.002, SETTING, 0, 0.05, Share)
    evasion_contacts: Share = assumed(
        0.002, "People learn of tools from each other; little passes from person to person.", 0, 0.05, Share
    )
    evasion_fade: Share = assumed(0.002, "Tools are slow and break; use halves in a year.", 0, 0.05, Share)
    appeal: Share = assumed(0.3, "Most wrongly treated people do not appeal.", 0, 1, Share)
    appeal_means: Share = assumed(0.5, SETTING, 0, 1, Share)
    appeal_right: Share = assumed(0.1, SETTING, 0, 1, Share)
    neutrality: Share = assumed(0.3, "Belief that algorithms are neutral; range covers none.", 0, 1, Share)
    chances: Share = assumed(0.004, "One step of the income scale.", 0, 0.05, Share)
    doubt_named: Share = assumed(0.5, "No published figure.", 0, 1, Share)
    doubt_standing: Share = assumed(0.1, "No published figure.", 0, 1, Share)
    keeps: Share = assumed(0.97, "Most deals are kept; no published figure.", 0.9, 1, Share)
    keeps_reliability: Share = assumed(0.025, "No published figure.", 0, 0.03, Share)
    keeps_effort: Share = assumed(0.02, SETTING, 0, 0.03, Share)
    threshold_low: Ratio = assumed(
        0.25, "Where nothing is wrong, chains of joining end at once; where something is, they can start.", 0, 1
    )
    threshold_high: Ratio = assumed(0.75, "Without grievance it takes most of one's contacts.", 0, 2)
    threshold_grievance: Ratio = assumed(0.5, SETTING, 0, 1)
    threshold_risk: Ratio = assumed(1.0, SETTING, 0, 3)
    incidents: Ratio = assumed(0.03, "Land, wages, fumes: about as many as lead to incidents that are counted.", 0, 1)
    incident_days: Days = assumed(30.0, "Weeks; no published mean.", 1, 365, Days)
    incident_weight: Share = assumed(1.0, SETTING, 0, 1, Share)
    rest: Days = assumed(14.0, "Few go out again at once.", 1, 90, Days)
    officers: Ratio = assumed(0.25, "About one policeman for a thousand adults.", 0, 5)
    crackdown: Share = derived(
        0.085,
        "cdm_response.events_with_arrest",
        "Share of recorded events, of all sizes, with evidence that anyone was detained; a lower bound, taken for a day.",
        0.02,
        1,
        Share,
    )
    crackdown_size: Ratio = assumed(
        0.0, "Police come rather to large protests and arrest rather at small ones (Chen); others find neither.", -1, 1
    )
    escape: Share = assumed(0.1, "Epstein's constant of 2.3.", 0.01, 1, Share)
    detention: Days = assumed(10.0, "Days to weeks; no published mean.", 1, 60, Days)
    risk_arrest: Share = assumed(0.5, SETTING, 0, 1, Share)
    playing: Playing = Playing()
    joining: Joining = Joining()
    trust: Trusting = Trusting()
