"""Times a search for hyper-parameters as whole processes, this program's `tune` and scikit-learn's GridSearchCV on two
processes, in turns: the same grid, folds, epochs and batches on the same table.

    python tune_job.py [--data breast-cancer] [--epochs 100] [--turns 5] [--java java] [--out peers.json]

Run it in the project's folder after `./mvnw package`. --out adds rows to those of peers.py, medians over the turns. `job FILE LABEL
EPOCHS` alone is what scikit-learn's side runs.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time, warnings

HIDDEN, RATES, FOLDS, BATCH = [16, 32, 64], [0.03, 0.1], 5, 32


def job(path, label, epochs):
    import pandas as pd
    from sklearn.model_selection import GridSearchCV, train_test_split
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    os.environ["PYTHONWARNINGS"] = "ignore"
    warnings.simplefilter("ignore")
    table = pd.read_csv(path)
    X, y = table.drop(columns=[label]), table[label]
    a, b, ya, yb = train_test_split(X, y, test_size=0.2, random_state=42)
    net = MLPClassifier(solver="sgd", momentum=0, alpha=0, batch_size=BATCH, max_iter=epochs, tol=0,
                        n_iter_no_change=epochs, random_state=1)
    grid = {"mlpclassifier__hidden_layer_sizes": [(h,) for h in HIDDEN], "mlpclassifier__learning_rate_init": RATES}
    search = GridSearchCV(make_pipeline(StandardScaler(), net), grid, cv=FOLDS, scoring="roc_auc", n_jobs=2)
    search.fit(a, ya)
    print(search.best_params_, search.best_score_, search.score(b, yb))


def timed(command):
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{command} ended with status {done.returncode}: {done.stderr}")
    return time.perf_counter() - begin, done.stdout.strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="breast-cancer")
    parser.add_argument("--label", default="diagnosis")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--java", default="java")
    parser.add_argument("--out")
    args = parser.parse_args()
    jar = [args.java, "-jar", "target/first-network.jar"]
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "table.csv")
        with open(table, "w", encoding="utf-8") as file:
            subprocess.run([*jar, "data", args.data], stdout=file, check=True)
        space = json.dumps({"hidden": [[h] for h in HIDDEN], "learningRate": RATES})
        ours = [*jar, "tune", "--data", table, "--label", args.label, "--space", space, "--search", "grid", "--folds", str(FOLDS),
                "--batch", str(BATCH), "--epochs", str(args.epochs), "--quiet", "--out", os.path.join(folder, "runs")]
        theirs = [sys.executable, os.path.abspath(__file__), "job", table, args.label, str(args.epochs)]
        seconds = {"java -jar tune": [], "scikit-learn GridSearchCV, n_jobs=2": []}
        for turn in range(args.turns):
            for name, command in zip(seconds, (ours, theirs)):
                took, out = timed(command)
                seconds[name].append(took)
                print(f"turn {turn + 1}: {name} {took:.2f} s  {out.splitlines()[-1] if out else ''}", flush=True)
    medians = {name: statistics.median(all) for name, all in seconds.items()}
    first, second = medians.values()
    print(f"medians {first:.2f} and {second:.2f} s: {second / first:.1f} times")
    if args.out:
        rows = [{"system": name, "dtype": "float64, processes", "what": "tune", "net": args.data, "batch": len(HIDDEN) * len(RATES),
                 "us_per_step": median * 1e6} for name, median in medians.items()]
        old = json.load(open(args.out, encoding="utf-8"))["rows"] if os.path.exists(args.out) else []
        with open(args.out, "w", encoding="utf-8") as file:
            json.dump({"machine": {}, "rows": [r for r in old if r.get("what") != "tune"] + rows}, file, indent=1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["job"]:
        job(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main()
