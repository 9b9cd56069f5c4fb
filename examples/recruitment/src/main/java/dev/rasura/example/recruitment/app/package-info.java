/** A recruitment platform's backend on Spring Boot: four demo users, invented people, and the four duties. */
@NullMarked
package dev.rasura.example.recruitment.app;

import org.jspecify.annotations.NullMarked;
