/** A person with five tables of rows, two of them a step further away. */
@NullMarked
package dev.rasura.example.benchmarks.erasure.model;

import org.jspecify.annotations.NullMarked;
