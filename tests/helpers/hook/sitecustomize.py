"""A signal to this process at its n-th call or return, counted from a function of the program.

Python imports this before the program, when its folder is on PYTHONPATH. MOMENT is
``module function n signal``; with MOMENT_COUNT, a file, the number of moments goes there. They
last until the function returns; those of ``main`` until the process ends.
"""

import os
import sys

module, function, wanted, signal_number = os.environ["MOMENT"].split()
count_file = os.environ.get("MOMENT_COUNT")
process = os.getpid()
count = 0


def begin(frame, event, argument):
    global first
    if frame.f_code.co_name == function and frame.f_globals.get("__name__") in (module, "__main__"):
        first = frame
        sys.setprofile(watch)


def watch(frame, event, argument):
    global count
    count += 1
    if count == int(wanted) and os.getpid() == process:
        os.kill(process, int(signal_number))
    if frame is first and event == "return" and function != "main":
        sys.setprofile(None)


if count_file:
    leave = os._exit

    def write_and_leave(code):
        if os.getpid() == process:
            sys.setprofile(None)
            with open(count_file, "w") as file:
                file.write(str(count))
        leave(code)

    os._exit = write_and_leave


sys.setprofile(begin)
