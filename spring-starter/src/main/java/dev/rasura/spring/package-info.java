/** Rasura in a Spring Boot application: auto-configuration, schedule, web endpoints and the JSON audit stream. */
@NullMarked
package dev.rasura.spring;

import org.jspecify.annotations.NullMarked;
