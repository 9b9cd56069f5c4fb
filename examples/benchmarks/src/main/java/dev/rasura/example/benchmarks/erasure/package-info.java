/** Erasing one person, beside the same by hand, by bulk HQL and entity by entity. */
@NullMarked
package dev.rasura.example.benchmarks.erasure;

import org.jspecify.annotations.NullMarked;
