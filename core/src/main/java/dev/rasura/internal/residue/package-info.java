@NullMarked
package dev.rasura.internal.residue;

import org.jspecify.annotations.NullMarked;
