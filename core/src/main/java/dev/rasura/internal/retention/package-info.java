@NullMarked
package dev.rasura.internal.retention;

import org.jspecify.annotations.NullMarked;
