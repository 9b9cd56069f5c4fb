@NullMarked
package dev.rasura.internal.sql;

import org.jspecify.annotations.NullMarked;
