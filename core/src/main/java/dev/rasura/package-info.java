@NullMarked
package dev.rasura;

import org.jspecify.annotations.NullMarked;
