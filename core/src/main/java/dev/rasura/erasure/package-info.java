@NullMarked
package dev.rasura.erasure;

import org.jspecify.annotations.NullMarked;
