/** The platform over real HTTP. */
@NullMarked
package dev.rasura.example.recruitment.app;

import org.jspecify.annotations.NullMarked;
