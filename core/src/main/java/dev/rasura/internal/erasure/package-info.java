@NullMarked
package dev.rasura.internal.erasure;

import org.jspecify.annotations.NullMarked;
