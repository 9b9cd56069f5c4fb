package dev.rasura.erasure.trespass;

import dev.rasura.export.trespass.KnowsErasure;
import dev.rasura.internal.trespass.Machinery;
import java.util.List;

/** An empty name, in a package that is not null-marked, that knows another duty and exposes what is internal. */
public final class ErasureManager {

    public List<Machinery> machinery() {
        return List.of();
    }

    KnowsErasure other() {
        return new KnowsErasure(this);
    }
}
