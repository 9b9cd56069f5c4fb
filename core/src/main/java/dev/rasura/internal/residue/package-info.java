/**
 * The residue scan: looks through a database for values that should be gone. It reads what is there, not what the data
 * map says, and so shares no code with the data map, the SQL of the duties or the executor of an erasure. Only the JDK's
 * own packages are used here.
 */
@NullMarked
package dev.rasura.internal.residue;

import org.jspecify.annotations.NullMarked;
