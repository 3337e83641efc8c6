# What whoever started this process has left open: a child gets it only if it is told so.
import os
import subprocess
import sys

if sys.argv[1:] == ["with more"]:
    look = "for fd in 7 8 9; do eval \"(: <&$fd) 2>/dev/null\" && echo $fd; done; :"
    own = os.open(os.devnull, os.O_RDONLY)
    os.dup2(own, 8)
    for options in {}, {"close_fds": False}, {"pass_fds": [7]}, {"pass_fds": [8]}, {"pass_fds": [7, 6]}, {"start_new_session": True}:
        print(options, subprocess.run(["/bin/sh", "-c", look], stdout=subprocess.PIPE, **options).stdout.split())
else:
    command = 'exec 7</dev/null 9</dev/null 8<&- 6<&-; exec "$@"'
    # As this one was started: by its program, which may have a command before the script.
    os.execv("/bin/sh", ["sh", "-c", command, "sh", *sys.orig_argv, "with more"])
