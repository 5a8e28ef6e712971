package dev.firstnetwork.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One figure.
 *
 * @param system what was timed
 * @param dtype what it computes in
 * @param what {@code step}, {@code stepAndLoss}, {@code predict}, {@code dl4j}, {@code csv}, {@code job}, {@code page} or {@code process}
 * @param net the network, or what was read or run
 * @param batch the number of rows
 * @param microseconds the median time of one
 */
record BenchmarkRow(String system, String dtype, String what, String net, int batch, double microseconds) {

    /** A row of {@code peers.py}, all of which are steps, or of an earlier {@code benchmarks.json}. */
    static BenchmarkRow of(JsonNode peer) {
        return new BenchmarkRow(
                peer.get("system").textValue(),
                peer.get("dtype").textValue(),
                peer.path("what").asText("step"),
                peer.get("net").textValue(),
                peer.get("batch").intValue(),
                peer.get("us_per_step").doubleValue());
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("system", system);
        map.put("dtype", dtype);
        map.put("what", what);
        map.put("net", net);
        map.put("batch", batch);
        map.put("us_per_step", Math.round(microseconds * 1000) / 1000.0);
        return map;
    }
}
