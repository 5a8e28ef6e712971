package dev.firstnetwork.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which GPUs the CUDA build accepts: nd4j-cuda-11.6 M2.1 holds code for sm_37 to sm_86 and no PTX, so compute capability 3.7
 * to 8.9 can run it (FACTS.md). The lines are nvidia-smi's, the capabilities NVIDIA's.
 */
class BackendTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tesla K80, 3.7",
                "GeForce GTX 1080, 6.1",
                "Tesla V100-SXM2-16GB, 7.0",
                "NVIDIA A100-SXM4-40GB, 8.0",
                "NVIDIA RTX A6000, 8.6",
                "NVIDIA GeForce RTX 4090, 8.9"
            })
    void aGpuWithCodeForItIsTaken(String gpu) {
        assertThat(Backend.requireGpu(List.of(gpu))).isEqualTo(gpu);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tesla K40c, 3.5",
                "NVIDIA H100 80GB HBM3, 9.0",
                "NVIDIA H200, 9.0",
                "NVIDIA B200, 10.0",
                "NVIDIA GeForce RTX 5090, 12.0"
            })
    void aGpuWithoutCodeForItIsRefusedByName(String gpu) {
        assertThatThrownBy(() -> Backend.requireGpu(List.of(gpu)))
                .isInstanceOf(Backend.MissingException.class)
                .hasMessageContaining(gpu)
                .hasMessageContaining("3.7 to 8.9")
                .hasMessageContaining("build without -Pcuda")
                .hasMessageNotContaining("\n");
    }

    @Test
    void withoutAGpuTheMessageSaysWhatToDo() {
        assertThatThrownBy(() -> Backend.requireGpu(List.of()))
                .isInstanceOf(Backend.MissingException.class)
                .hasMessageContaining("nvidia-smi finds no NVIDIA GPU or no driver")
                .hasMessageContaining("install the driver")
                .hasMessageContaining("build without -Pcuda");
    }

    @Test
    void ofSeveralGpusTheFirstWithCodeForItIsTaken() {
        List<String> gpus = List.of("NVIDIA H100 PCIe, 9.0", "NVIDIA L4, 8.9", "Tesla T4, 7.5");

        assertThat(Backend.requireGpu(gpus)).isEqualTo("NVIDIA L4, 8.9");
    }

    @Test
    void ofSeveralGpusWithoutCodeAllAreNamed() {
        assertThatThrownBy(() -> Backend.requireGpu(List.of("NVIDIA H100 PCIe, 9.0", "Tesla K40c, 3.5")))
                .isInstanceOf(Backend.MissingException.class)
                .hasMessageContaining("NVIDIA H100 PCIe, 9.0; Tesla K40c, 3.5");
    }

    /** Old drivers know no compute_cap and print an error in its place; the name may hold a comma. */
    @Test
    void aLineWithoutACapabilityIsNoGpuToTake() {
        assertThatThrownBy(() -> Backend.requireGpu(List.of("Tesla V100, [N/A]", "Quadro, old")))
                .isInstanceOf(Backend.MissingException.class)
                .hasMessageContaining("[N/A]");
        assertThat(Backend.requireGpu(List.of("Graphics, Device, 7.5"))).isEqualTo("Graphics, Device, 7.5");
    }

    /** One OpenMP thread is what the small networks of this program train fastest with (FACTS.md). */
    @Test
    void theUsualBuildComputesOnTheCpuWithOneThread() {
        assumeThat(Backend.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class"))
                .as("built with -Pcuda")
                .isNull();

        Backend backend = Backend.require();

        assertThat(backend.name()).isEqualTo("CPU");
        assertThat(backend.blas()).isEqualTo("OPENBLAS");
        // surefire sets OMP_NUM_THREADS to 1
        assertThat(backend.blasThreads()).isEqualTo(1);
        assertThat(backend.threads())
                .isEqualTo(1)
                .isEqualTo(Nd4j.getEnvironment().maxMasterThreads());
        assertThat(Backend.require()).isSameAs(backend);
    }
}
