@NullMarked
package dev.rasura.internal;

import org.jspecify.annotations.NullMarked;
