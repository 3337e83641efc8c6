"""Native code that gives the GIL up does use several processors (effect P12).

    scaling.py [MEGABYTES [THREADS [RUNS]]]

hashlib lets go of the GIL for texts of 2 KiB and more. The figure is the time of one thread over the time of several
for the same work: the number of processors is the ideal.

Published: SHA-256 of eight messages of 128 MB, 3.30 s with one thread and 1.68 s with two on two processors, 1.96.
"""

import hashlib

from lab import arguments, clock, figure, median, together


def main():
    megabytes, threads, runs = arguments(16, 2, 5)
    data = b"x" * (1024 * 1024 * megabytes)

    def digest():
        hashlib.sha256(data).digest()

    speed_ups = []
    for _ in range(runs):
        start = clock()
        for _ in range(threads):
            digest()
        in_sequence = clock() - start
        speed_ups.append(in_sequence / together(*[digest] * threads))
    figure("%d threads, speed-up of SHA-256" % threads, median(speed_ups))


main()
