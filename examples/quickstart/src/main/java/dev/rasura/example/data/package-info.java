/** What the loaders of the real data sets have in common. */
@NullMarked
package dev.rasura.example.data;

import org.jspecify.annotations.NullMarked;
