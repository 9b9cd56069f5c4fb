@NullMarked
package dev.rasura.retention;

import org.jspecify.annotations.NullMarked;
