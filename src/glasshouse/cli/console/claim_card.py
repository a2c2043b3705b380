"""A claim, as ``glasshouse show`` tells of it: all that was written down before it was run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.cli.console.output import wrapped, write, write_json, write_table

if TYPE_CHECKING:
    from glasshouse.claims.claim import Claim


def write_claim(claim: Claim, json: bool) -> None:
    """Write what a claim says and what would count."""
    if json:
        write_json({"kind": "claim", "name": claim.id, **claim.model_dump(mode="json")})
        return
    write(wrapped(f"{claim.id}, a claim: {claim.title}"))
    for line in (claim.statement, f"Where: {claim.place}.", f"Hypothesis: {claim.hypothesis}"):
        write(wrapped(line))
    write()
    against = f"against {claim.against}" if claim.against else "on its own"
    rungs = f"; beside it: {', '.join(claim.ladder)}" if claim.ladder else ""
    settings = f" with {', '.join(claim.settings)}" if claim.settings else ""
    write(wrapped(f"Compared: {claim.scenario}{settings} {against}{rungs}."))
    write(wrapped(f"Measured: {claim.observable}; the claim expects {claim.direction}."))
    write(wrapped(f"Smallest effect that matters: {claim.smallest_effect.value:g}. {claim.smallest_effect.why}"))
    write(wrapped(f"Varied: {', '.join(claim.over)}."))
    if claim.links:
        write()
        write_table(["link", "off", "what it is"], [[link.key, str(link.off), link.title] for link in claim.links])
    if claim.caution:
        write()
        write(wrapped(claim.caution))
