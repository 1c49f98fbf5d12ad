"""Faults as users meet them: real processes, and a signal at any moment of their run."""
