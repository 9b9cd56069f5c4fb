@NullMarked
package dev.rasura.internal.keys;

import org.jspecify.annotations.NullMarked;
