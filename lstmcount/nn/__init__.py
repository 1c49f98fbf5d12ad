"""The recurrent layers: the LSTM, the weights set by hand, the sigmoid RNN, and weight files."""
