@NullMarked
package dev.rasura.export;

import org.jspecify.annotations.NullMarked;
