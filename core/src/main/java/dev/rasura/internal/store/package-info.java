@NullMarked
package dev.rasura.internal.store;

import org.jspecify.annotations.NullMarked;
