package dev.firstnetwork.playground;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.instructions.InvokeInstruction;

/**
 * Has the program round up by itself, where TeaVM would ask the browser: in {@code RowBlocks}, which asks for each hidden
 * unit of each row, that is a third of a step's time.
 */
public final class Rounding implements ClassHolderTransformer {

    private static final MethodReference ASKED =
            new MethodReference("java.lang.Math", "ceil", ValueType.DOUBLE, ValueType.DOUBLE);

    private static final MethodReference OWN =
            new MethodReference("dev.firstnetwork.playground.Ceiling", "of", ValueType.DOUBLE, ValueType.DOUBLE);

    @Override
    public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
        if (!cls.getName().startsWith("dev.firstnetwork.wing.fast.")) {
            return;
        }
        for (MethodHolder method : cls.getMethods()) {
            if (method.getProgram() != null) {
                for (BasicBlock block : method.getProgram().getBasicBlocks()) {
                    for (Instruction instruction : block) {
                        if (instruction instanceof InvokeInstruction call
                                && call.getMethod().equals(ASKED)) {
                            call.setMethod(OWN);
                        }
                    }
                }
            }
        }
    }
}
