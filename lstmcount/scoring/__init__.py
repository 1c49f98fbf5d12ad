"""Texts to scores and traces, one by one and in bulk."""
