"""Counter machines: what an LSTM is once its control states are finitely many."""
