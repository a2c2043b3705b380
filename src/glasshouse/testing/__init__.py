"""What tests need of a model: slow, obvious twins of the kernels (`plain`) and small worlds lived through (`lives`)."""
