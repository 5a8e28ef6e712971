package dev.firstnetwork.wing.trust;

import dev.firstnetwork.cli.Addition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What this wing adds to {@code train}, and its commands. */
public final class TrustOptions implements Addition {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Mixin
    AdversarialAddition adversarial;

    @Mixin
    FairAddition fair;

    @Mixin
    PrivacyAddition privacy;

    @Mixin
    MembershipAddition membership;

    /** picocli tells a mix-in of a command what that command is, but not one within another mix-in. */
    @Override
    public void checkOptions(int ensemble) {
        privacy.command = spec;
        if (fair.method != null && privacy.options.isAsked()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--fair goes by the groups of single rows, which --dp-noise does not protect: give one of them");
        }
    }

    /** What makes each command, by its name. */
    public static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("robust", RobustCommand::new);
        commands.put("privacy", PrivacyCommand::new);
        commands.put("federate", FederateCommand::new);
        return commands;
    }
}
