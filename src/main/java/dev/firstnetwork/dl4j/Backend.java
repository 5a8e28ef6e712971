package dev.firstnetwork.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J computes on: the CPU, or an NVIDIA GPU through CUDA. Loaded once, at the first use; what would fail with a long
 * trace is looked for before ND4J is touched.
 *
 * @param name {@code CPU} or {@code CUDA}, with the device where it is known
 * @param blas the linear algebra library, such as {@code OPENBLAS}
 * @param threads how many threads ND4J's own operations take
 * @param blasThreads how many a matrix product takes
 */
public record Backend(String name, String blas, int threads, int blasThreads) {

    private static final String CUDA_CLASS = "/org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final String CPU_CLASS = "/org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";

    /** Compute capabilities that nd4j-cuda-11.6 M2.1 holds code for: sm_37 to sm_86, which 8.9 can run too. */
    private static final double LEAST_CAPABILITY = 3.7;

    private static final double GREATEST_CAPABILITY = 8.9;

    /** ND4J has nothing to compute on. The message says why, in plain words, and what to do. */
    public static final class MissingException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private MissingException(String message) {
            super(message);
        }

        private MissingException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Loaded when it is first asked for: the backend, or why there is none. */
    private static final class Loaded {

        private static final Object RESULT = loaded();
    }

    /**
     * The backend, loaded now if it was not.
     *
     * @throws MissingException if there is none
     */
    public static Backend require() {
        if (Loaded.RESULT instanceof MissingException problem) {
            throw new MissingException(problem.getMessage(), problem);
        }
        return (Backend) Loaded.RESULT;
    }

    /** Begins to load the backend beside what is done before it is needed; what is wrong with it is told then. */
    public static void loadAhead() {
        Thread thread = new Thread(() -> Objects.requireNonNull(Loaded.RESULT), "backend");
        thread.setDaemon(true);
        thread.start();
    }

    private static Object loaded() {
        try {
            return load();
        } catch (MissingException e) {
            return e;
        }
    }

    private static Backend load() {
        boolean cuda = Backend.class.getResource(CUDA_CLASS) != null;
        String device = cuda ? requireGpu(queryGpus()) : "";
        if (!cuda) {
            requireCpuNatives();
        }
        try {
            // OpenMP threads that spin for work make tiny networks 15 to 50 times slower on a busy machine, and steps
            // of small ones several times slower on a quiet one
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            if (!cuda && System.getenv("OMP_NUM_THREADS") == null) {
                Nd4j.factory().blas().setMaxThreads(1);
            }
            return new Backend(
                    cuda ? "CUDA (" + device + ")" : "CPU",
                    Nd4j.factory().blas().getBlasVendor().name(),
                    Nd4j.getEnvironment().maxMasterThreads(),
                    Nd4j.factory().blas().getMaxThreads());
        } catch (LinkageError | RuntimeException e) {
            throw new MissingException(
                    cuda
                            ? "CUDA 11.6 does not load on " + device + ": " + rootMessage(e)
                                    + ". It needs cuBLAS and cuSOLVER of CUDA 11: install them, or build with"
                                    + " -Pcuda,cuda-redist"
                            : "ND4J's CPU backend does not load: " + rootMessage(e),
                    e);
        }
    }

    private static void requireCpuNatives() {
        String platform = Loader.getPlatform();
        if (Backend.class.getResource(CPU_CLASS) == null) {
            throw new MissingException(
                    "no ND4J backend is on the class path: expected nd4j-native (CPU) or, built with -Pcuda,"
                            + " nd4j-cuda");
        }
        String natives = "/org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "/";
        if (Backend.class.getResource(natives) == null) {
            throw new MissingException("nd4j-native has no native library for this platform, " + platform
                    + ", on the class path: build the project on the machine that runs it, or name the platform with"
                    + " -Djavacpp.platform=" + platform);
        }
    }

    /** What {@code nvidia-smi} says: a line {@code name, capability} for each GPU; empty where there is no driver. */
    private static List<String> queryGpus() {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return output.lines()
                        .map(String::strip)
                        .filter(line -> line.contains(","))
                        .toList();
            }
        } catch (IOException e) {
            // there is no driver
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    /**
     * The first GPU that CUDA 11.6 has code for.
     *
     * @param gpus lines {@code name, capability} as {@code nvidia-smi} prints them
     * @throws MissingException if there is no driver, or no such GPU
     */
    static String requireGpu(List<String> gpus) {
        if (gpus.isEmpty()) {
            throw new MissingException(
                    "this build is for CUDA, but nvidia-smi finds no NVIDIA GPU or no driver: install the"
                            + " driver, or build without -Pcuda to run on the CPU");
        }
        for (String gpu : gpus) {
            double capability = capability(gpu);
            if (capability >= LEAST_CAPABILITY && capability <= GREATEST_CAPABILITY) {
                return gpu;
            }
        }
        throw new MissingException(
                "nd4j-cuda-11.6 holds code for compute capability " + LEAST_CAPABILITY + " to " + GREATEST_CAPABILITY
                        + ", found " + String.join("; ", gpus) + ": build without -Pcuda to run on the CPU");
    }

    private static double capability(String gpu) {
        try {
            return Double.parseDouble(gpu.substring(gpu.lastIndexOf(',') + 1).strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse(root.getClass().getSimpleName());
    }
}
