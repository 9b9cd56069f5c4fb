/** A recruitment platform: its entities, and a generator that fills it with people who do not exist. */
@NullMarked
@Processing(recipients = "Companies that hire")
package dev.rasura.example.recruitment;

import dev.rasura.annotation.Processing;
import org.jspecify.annotations.NullMarked;
