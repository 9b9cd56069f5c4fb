@NullMarked
package dev.rasura.processing;

import org.jspecify.annotations.NullMarked;
