"""Regenerates numpy_stream.json: figures of NumPy's legacy random stream for sizes and seeds that ../golden leaves out.

    python3 make_reference.py        # writes next to this file; needs nothing but Python

It is a second implementation, on the MT19937 of Python's own `random` module. Before it writes anything it reproduces
every moons file in ../golden, which scikit-learn made, number for number.
"""
import csv, hashlib, json, math, pathlib, random

HERE = pathlib.Path(__file__).parent


def generator(seed):
    """MT19937 seeded by init_genrand, as RandomState(seed) is; Python itself only offers init_by_array."""
    state = [seed]
    for i in range(1, 624):
        state.append((1812433253 * (state[-1] ^ (state[-1] >> 30)) + i) & 0xFFFFFFFF)
    r = random.Random()
    r.setstate((3, tuple(state + [624]), None))
    return r


class Stream:
    """What NumPy's legacy-distributions.c and mtrand.pyx make of the generator."""

    def __init__(self, r):
        self.r, self.kept = r, None

    def permutation(self, n):
        a = list(range(n))
        for i in range(n - 1, 0, -1):
            mask, j = (1 << i.bit_length()) - 1, i + 1
            while j > i:
                j = self.r.getrandbits(32) & mask
            a[i], a[j] = a[j], a[i]
        return a

    def normal(self):
        if self.kept is not None:
            kept, self.kept = self.kept, None
            return kept
        r2 = 2
        while r2 >= 1 or r2 == 0:
            x1, x2 = 2 * self.r.random() - 1, 2 * self.r.random() - 1
            r2 = x1 * x1 + x2 * x2
        f = math.sqrt(-2 * math.log(r2) / r2)
        self.kept = f * x1
        return f * x2


def linspace(count):
    step = math.pi / (count - 1) if count > 1 else 0
    return [math.pi if 0 < i == count - 1 else i * step for i in range(count)]


def moons(n, noise, seed, shuffle=True):
    out, inn = n // 2, n - n // 2
    points = [(math.cos(t), math.sin(t), 0) for t in linspace(out)]
    points += [(1 - math.cos(t), 1 - math.sin(t) - 0.5, 1) for t in linspace(inn)]
    stream = Stream(generator(seed))
    if shuffle:
        points = [points[i] for i in stream.permutation(n)]
    if noise:
        points = [(x + noise * stream.normal(), y + noise * stream.normal(), c) for x, y, c in points]
    return points


def check(name, *arguments):
    with open(HERE.parent / "golden" / name, newline="") as f:
        rows = [(float(a), float(b), int(c)) for a, b, c in list(csv.reader(f))[1:]]
    assert rows == moons(*arguments), name


def summary(n, noise, seed, every):
    points = moons(n, noise, seed)
    labels = "".join(str(c) for _, _, c in points)
    return {"samples": n, "noise": noise, "seed": seed, "labelsSha256": hashlib.sha256(labels.encode()).hexdigest(),
            "every": every, "points": [[x, y] for x, y, _ in points[::every]],
            "sumX1": math.fsum(p[0] for p in points), "sumX2": math.fsum(p[1] for p in points)}


def interleaved(seed):
    stream = Stream(generator(seed))
    return [stream.normal(), stream.r.random(), stream.normal(), stream.normal(), stream.r.random()]


def main():
    check("moons_n100_noise0.1_seed1.csv", 100, 0.1, 1)
    check("moons_n7_noise0.3_seed0.csv", 7, 0.3, 0)
    check("moons_n1000_noise0.2_seed42.csv", 1000, 0.2, 42)
    check("moons_n50_no_noise_unshuffled.csv", 50, 0, 3, False)
    word = generator(5489)
    words = [word.getrandbits(32) for _ in range(10000)]
    pairs = []
    for seed, stream in ((1, 1), (7, 3), (0, 5), (4294967295, 2)):
        # Python seeds by init_by_array with the 32-bit words of an integer: the same as RandomState([seed, stream])
        r = random.Random(seed + (stream << 32))
        pairs.append({"seed": seed, "stream": stream, "samples": [r.random() for _ in range(3)]})
    last = generator(4294967295)
    (HERE / "numpy_stream.json").write_text(json.dumps({
        "words5489": words[:4] + words[-1:],
        "randomSampleLastSeed": [last.random() for _ in range(2)],
        "normalUniformNormalNormalUniform2024": interleaved(2024),
        "permutation257Seed3": Stream(generator(3)).permutation(257),
        "seedAndStream": pairs,
        "moons": [summary(2, 0.1, 5, 1), summary(3, 0, 9, 1), summary(101, 0.25, 12345, 5),
                  summary(100000, 0.15, 7, 1999)]}, indent=1) + "\n")


main()
