/** The main job on the command line: data map, export, erasure, retention, audit, one after the other. */
@NullMarked
package dev.rasura.example.quickstart;

import org.jspecify.annotations.NullMarked;
