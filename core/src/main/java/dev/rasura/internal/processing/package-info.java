@NullMarked
package dev.rasura.internal.processing;

import org.jspecify.annotations.NullMarked;
