"""The few things that need an answer before anything else."""
