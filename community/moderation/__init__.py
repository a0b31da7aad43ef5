"""Reports, the one queue and sanctions."""
