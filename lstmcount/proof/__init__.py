"""Proofs that an LSTM counts right for every text, and counterexamples."""
