@NullMarked
package dev.rasura.example.recruitment;

import org.jspecify.annotations.NullMarked;
