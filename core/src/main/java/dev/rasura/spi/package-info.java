@NullMarked
package dev.rasura.spi;

import org.jspecify.annotations.NullMarked;
