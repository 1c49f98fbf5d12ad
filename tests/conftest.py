"""What holds for every test: what is none, and that an interrupt reaches what a test starts."""

import signal

collect_ignore = ["weather/hook", "fuzz/guided.py"]  # for other processes; needs its own package

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a script
    signal.signal(signal.SIGINT, signal.default_int_handler)
