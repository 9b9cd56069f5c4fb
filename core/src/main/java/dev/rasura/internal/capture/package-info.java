@NullMarked
package dev.rasura.internal.capture;

import org.jspecify.annotations.NullMarked;
