"""Times a job on a CSV as whole processes, this program and pandas with PyTorch in turns: one epoch of training on the table,
then a prediction for each of its rows.

    python csv_job.py [--rows 2000000,5000000] [--turns 3] [--java java] [--out peers.json]

Run it in the project's folder after `./mvnw package`. --out adds rows to those of peers.py, medians over the turns, with the
largest memory that a process held in the system's name. `job FILE LABEL OUT` alone is what PyTorch's side runs.
"""
import argparse, json, os, shutil, statistics, subprocess, sys, tempfile, time

JAR = ["-jar", "target/first-network.jar"]


def job(path, label, out):
    import numpy as np
    import pandas as pd
    import torch

    torch.manual_seed(1)
    table = pd.read_csv(path)
    x = table.drop(columns=[label]).to_numpy(np.float32)
    y = table[label].to_numpy(np.float32)[:, None]
    order = np.random.default_rng(42).permutation(len(x))
    cut = len(x) // 5
    test, train = order[:cut], order[cut:]
    mean, sd = x[train].mean(0), x[train].std(0)
    X, Y = torch.from_numpy((x - mean) / sd), torch.from_numpy(y)
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 32), torch.nn.ReLU(), torch.nn.Linear(32, 1))
    sgd, loss = torch.optim.SGD(net.parameters(), 0.1), torch.nn.BCEWithLogitsLoss()
    rows = torch.from_numpy(train)
    for start in range(0, len(rows), 4096):
        batch = rows[start : start + 4096]
        sgd.zero_grad()
        loss(net(X[batch]), Y[batch]).backward()
        sgd.step()
    with torch.no_grad():
        print("test accuracy", ((net(X[test]) > 0) == (Y[test] > 0.5)).float().mean().item())
    table = pd.read_csv(path)
    with torch.no_grad():
        inputs = (table.drop(columns=[label]).to_numpy(np.float32) - mean) / sd
        p = torch.sigmoid(net(torch.from_numpy(inputs))).numpy().ravel()
    table["probability"] = p
    table["predicted"] = (p > 0.5).astype(int)
    table.to_csv(out, index=False)


def timed(command):
    """Seconds, most memory in MiB, and standard output of a process."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} ended with status {status}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024, out.strip()


def ours(java, path, folder):
    options = ["--data", path, "--engine", "hand", "--quiet"]
    train = ["--label", "label", "--epochs", "1", "--batch", "4096", "--no-plots", "--out", os.path.join(folder, "runs")]
    a, memory_a, run = timed([java, *JAR, "train", *options, *train])
    out = os.path.join(folder, "ours.csv")
    b, memory_b, _ = timed([java, *JAR, "predict", *options, "--model", run, "--out", out])
    shutil.rmtree(os.path.join(folder, "runs"))
    return a + b, max(memory_a, memory_b)


def theirs(path, folder):
    seconds, memory, _ = timed([sys.executable, __file__, "job", path, "label", os.path.join(folder, "theirs.csv")])
    return seconds, memory


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--rows", default="2000000,5000000")
    p.add_argument("--turns", type=int, default=3)
    p.add_argument("--java", default="java")
    p.add_argument("--out")
    a = p.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "table.csv")
        for n in map(int, a.rows.split(",")):
            timed([a.java, *JAR, "data", "moons", "--samples", str(n), "--noise", "0.3", "--out", path])
            turns = {"java -jar": [], "pandas and PyTorch": []}
            for _ in range(a.turns):
                turns["java -jar"].append(ours(a.java, path, folder))
                turns["pandas and PyTorch"].append(theirs(path, folder))
            for system, figures in turns.items():
                seconds = statistics.median(s for s, _ in figures)
                memory = max(m for _, m in figures)
                print(f"{n:>10,} rows  {system:<20}{seconds:7.2f} s {memory:7.0f} MiB", figures, flush=True)
                rows.append(
                    dict(system=f"{system}, at most {memory:.0f} MiB with {n:,} rows", dtype="processes", what="job", net="moons",
                         batch=n, us_per_step=round(seconds * 1e6)))
    if a.out:
        old = json.load(open(a.out))["rows"] if os.path.exists(a.out) else []
        with open(a.out, "w") as f:
            json.dump(dict(machine={}, rows=[r for r in old if r.get("what") != "job"] + rows), f, indent=1)


if __name__ == "__main__":
    job(*sys.argv[2:5]) if sys.argv[1:2] == ["job"] else main()
