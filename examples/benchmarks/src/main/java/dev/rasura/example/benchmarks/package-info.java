/** Ours and the yardstick, in turn, in one process. */
@NullMarked
package dev.rasura.example.benchmarks;

import org.jspecify.annotations.NullMarked;
