@NullMarked
package dev.rasura.audit;

import org.jspecify.annotations.NullMarked;
