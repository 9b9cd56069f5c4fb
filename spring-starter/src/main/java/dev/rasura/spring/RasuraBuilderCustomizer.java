package dev.rasura.spring;

import dev.rasura.Rasura;

/** A bean of this type has the last word on how {@link Rasura} is built; several are called in their order. */
@FunctionalInterface
public interface RasuraBuilderCustomizer {

    void customize(Rasura.Builder builder);
}
