@NullMarked
package dev.rasura.internal.datamap;

import org.jspecify.annotations.NullMarked;
