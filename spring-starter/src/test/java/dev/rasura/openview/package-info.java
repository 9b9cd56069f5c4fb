/** An application whose views load what they show, and whose reads are audited. */
@NullMarked
package dev.rasura.openview;

import org.jspecify.annotations.NullMarked;
