"""What is no test: a hook for other processes, and a program that needs a package of its own."""

collect_ignore = ["weather/hook", "fuzz/guided.py"]
