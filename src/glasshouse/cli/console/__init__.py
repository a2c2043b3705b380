"""What the verbs share: options, output, progress, errors and wording."""
