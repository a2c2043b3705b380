"""Who carries out the jobs of a sweep: this process, a pool of processes, or Dask."""
