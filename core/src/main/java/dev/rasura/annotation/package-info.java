@NullMarked
package dev.rasura.annotation;

import org.jspecify.annotations.NullMarked;
