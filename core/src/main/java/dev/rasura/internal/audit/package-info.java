@NullMarked
package dev.rasura.internal.audit;

import org.jspecify.annotations.NullMarked;
