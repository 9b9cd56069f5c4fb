/** The audit trail: what it costs to write, to seal, to verify, to search and to stream. */
@NullMarked
package dev.rasura.example.benchmarks.trail;

import org.jspecify.annotations.NullMarked;
