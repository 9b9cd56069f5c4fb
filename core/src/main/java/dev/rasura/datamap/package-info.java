@NullMarked
package dev.rasura.datamap;

import org.jspecify.annotations.NullMarked;
