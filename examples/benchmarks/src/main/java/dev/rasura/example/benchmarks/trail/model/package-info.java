/** Members of a club, and when they came by. */
@NullMarked
package dev.rasura.example.benchmarks.trail.model;

import org.jspecify.annotations.NullMarked;
