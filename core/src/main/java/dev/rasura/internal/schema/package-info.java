@NullMarked
package dev.rasura.internal.schema;

import org.jspecify.annotations.NullMarked;
