"""Times the article's job as whole processes, this program and scikit-learn with matplotlib in turns: moons, split, scaling, 50
epochs of training with both losses after each, figures on the test rows, and two pictures.

    python article_job.py [--turns 7] [--java java] [--out peers.json]

Run it in the project's folder after `./mvnw package`. --out adds rows to those of peers.py, medians over the turns. `job FOLDER`
alone is what scikit-learn's side runs: the least that does the job, without a page, a model file or a second engine.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time

TRAIN = ["-jar", "target/first-network.jar", "train", "--quiet"]


def job(folder):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
    from sklearn.datasets import make_moons
    from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, roc_auc_score
    from sklearn.model_selection import train_test_split
    from sklearn.neural_network import MLPClassifier
    from sklearn.preprocessing import StandardScaler

    x, y = make_moons(100, noise=0.1, random_state=1)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=42)
    scaler = StandardScaler().fit(x_train)
    x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)
    net = MLPClassifier(
        (32,), solver="sgd", learning_rate_init=0.1, momentum=0, batch_size=len(x_train), alpha=0, random_state=1)
    losses = []
    for _ in range(50):
        net.partial_fit(x_train, y_train, classes=[0, 1])
        losses.append([log_loss(y_train, net.predict_proba(x_train)), log_loss(y_test, net.predict_proba(x_test))])
    p = net.predict_proba(x_test)[:, 1]
    print(accuracy_score(y_test, p > 0.5), roc_auc_score(y_test, p), confusion_matrix(y_test, p > 0.5).tolist())
    os.makedirs(folder, exist_ok=True)
    plt.plot(losses, label=["train", "test"])
    plt.legend()
    plt.savefig(os.path.join(folder, "loss.png"))
    plt.figure()
    u, v = np.meshgrid(np.linspace(-3, 3, 200), np.linspace(-3, 3, 200))
    surface = net.predict_proba(np.c_[u.ravel(), v.ravel()])[:, 1].reshape(u.shape)
    plt.contourf(u, v, surface, 20)
    plt.scatter(x_train[:, 0], x_train[:, 1], c=y_train)
    plt.savefig(os.path.join(folder, "surface.png"))


def seconds(command):
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        subprocess.run([*command, folder], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--turns", type=int, default=7)
    p.add_argument("--java", default="java")
    p.add_argument("--out")
    a = p.parse_args()
    commands = {
        "in turns: scikit-learn and matplotlib": [sys.executable, __file__, "job"],
        "in turns: `train`": [a.java, *TRAIN, "--out"],
        "in turns: `train --engine hand --no-plots`": [a.java, *TRAIN, "--engine", "hand", "--no-plots", "--out"],
    }
    # the first turn, which reads all files from the disk, does not count
    turns = [{name: seconds(command) for name, command in commands.items()} for _ in range(a.turns + 1)][1:]
    peer = next(iter(commands))
    rows = []
    for name in commands:
        median = statistics.median(turn[name] for turn in turns)
        ratio = statistics.median(turn[name] / turn[peer] for turn in turns)
        print(f"{name:<46}{median:6.2f} s, {ratio:.2f} of the peer's", flush=True)
        rows.append(dict(system=name, dtype="", what="process", net="moons", batch=1, us_per_step=round(median * 1e6)))
    if a.out:
        old = json.load(open(a.out))["rows"] if os.path.exists(a.out) else []
        with open(a.out, "w") as f:
            json.dump(dict(machine={}, rows=[r for r in old if r.get("what") != "process"] + rows), f, indent=1)


if __name__ == "__main__":
    job(sys.argv[2]) if sys.argv[1:2] == ["job"] else main()
