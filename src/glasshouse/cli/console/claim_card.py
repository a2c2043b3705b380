"""A claim, as ``glasshouse show`` tells of it: all that was written down before it was run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.cli.console.output import wrapped, write, write_json

if TYPE_CHECKING:
    from glasshouse.claims.claim import Claim


def write_claim(claim: Claim, json: bool) -> None:
    """Write what a claim says and what would count."""
    if json:
        write_json({"kind": "claim", "name": claim.id, **claim.model_dump(mode="json")})
        return
    write(wrapped(f"{claim.id}, a claim: {claim.title}"))
    for line in (claim.statement, f"Where: {claim.place}; {claim.reading}.", f"Hypothesis: {claim.hypothesis}"):
        write(wrapped(line))
    write()
    rungs = f"; beside it: {', '.join(claim.ladder)}" if claim.ladder else ""
    settings = f" with {', '.join(claim.settings)}" if claim.settings else ""
    less = f", less the same between {' and '.join(claim.interaction)}" if claim.interaction else ""
    write(wrapped(f"Compared: {claim.scenario}{settings} against {claim.against}{less}{rungs}."))
    write(wrapped(f"Measured: {claim.observable}; the claim expects {claim.direction}."))
    size = f"{claim.smallest.value:g}" + (" of the twin's value" if claim.smallest.of == "twin" else "")
    write(wrapped(f"Smallest effect that matters: {size}. {claim.smallest.why}"))
    for each in claim.secondaries:
        write(wrapped(f"Expected as well: {each.direction} of {each.observable}."))
    for line in claim.changed_after_a_look:
        write(wrapped(f"Changed after results had been seen. {line}"))
    if claim.caution:
        write()
        write(wrapped(claim.caution))
