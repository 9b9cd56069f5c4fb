@NullMarked
package dev.rasura.example.quickstart;

import org.jspecify.annotations.NullMarked;
