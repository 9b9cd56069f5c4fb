/** One model with every shape that Hibernate maps, and exactly what map, plan and erasure say and do to it. */
@org.jspecify.annotations.NullMarked
package dev.rasura.zoo;
