/** Tests of the starter. */
@NullMarked
package dev.rasura.spring;

import org.jspecify.annotations.NullMarked;
