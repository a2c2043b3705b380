"""Claims tried on a Dask cluster: starts one on this machine, names it by its address, and hands the runs to it.

Run: python examples/claims_on_a_cluster.py [ID ...]
Needs ``pip install 'glasshouse[cluster]'``. With a cluster of your own leave the block out and set DASK_SCHEDULER_ADDRESS.
"""

import os
import sys

import dask
from distributed import LocalCluster

import glasshouse as gh


def main(claims: list[str]) -> None:
    """Try claims, quickly, on a cluster of two workers with one thread each."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        os.environ["DASK_SCHEDULER_ADDRESS"] = cluster.scheduler_address
        dask.config.refresh()
        trial = gh.run_claims(*claims, quick=True, executor="dask")
    for row in trial.rows():
        print(row["id"], row["title"], "-", row["leans"] or row["verdict"])


if __name__ == "__main__":
    main(sys.argv[1:] or ["C12"])
