"""The store: run directories, each with a manifest, that are written once and reused by the digest of their inputs."""
