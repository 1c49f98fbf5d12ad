"""One way each to start the program, and the tables of cases that several suites share."""
