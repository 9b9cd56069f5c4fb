/** A recruitment platform: its entities, and a generator that fills it with people who do not exist. */
@NullMarked
package dev.rasura.example.recruitment;

import org.jspecify.annotations.NullMarked;
