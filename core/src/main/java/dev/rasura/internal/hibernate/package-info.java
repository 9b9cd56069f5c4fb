@NullMarked
package dev.rasura.internal.hibernate;

import org.jspecify.annotations.NullMarked;
