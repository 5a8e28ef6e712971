package dev.firstnetwork.wing.trust;

import picocli.CommandLine.Mixin;

/** What this wing adds to {@code train}. */
public final class TrustOptions {

    @Mixin
    AdversarialAddition adversarial;

    @Mixin
    FairAddition fair;
}
