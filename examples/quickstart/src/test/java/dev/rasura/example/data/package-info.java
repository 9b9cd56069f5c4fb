@NullMarked
package dev.rasura.example.data;

import org.jspecify.annotations.NullMarked;
