"""What experiments read off a world beside its observables: one probe in each file (see `glasshouse.sweeps.probes`)."""
