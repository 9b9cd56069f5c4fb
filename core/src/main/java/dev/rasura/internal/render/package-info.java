@NullMarked
package dev.rasura.internal.render;

import org.jspecify.annotations.NullMarked;
