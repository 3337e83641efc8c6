"""Planets under gravity: floats in lists."""

DAYS_PER_YEAR = 365.24
SOLAR_MASS = 4 * 3.141592653589793 ** 2


def solar_system():
    """Position, velocity and mass of the Sun and the four giants."""
    sun = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS]
    giants = [
        [4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609],
        [8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411021, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812],
        [12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298],
        [15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451],
    ]
    bodies = [sun]
    for x, y, z, vx, vy, vz, mass in giants:
        bodies.append(
            [x, y, z, vx * DAYS_PER_YEAR, vy * DAYS_PER_YEAR, vz * DAYS_PER_YEAR, mass * SOLAR_MASS]
        )
    for body in bodies[1:]:
        for axis in range(3):
            sun[3 + axis] -= body[3 + axis] * body[6] / SOLAR_MASS
    return bodies


def pairs_of(bodies):
    return [(first, second) for i, first in enumerate(bodies) for second in bodies[i + 1:]]


def energy(bodies, pairs):
    total = 0.0
    for _, _, _, vx, vy, vz, mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for first, second in pairs:
        dx = first[0] - second[0]
        dy = first[1] - second[1]
        dz = first[2] - second[2]
        total -= first[6] * second[6] / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for first, second in pairs:
            dx = first[0] - second[0]
            dy = first[1] - second[1]
            dz = first[2] - second[2]
            pull = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            of_second = second[6] * pull
            of_first = first[6] * pull
            first[3] -= dx * of_second
            first[4] -= dy * of_second
            first[5] -= dz * of_second
            second[3] += dx * of_first
            second[4] += dy * of_first
            second[5] += dz * of_first
        for body in bodies:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


def main():
    bodies = solar_system()
    pairs = pairs_of(bodies)
    print(f"{energy(bodies, pairs):.9f}")
    advance(bodies, pairs, 0.01, 50_000)
    print(f"{energy(bodies, pairs):.9f}")


if __name__ == "__main__":
    main()
