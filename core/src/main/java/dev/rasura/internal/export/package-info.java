@NullMarked
package dev.rasura.internal.export;

import org.jspecify.annotations.NullMarked;
