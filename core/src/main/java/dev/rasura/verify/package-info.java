/**
 * The offline verifier, {@code java -jar rasura-core.jar}: checks what the audit trail exported, with the JDK and the
 * verifier key alone. It shares no code and no state with what wrote the trail.
 */
@NullMarked
package dev.rasura.verify;

import org.jspecify.annotations.NullMarked;
