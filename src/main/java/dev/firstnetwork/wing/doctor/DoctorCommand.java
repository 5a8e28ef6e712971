package dev.firstnetwork.wing.doctor;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Pass;
import dev.firstnetwork.report.Table;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What runs here. */
@Command(
        name = "doctor",
        description = "Show what runs here: JDK, backend, BLAS, threads, kernels, memory.",
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Map<String, Object> facts = new LinkedHashMap<>(Environment.versions());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20);
        facts.put("kernels", Pass.Maker.fastest().name());
        try {
            facts.putAll(Environment.backend());
        } catch (Backend.MissingException e) {
            facts.put("backend", null);
            facts.put("problem", e.getMessage());
        }
        PrintWriter out = common.out();
        if (common.json) {
            out.print(Json.text(facts));
        } else {
            Table table = Table.ofFacts();
            for (var fact : facts.entrySet()) {
                table = table.row(fact.getKey(), fact.getValue() == null ? "none" : fact.getValue());
            }
            out.println(table.text());
        }
        return facts.containsKey("problem") ? ExitCode.NO_BACKEND : ExitCode.DONE;
    }
}
