"""What is told of a society: named figures, from the counts of its days and from how people stand."""
