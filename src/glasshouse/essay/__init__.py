"""The essay, sentence by sentence: where in the laboratory each system, mechanism or effect that it names stands."""
